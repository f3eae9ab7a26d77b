"""What waits for officers, on file."""
