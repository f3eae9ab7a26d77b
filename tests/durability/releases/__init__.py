"""Other code takes over from code that is at work."""
