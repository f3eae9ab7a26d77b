"""Names as registers write them."""

import unicodedata

HAN = "CJK UNIFIED IDEOGRAPH-"
DOT = "·"


def is_written_in_han(name: str) -> bool:
    """Whether a name is all Han characters, with the dot between parts of a name as the only other sign.

    Look-alikes are none: radicals, compatibility forms, letters of other scripts.
    """
    return all(sign == DOT or unicodedata.name(sign, "").startswith(HAN) for sign in name)
