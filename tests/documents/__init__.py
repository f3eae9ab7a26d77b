"""Large files."""
