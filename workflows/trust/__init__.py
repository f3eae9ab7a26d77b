"""The gate: who says it, and whether he may."""
