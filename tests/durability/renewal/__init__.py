"""Cases that go on in a new run."""
