"""The one window: a case is received, reviewed, answered, told, and filed away."""
