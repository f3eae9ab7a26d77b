"""A case, from submission to outcome."""
