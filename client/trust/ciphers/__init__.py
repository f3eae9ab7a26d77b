"""Ciphers in suites: by what is signed, sealed and encrypted."""
