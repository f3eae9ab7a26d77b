"""Whether a worker is well, and how much there is of everything."""
