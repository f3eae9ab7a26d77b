"""Who says it: actors, what they sign, and how it is proved."""
