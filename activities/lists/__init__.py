"""Lists of cases: what is kept of a case at rest, and whose its time was."""
