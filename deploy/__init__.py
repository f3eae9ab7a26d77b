"""What it takes to run the engine: an embedded Temporal server, the demonstration, the benchmark."""
