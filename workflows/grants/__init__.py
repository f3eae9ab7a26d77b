"""A grant that waits for somebody."""
