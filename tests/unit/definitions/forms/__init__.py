"""What is written into a form: how it is read, and what is told of what cannot be."""
