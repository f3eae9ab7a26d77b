"""Mistakes in quotas: places that are none, or of an area that has no name."""

from collections.abc import Iterator
from typing import Any, Final

from ...language import Matter, OneMatter, Ranking
from ..conditions import sampler_of
from ..fault import Fault
from ..phrases import is_chinese
from ..trials.inquiry import Inquiry
from ..trials.samples import Sampler
from ..trials.verdict import turns

MOST_RANKS: Final = 99
"""So many bands there are in the books."""


def quota_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of every item of which there are only so many."""
    for matter in one.matters:
        quota, where = matter.quota, f"{one.code}/{matter.code} quota"
        if quota is None:
            continue
        places, area = quota.places.value, quota.area
        if places < 1 or places != int(places):
            yield Fault(where=where, says=f"there are {quota.places}; give a whole number, one at least")

        if quota.ranking:
            yield from _ranking_faults(where, matter, quota.ranking, sampler_of(one))

        def is_named(inquiry: Inquiry, form: Any = matter.form, area: Any = area) -> bool:
            return bool(area(inquiry.form(form)).strip())

        if turns(is_named, sampler_of(one)).fails:
            says = (
                "its `area` names none for some answers, whose places would be of no area; name one for each"
            )
            yield Fault(where=where, says=says)


def _ranking_faults(
    where: str, matter: Matter[Any], ranking: Ranking[Any], sampler: Sampler
) -> Iterator[Fault]:
    """Ranks from 1 on, of all who have applied; and nobody waits beside those who are placed otherwise."""
    if matter.quota and matter.quota.waits:
        yield Fault(where=where, says="waits for a place, and is placed otherwise; leave one of the two out")
    if not any(procedure.comes_first for procedure in matter.procedures):
        says = "gives places by rank, and nothing says when all have applied; let a procedure come first"
        yield Fault(where=where, says=says)
    if not is_chinese(ranking.otherwise):
        says = (
            f"{ranking.otherwise!r} is read by citizens; say in Chinese how whoever finds no place is placed"
        )
        yield Fault(where=where, says=says)

    def is_rank(inquiry: Inquiry) -> bool:
        return 1 <= ranking.by(inquiry.form(matter.form)) <= MOST_RANKS

    turned = turns(is_rank, sampler)
    if turned.fails or turned.broken:
        yield Fault(where=where, says=f"its `ranking` says no rank for some answers; say 1 to {MOST_RANKS}")
