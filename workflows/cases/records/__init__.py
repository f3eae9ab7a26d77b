"""What is known of a case, and what follows from it. Nothing here waits, calls, or changes by itself."""
