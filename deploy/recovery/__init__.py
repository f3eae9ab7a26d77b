"""Backup, restore, and what is put right when server and ledger are not of one moment."""
