"""Who has a right to a grant, and why."""
