"""Short orders about money."""
