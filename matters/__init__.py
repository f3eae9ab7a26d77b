"""What is handled: definitions of one-matters, as pure values.  Reads no clock, no network, no database."""
