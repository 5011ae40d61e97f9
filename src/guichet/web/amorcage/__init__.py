"""Pages of the amorçage."""
