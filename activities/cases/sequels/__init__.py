"""What becomes of decisions after their cases are closed, as far as the ledger keeps it."""
