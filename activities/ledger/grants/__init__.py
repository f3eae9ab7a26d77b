"""Grants on file."""
