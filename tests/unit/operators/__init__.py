"""What operators see, without a server."""
