"""What is said by whoever is paid: his consent, what he declares of himself, his account."""
