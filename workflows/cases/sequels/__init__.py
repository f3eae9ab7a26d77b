"""What becomes of a decision after its case is closed: a run of its own for each proceeding."""
