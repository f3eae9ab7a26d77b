"""Every definition in force, written by hand: the one place to add a one-matter or a grant."""

from collections.abc import Sequence
from typing import Any, TypeVar

from .grants import (
    CHILD_CARE,
    DISABILITY_CARE,
    DISABILITY_LIVING,
    FLEXIBLE_EMPLOYMENT,
    HIRING,
    JOB_RETENTION,
    OLD_AGE,
)
from .language import DefinitionError, Grant, OneMatter
from .newborn import NEWBORN
from .restaurant import RESTAURANT

DefinitionT = TypeVar("DefinitionT", bound=OneMatter[Any] | Grant[Any])

ONE_MATTERS: tuple[OneMatter[Any], ...] = (NEWBORN, RESTAURANT)
"""Several editions of one code may stand here; of those the last is current."""

GRANTS: tuple[Grant[Any], ...] = (
    OLD_AGE,
    JOB_RETENTION,
    HIRING,
    DISABILITY_LIVING,
    DISABILITY_CARE,
    FLEXIBLE_EMPLOYMENT,
    CHILD_CARE,
)
"""Editions as above."""


class UnknownOneMatter(DefinitionError):
    """No definition has this code, or none this edition of it."""


class UnknownGrant(DefinitionError):
    """No grant has this code, or none this edition of it."""


def find(code: str, edition: str | None = None) -> OneMatter[Any]:
    """The definition of `code`, in its current edition unless another is named.

    Raises `UnknownOneMatter`.
    """
    editions = tuple(one for one in ONE_MATTERS if one.code == code)
    if not editions:
        raise UnknownOneMatter(_no_such("one-matter", code, ONE_MATTERS))
    return _edition(editions, edition, unknown=UnknownOneMatter)


def find_grant(code: str, edition: str | None = None) -> Grant[Any]:
    """The grant of `code`, in its current edition unless another is named.

    Raises `UnknownGrant`.
    """
    editions = tuple(grant for grant in GRANTS if grant.code == code)
    if not editions:
        raise UnknownGrant(_no_such("grant", code, GRANTS))
    return _edition(editions, edition, unknown=UnknownGrant)


def _no_such(kind: str, code: str, listed: Sequence[OneMatter[Any] | Grant[Any]]) -> str:
    known = ", ".join(dict.fromkeys(each.code for each in listed))
    return f"there is no {kind} {code!r}; the catalogue has: {known}"


def _edition(
    editions: tuple[DefinitionT, ...], edition: str | None, *, unknown: type[DefinitionError]
) -> DefinitionT:
    named = [each for each in editions if edition in {None, each.edition}]
    if not named:
        known = ", ".join(each.edition for each in editions)
        raise unknown(f"{editions[0].code!r} has no edition {edition!r}; it has: {known}")
    return named[-1]
