"""Every definition in force, written by hand: the one place to add a one-matter or a grant."""

from typing import Any, TypeVar

from .definitions.clawback import CLAWBACK, CLAWBACK_2026_11
from .definitions.grants import (
    CHILD_CARE,
    CHILD_CARE_2025,
    DISABILITY_CARE,
    DISABILITY_CARE_2026_11,
    DISABILITY_LIVING,
    DISABILITY_LIVING_2026_11,
    FLEXIBLE_EMPLOYMENT,
    FLEXIBLE_EMPLOYMENT_2026_11,
    HIRING,
    JOB_RETENTION,
    JOB_RETENTION_2025,
    OLD_AGE,
    OLD_AGE_2023_05,
)
from .definitions.newborn import NEWBORN, NEWBORN_2026_11
from .definitions.restaurant import RESTAURANT, RESTAURANT_2026_11
from .language import DefinitionError, Grant, OneMatter

DefinitionT = TypeVar("DefinitionT", bound=OneMatter[Any] | Grant[Any])

ONE_MATTERS: tuple[OneMatter[Any], ...] = (
    NEWBORN_2026_11,
    NEWBORN,
    RESTAURANT_2026_11,
    RESTAURANT,
    CLAWBACK_2026_11,
    CLAWBACK,
)
"""Several editions of one code may stand here; of those the last is current."""

GRANTS: tuple[Grant[Any], ...] = (
    OLD_AGE_2023_05,
    OLD_AGE,
    JOB_RETENTION_2025,
    JOB_RETENTION,
    HIRING,
    DISABILITY_LIVING_2026_11,
    DISABILITY_LIVING,
    DISABILITY_CARE_2026_11,
    DISABILITY_CARE,
    FLEXIBLE_EMPLOYMENT_2026_11,
    FLEXIBLE_EMPLOYMENT,
    CHILD_CARE_2025,
    CHILD_CARE,
)
"""Editions as above."""


class UnknownDefinition(DefinitionError):
    """Nothing has this code, or nothing this edition of it."""


class NotInCatalogue(UnknownDefinition):
    """No one-matter has this code, or none this edition of it."""


class UnknownGrant(UnknownDefinition):
    """No grant has this code, or none this edition of it."""


def find(code: str, edition: str | None = None) -> OneMatter[Any]:
    """The definition of `code`, in its current edition unless another is named.

    Raises `UnknownOneMatter`.
    """
    return _named(ONE_MATTERS, code, edition, kind="one-matter", unknown=NotInCatalogue)


def find_grant(code: str, edition: str | None = None) -> Grant[Any]:
    """The grant of `code`, in its current edition unless another is named.

    Raises `UnknownGrant`.
    """
    return _named(GRANTS, code, edition, kind="grant", unknown=UnknownGrant)


def find_any(code: str) -> OneMatter[Any] | Grant[Any]:
    """Whatever has this code, in its current edition. Raises `UnknownDefinition`."""
    listed: tuple[OneMatter[Any] | Grant[Any], ...] = (*ONE_MATTERS, *GRANTS)
    return _named(listed, code, None, kind="one-matter or grant", unknown=UnknownDefinition)


def _named(
    listed: tuple[DefinitionT, ...],
    code: str,
    edition: str | None,
    *,
    kind: str,
    unknown: type[UnknownDefinition],
) -> DefinitionT:
    editions = [each for each in listed if each.code == code]
    if not editions:
        known = ", ".join(dict.fromkeys(each.code for each in listed))
        raise unknown(f"there is no {kind} {code!r}; the catalogue has: {known}")
    named = [each for each in editions if edition in {None, each.edition}]
    if not named:
        known = ", ".join(each.edition for each in editions)
        raise unknown(f"{code!r} has no edition {edition!r}; it has: {known}")
    return named[-1]
