"""Rules upon a submission: what they find, and what a machine may do upon them."""
