"""Every definition in force, written by hand: the one place to add a one-matter or a grant."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, TypeVar

from .definitions.bereavement import BEREAVEMENT
from .definitions.clawback import CLAWBACK, CLAWBACK_2026_11
from .definitions.closure import CLOSING
from .definitions.divisions import DIVISIONS
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
from .definitions.recruitment import RECRUITMENT
from .definitions.restaurant import RESTAURANT, RESTAURANT_2026_11
from .definitions.school import SCHOOL
from .language import DefinitionError, Department, Grant, OneMatter, RunningCases

DefinitionT = TypeVar("DefinitionT", bound=OneMatter[Any] | Grant[Any])

READ_ON: Final = date(2026, 11, 28)
"""The day on which these definitions were last held against the texts that they rest upon."""

ONE_MATTERS: tuple[OneMatter[Any], ...] = (
    NEWBORN_2026_11,
    NEWBORN,
    RESTAURANT_2026_11,
    RESTAURANT,
    CLAWBACK_2026_11,
    CLAWBACK,
    RECRUITMENT,
    CLOSING,
    BEREAVEMENT,
    SCHOOL,
)
"""Several editions of one code may stand here; the latest to have begun is current, as long as it holds."""

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

WRITTEN: Final = (ONE_MATTERS, GRANTS)
"""As they stand here, whatever takes their place in a running process."""


class UnknownDefinition(DefinitionError):
    """Nothing has this code, or nothing this edition of it."""


class NotInCatalogue(UnknownDefinition):
    """No one-matter has this code, or none this edition of it."""


class UnknownGrant(UnknownDefinition):
    """No grant has this code, or none this edition of it."""


class NotYetOrNoLonger(NotInCatalogue, UnknownGrant):
    """The edition holds on other days, or is a draft."""


def find(code: str, edition: str | None = None, *, on: date | None = None) -> OneMatter[Any]:
    """The definition of `code`: the edition that is named, or the one that holds on a day.

    Where no day is given, it is the latest that is no draft. One that is named must hold on the day, too.
    Raises `NotInCatalogue`.
    """
    return _named(ONE_MATTERS, code, edition, on=on, kind="one-matter", unknown=NotInCatalogue)


def find_begun(code: str, edition: str, *, on: date) -> OneMatter[Any]:
    """By what a case goes on that `edition` began, when its form is mended on a day.

    Raises `NotInCatalogue`.
    """
    current = _current((one for one in ONE_MATTERS if one.code == code), on=on)
    moves = current is not None and current.running is RunningCases.MOVE
    return find(code, None if moves else edition, on=on if moves else None)


def find_grant(code: str, edition: str | None = None, *, on: date | None = None) -> Grant[Any]:
    """The grant of `code`: the edition that is named, or the one that holds on a day.  See `find`.

    Raises `UnknownGrant`.
    """
    return _named(GRANTS, code, edition, on=on, kind="grant", unknown=UnknownGrant)


def find_any(code: str) -> OneMatter[Any] | Grant[Any]:
    """Whatever has this code, in its current edition. Raises `UnknownDefinition`."""
    listed: tuple[OneMatter[Any] | Grant[Any], ...] = (*ONE_MATTERS, *GRANTS)
    return _named(listed, code, None, on=None, kind="one-matter or grant", unknown=UnknownDefinition)


def in_force(listed: tuple[DefinitionT, ...], *, on: date) -> tuple[DefinitionT, ...]:
    """Of each code the edition that holds on a day, if one does."""
    codes = dict.fromkeys(each.code for each in listed)
    current = (_current((each for each in listed if each.code == code), on=on) for code in codes)
    return tuple(each for each in current if each)


def bodies() -> tuple[Department, ...]:
    """All that handle an item, in the order of the catalogue."""
    return tuple(
        dict.fromkeys(body for one in ONE_MATTERS for matter in one.matters for body in matter.departments)
    )


def departments() -> tuple[str, ...]:
    """The codes of all that handle an item, or answer for a grant."""
    return tuple(department_names())


def department_names() -> dict[str, str]:
    """What those are called, by their codes."""
    return {body.code: body.name for body in (*bodies(), *(grant.department for grant in GRANTS))}


def matter_names(one_matter: str) -> dict[str, str]:
    """What its items are called, by their codes, in whichever edition."""
    return {
        matter.code: matter.name for one in ONE_MATTERS if one.code == one_matter for matter in one.matters
    }


def department_name(code: str) -> str:
    """What one of them is called; one that is here no more goes by its code."""
    return department_names().get(code, code)


def one_matter_names() -> dict[str, str]:
    """What one-matters are called, by their codes, in their latest edition."""
    return {one.code: one.name for one in ONE_MATTERS}


def division_names() -> dict[str, str]:
    """What the divisions of the city are called, by their codes."""
    return {division.code: division.name for division in DIVISIONS}


def _named(
    listed: tuple[DefinitionT, ...],
    code: str,
    edition: str | None,
    *,
    on: date | None,
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
    settled = (each for each in reversed(named) if edition or not each.draft)
    found = next(settled, None) if on is None else _current(named, on=on)
    if not found:
        known = "; ".join(f"{each.edition} {_days(each)}" for each in named)
        raise NotYetOrNoLonger(
            f"no edition of {code!r} holds on {on or 'any day'}: {known}; ask on another day"
        )
    return found


def _current(editions: Iterable[DefinitionT], *, on: date) -> DefinitionT | None:
    """The latest to have begun, if it still holds: what it took the place of does not come back after it."""
    latest = max((each for each in editions if each.has_begun(on)), key=_since, default=None)
    return latest if latest and latest.holds_on(on) else None


def _since(edition: OneMatter[Any] | Grant[Any]) -> tuple[date, int]:
    """The latest to begin goes before the others, and what is listed later before what is listed earlier."""
    place = [*ONE_MATTERS, *GRANTS].index(edition)
    return edition.since or date.min, place


def _days(edition: OneMatter[Any] | Grant[Any]) -> str:
    return "is a draft" if edition.draft else f"from {edition.since or 'ever'} to {edition.until or 'ever'}"
