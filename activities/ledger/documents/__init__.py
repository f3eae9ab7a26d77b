"""Large files: whose they are, and until when."""
