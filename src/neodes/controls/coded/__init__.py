"""The controls that the norm names one by one, declared in `catalogue`, said in `words`, compiled and run here."""
