"""Messages of campaigns."""
