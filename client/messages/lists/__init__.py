"""What lists show of cases, and how they are searched."""
