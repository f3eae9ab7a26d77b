"""Mistakes of an author that neither types nor an import can see."""
