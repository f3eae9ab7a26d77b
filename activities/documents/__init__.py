"""Large files: chunk by chunk into the store, and out of it."""
