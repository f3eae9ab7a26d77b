"""What happens outside of a case, and what it does about that."""
