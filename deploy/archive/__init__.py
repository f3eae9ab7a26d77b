"""Closed cases go to the archive, and what is personal of them is erased here when its time is over."""
