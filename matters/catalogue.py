"""Every definition in force, written by hand: the one place to add a one-matter."""

from typing import Any

from .grants import OLD_AGE
from .language import DefinitionError, Grant, OneMatter
from .newborn import NEWBORN
from .restaurant import RESTAURANT

ONE_MATTERS: tuple[OneMatter[Any], ...] = (NEWBORN, RESTAURANT)
"""Several editions of one code may stand here; of those the last is current."""

GRANTS: tuple[Grant[Any], ...] = (OLD_AGE,)
"""Editions as above."""


class UnknownOneMatter(DefinitionError):
    """No definition has this code, or none this edition of it."""


def find(code: str, edition: str | None = None) -> OneMatter[Any]:
    """The definition of `code`, in its current edition unless another is named.

    Raises `UnknownOneMatter`.
    """
    editions = [one for one in ONE_MATTERS if one.code == code]
    if not editions:
        known = ", ".join(dict.fromkeys(one.code for one in ONE_MATTERS))
        raise UnknownOneMatter(f"there is no one-matter {code!r}; the catalogue has: {known}")
    named = [one for one in editions if edition in {None, one.edition}]
    if not named:
        known = ", ".join(one.edition for one in editions)
        raise UnknownOneMatter(f"{code!r} has no edition {edition!r}; it has: {known}")
    return named[-1]
