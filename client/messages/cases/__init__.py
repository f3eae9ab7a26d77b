"""Messages of cases."""
