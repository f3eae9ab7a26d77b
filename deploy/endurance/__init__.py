"""`make endurance`: many cases that stay open, wait for a department, or lose their worker."""
