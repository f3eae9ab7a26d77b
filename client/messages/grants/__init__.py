"""Messages of grants."""
