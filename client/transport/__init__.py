"""How messages travel: connection, encryption, patience."""
