"""Payment files, settlement with the treasury, budgets, and what is claimed back."""
