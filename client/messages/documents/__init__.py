"""Large files, which do not travel in messages."""
