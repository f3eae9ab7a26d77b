"""Conditions and rules are tried on every answer that can turn them."""
