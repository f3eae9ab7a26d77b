"""A case that proves itself: what happened in it as leaves of one tree, which anybody can check."""
