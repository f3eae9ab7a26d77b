"""Numbers of the law: with basis, unit, and dates."""
