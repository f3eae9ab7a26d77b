"""Places that are none, or that nobody could give in order; sequels that nobody could begin."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from matters.definitions import law, sequels
from matters.language import Ranking, Sequel
from tests.support.applications.stalls import (
    MARKET_STALL,
    ONE_PLACE,
    QUOTA,
    RANKED_STALL,
    STALL,
    Stall,
    front_first,
    with_quota,
)
from tests.support.mistakes.mistake import Mistake, caught_at_import, caught_by_check, days


def without_basis() -> Any:
    return replace(ONE_PLACE, basis=replace(ONE_PLACE.basis, document=""))


def only_in_the_east(form: Stall) -> str:
    return "东街" if form.street == "东街" else ""


def with_sequels(*named: Sequel) -> Any:
    return replace(MARKET_STALL, matters=(replace(STALL, sequels=named),))


RANKING: Final = Ranking(by=front_first, otherwise="由市场办统筹安排", basis=ONE_PLACE.basis)


def before_the_first(_: Stall) -> int:
    return 0


def places(count: str) -> Any:
    return with_quota(places=replace(ONE_PLACE, value=Decimal(count)))


WRONG_QUOTAS: Final[tuple[Mistake, ...]] = (
    caught_by_check("no places at all", lambda: places("0"), "give a whole number, one at least"),
    caught_by_check("half a place", lambda: places("1.5"), "give a whole number, one at least"),
    caught_by_check(
        "an area without a name", lambda: with_quota(area=only_in_the_east), "names none for some answers"
    ),
    caught_by_check("a number that no text sets", lambda: with_quota(places=without_basis()), "has no basis"),
    caught_by_check(
        "a sequel of nobody's",
        lambda: with_sequels(replace(sequels.CANCELLED, code="forgotten")),
        "is in no list",
    ),
    caught_by_check("a ruling as one's own", lambda: with_sequels(sequels.REMADE), "always may be"),
    caught_by_check("ranks before all have applied", lambda: RANKED_STALL, "let a procedure come first"),
    caught_by_check(
        "to wait, and to be placed otherwise",
        lambda: with_quota(waits=days(5), ranking=RANKING),
        "leave one of the two out",
    ),
    caught_by_check(
        "a rank before the first",
        lambda: with_quota(ranking=replace(RANKING, by=before_the_first)),
        "say 1 to 99",
    ),
    caught_by_check("to wait no days", lambda: with_quota(waits=days(0)), "at least one day"),
)

REFUSED_QUOTAS: Final[tuple[Mistake, ...]] = (
    caught_at_import(
        "to wait while the clock of the law runs",
        lambda: replace(STALL, statutory=law.SINGLE_LIMIT, quota=replace(QUOTA, waits=days(5))),
        "leave `waits` out",
    ),
    caught_at_import(
        "to wait while the clock of the whole runs",
        lambda: replace(
            MARKET_STALL,
            statutory=law.JOINT_LIMIT,
            matters=(replace(STALL, quota=replace(QUOTA, waits=days(5))),),
        ),
        "waits for a place",
    ),
)
