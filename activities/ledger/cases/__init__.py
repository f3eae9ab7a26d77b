"""Cases on file."""
