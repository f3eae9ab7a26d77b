"""From a definition, which is code, to a plan, which is data."""
