"""What operators see of runs, and how they find them."""
