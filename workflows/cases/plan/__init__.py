"""Plans of a case: how one is followed, and how another one takes its place by order."""
