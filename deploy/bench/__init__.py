"""What the engine costs beside a bare workflow of the same shape, measured in one run."""
