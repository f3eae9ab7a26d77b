"""The directory of actors."""
