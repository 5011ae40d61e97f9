"""Values of the norm: parse and check from the characters alone, without any look-up."""
