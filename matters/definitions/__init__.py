"""The definitions themselves, and the nouns that they share."""
