"""A campaign, from preview to report."""
