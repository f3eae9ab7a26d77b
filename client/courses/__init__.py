"""Courses that cases really took: as an event log for the tools of process mining, and as variants."""
