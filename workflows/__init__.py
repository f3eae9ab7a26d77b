"""The engine: a few stable files that follow plans and know no matter by name."""
