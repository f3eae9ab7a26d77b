"""Addresses as they are typed, and the place that is meant."""

import unicodedata


def place(address: str) -> str:
    """An address without blanks, and with plain digits and brackets: however it is typed, it is one place."""
    return "".join(unicodedata.normalize("NFKC", address).split())
