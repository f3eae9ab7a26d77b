"""Questions that are answered without filing anything, and by whose leave."""
