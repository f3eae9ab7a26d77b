"""The books of the stand-ins."""
