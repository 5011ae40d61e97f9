"""Pages of the space of a partner."""
