"""What need not be asked, for it is held already."""
