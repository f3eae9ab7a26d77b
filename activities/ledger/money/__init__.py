"""Money on file."""
