"""The house itself, read: its modules, their rooms and the arrows between them."""
