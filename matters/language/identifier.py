"""Identifiers of e-licences (电子证照标识, GB/T 36904-2018).

The root OID, the licence type, the issuer, a serial, a version of three digits, and a check character by
ISO 7064 MOD 37,36 over all but root and dots.
"""

from stdnum.iso7064 import mod_37_36

ROOT = "1.2.156.3005.2"
_PARTS = ("type", "issuer", "serial", "version", "check")


def identify(*, type_code: str, issuer: str, serial: str, version: str) -> str:
    """Put an identifier together, with its check character."""
    check = mod_37_36.calc_check_digit(type_code + issuer + serial + version)
    return f"{ROOT}.{type_code}.{issuer}.{serial}.{version}.{check}"


def is_identifier(text: str) -> bool:
    """Whether `text` has the shape and the check character of an identifier: not that there is such a one."""
    if not text.startswith(f"{ROOT}."):
        return False
    parts = text.removeprefix(f"{ROOT}.").split(".")
    return len(parts) == len(_PARTS) and bool(mod_37_36.is_valid("".join(parts)))
