"""A case at rest: what lists show of it, who had the ball, and all from which it goes on."""
