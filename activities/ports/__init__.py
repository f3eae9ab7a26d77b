"""What the engine asks of the world: a class with its contract for each partner."""
