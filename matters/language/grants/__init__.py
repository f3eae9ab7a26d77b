"""The words for grants."""
