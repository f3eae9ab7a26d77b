"""Cases in which there is an item for each of several."""
