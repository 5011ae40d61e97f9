"""The portfolio as files: import and export."""
