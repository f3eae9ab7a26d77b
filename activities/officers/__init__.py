"""What waits for officers, and what they say to it."""
