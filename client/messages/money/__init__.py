"""Messages about money."""
