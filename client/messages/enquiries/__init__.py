"""Messages of enquiries."""
