"""Everybody at once: matching, and the steps of a campaign."""
