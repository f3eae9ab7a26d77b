"""Implementations of ports by which tests look at seams, and both sides of one."""
