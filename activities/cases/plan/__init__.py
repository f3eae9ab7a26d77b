"""Plans of cases: of whose making they are, and how they are drawn anew by order."""
