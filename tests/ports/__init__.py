"""Ports: what every implementation keeps to."""
