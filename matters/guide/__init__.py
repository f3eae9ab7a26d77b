"""What is told before anything is filed."""
