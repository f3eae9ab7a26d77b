"""Releases of the engine's code: what goes on with a new one, and how cases come to it and back."""
