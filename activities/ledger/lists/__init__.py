"""What lists show of cases: plain, indexed, and nothing of it personal."""
