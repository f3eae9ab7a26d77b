"""What officers may order, what it takes, and what follows from it."""
