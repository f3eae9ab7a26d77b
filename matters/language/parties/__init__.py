"""Whom an application concerns, and who may act and ask for whom."""
