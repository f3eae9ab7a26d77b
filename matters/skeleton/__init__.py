"""What an author begins with: a one-matter that is small, complete, and his to change."""
