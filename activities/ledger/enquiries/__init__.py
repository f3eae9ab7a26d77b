"""What is kept of those who have not filed yet."""
