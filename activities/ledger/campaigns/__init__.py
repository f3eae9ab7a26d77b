"""Campaigns on file."""
