"""Messages of officers."""
