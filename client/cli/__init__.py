"""The SDK at a terminal."""
