"""Who may speak to the engine: the directory, and proof against it."""
