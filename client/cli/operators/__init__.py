"""The desk of an operator at a terminal."""
