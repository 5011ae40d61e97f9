"""The controls of the trade: what the groupe de protection sociale of an establishment asks beyond the norm."""
