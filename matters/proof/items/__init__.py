"""What is wrong with single items."""
