"""Mistakes that authors of definitions make, and where each is caught."""
