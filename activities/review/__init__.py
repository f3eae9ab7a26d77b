"""Pre-review and the machine: rules upon a submission, and how far they are trusted."""
