"""The steps, one for each release that changed the tables, in the order of their numbers."""
