"""What an author does wrong in a sound definition, and by whom it is caught."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from matters.definitions.clawback import CLAWBACK
from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.definition import (
    vaccination_record,
)
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import (
    sign_permit,
)
from matters.language import (
    Check,
    Facts,
    Family,
    Fee,
    Limit,
    Material,
    Matter,
    OneMatter,
    Unattended,
    WorkingDays,
)
from tests.support.applications.shop import OURS


class Where(StrEnum):
    """Where a mistake is caught."""

    TYPES = "by types"
    IMPORT = "at import"
    CHECK = "by `check`"


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What an author does, where that is caught, and a piece of what he is told."""

    name: str
    caught: Where
    makes: Callable[[], object]
    told: str


def with_item(one: OneMatter[Any], item: Matter[Any], **changes: Any) -> OneMatter[Any]:
    """The one-matter in which `item` is changed; what follows it follows the changed one."""
    changed = replace(item, **changes)
    return replace(
        one,
        matters=tuple(changed if each is item else each for each in one.matters),
        later=tuple(
            replace(late, asked_after=changed) if late.asked_after is item else late for late in one.later
        ),
    )


def newborn(item: Matter[Any], **changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: with_item(NEWBORN, item, **changes)


def restaurant(item: Matter[Any], **changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: with_item(RESTAURANT, item, **changes)


def clawback(item: Matter[Any], **changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: with_item(CLAWBACK, item, **changes)


def days(count: int) -> Limit:
    return WorkingDays(count=count, basis=OURS)


PAPER: Final = Material[Any](code="another-proof", name="另一证明", basis=OURS)


def paper(**more: Any) -> Material[Any]:
    return replace(PAPER, **more)


def rule(holds: Callable[[Any, Facts], bool], *, field: str) -> Check[Any]:
    return Check[Any](
        rule="test.rule",
        family=Family.CONSISTENCY,
        holds=holds,
        field=field,
        says="不符合要求",
        mend="请核对后重新填写",
        basis=OURS,
    )


def cost(**changes: Any) -> Fee[Any]:
    assert sign_permit.fee
    return replace(sign_permit.fee, **changes)


def rate(**changes: Any) -> Fee[Any]:
    return cost(rates=(replace(cost().rates[0], **changes),))


def machine(**changes: Any) -> Unattended[Any]:
    assert vaccination_record.unattended
    return replace(vaccination_record.unattended, **changes)


def caught_at_import(name: str, makes: Callable[[], object], told: str) -> Mistake:
    return Mistake(name=name, caught=Where.IMPORT, makes=makes, told=told)


def caught_by_check(name: str, makes: Callable[[], object], told: str) -> Mistake:
    return Mistake(name=name, caught=Where.CHECK, makes=makes, told=told)
