"""A department's own system: the contract that it keeps, and the worker by which it answers."""
