"""Lists of cases: what is kept of each at rest, whose its time was, what fails, who is told that it moved."""
