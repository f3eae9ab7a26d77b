"""Limits, terms and sums beyond what the law, or anybody, could mean."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from ...definitions import bounds, law
from ...language import (
    Basis,
    CalendarDays,
    Confidence,
    Limit,
    Matter,
    Months,
    OneMatter,
    WorkingDays,
    always,
    yuan,
)
from ...language.figures.fee import one_unit
from ..fault import Fault
from ..one_matter_provisions import bounded, every_limit, limits_afterwards, step_limits
from ..trials.horizon import Ahead, outlasts
from .quoted_numbers import amounts

FEN: Final = Decimal(100)
"""Of which a yuan has so many."""

_DAYS_OF: Final = {CalendarDays: 1.0, WorkingDays: 1.4, Months: 30.0}


def bound_faults(one: OneMatter[Any], ahead: Ahead) -> Iterator[Fault]:
    """Of all that has a number, and no text of its own that would allow it."""
    yield from _by_licensing(one, ahead)
    yield from _implausible(one)
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        valid, longest = matter.valid, bounds.LONGEST_VALIDITY
        if valid and valid.years > longest.value and not _is_read(valid.basis):
            says = f"its licence is valid for {valid}, and none for longer than {longest}"
            says = f"{says}; mend its `years`, or quote the text that gives more (`quotes`)"
            yield Fault(where=where, says=says)
        if matter.gives is None and (named := _of_a_licence(matter)):
            says = f"gives no licence, and says by {named} what is on it or how long it holds"
            yield Fault(where=where, says=f"{says}; name the licence by `gives`, or leave that out")
        for says in _charged(matter):
            yield Fault(where=f"{where} fee", says=says)


def _by_licensing(one: OneMatter[Any], ahead: Ahead) -> Iterator[Fault]:
    """Art. 32, 42: what only a law or a regulation may have otherwise (法律、法规另有规定的)."""
    notice = one.timetable.notice
    if _is_longer(notice, law.NOTICE_LIMIT, ahead):
        says = f"tells within {notice} what is missing, the law allows {law.NOTICE_LIMIT}; tell it earlier"
        yield Fault(where=one.code, says=says)
    for where, bound in bounded(one):
        whole = isinstance(bound, OneMatter)
        limit, extension = (
            (law.JOINT_LIMIT, law.JOINT_EXTENSION) if whole else (law.SINGLE_LIMIT, law.SINGLE_EXTENSION)
        )
        if bound.is_licence and not whole and not bound.statutory:
            says = f"is a licence (kind 01 of its basic code), and says no limit of the law, which is {limit}"
            yield Fault(where=where, says=f"{says} at most (Art. 42); give it as `statutory`")
        if bound.is_licence and bound.statutory and _is_longer(bound.statutory, limit, ahead):
            says = f"has {bound.statutory} by law, the law of licensing {limit}"
            yield Fault(where=where, says=f"{says}; quote the words of the law that gives more (`quotes`)")
        if bound.extension:
            more, extended = bound.extension.limit, bound.statutory or bound.promised
            if bound.is_licence and _is_longer(more, extension.limit, ahead):
                says = f"is extended by {more}, the law allows {extension.limit}; extend it by no more"
                yield Fault(where=where, says=says)
            elif not _is_quoted(more) and outlasts(more, extended, ahead):
                says = f"is extended by {more}, which is longer than its limit {extended}"
                yield Fault(where=where, says=f"{says}; extend it by no more, or quote the text (`quotes`)")


def _is_longer(limit: Limit, allowed: Limit, ahead: Ahead) -> bool:
    """Unless a law of its own has been read that says so."""
    has_its_own = limit.basis.document != law.LICENSING and _is_quoted(limit)
    return not has_its_own and bool(outlasts(limit, allowed, ahead))


def _is_quoted(limit: Limit) -> bool:
    return _is_read(limit.basis)


def _is_read(basis: Basis) -> bool:
    """Whether its words stand here, which `misquoted` holds to the number."""
    return bool(basis.quotes) and basis.confidence is Confidence.VERIFIED


def _implausible(one: OneMatter[Any]) -> Iterator[Fault]:
    """Unless a text has been read that says so."""
    applicants = tuple(name for name, _ in one.timetable.limits)
    for where, kind, limit in (*every_limit(one), *step_limits(one), *limits_afterwards(one)):
        longest = (
            bounds.LONGEST_LEAD
            if kind == "lead time"
            else bounds.LONGEST_OF_APPLICANTS
            if kind in applicants
            else bounds.LONGEST_LIMIT
        )
        if _days(limit) > _days(longest) and not _is_quoted(limit):
            says = (
                f"its {kind} limit is {limit}, and none is longer than {longest}; mend its count or its "
                "unit, or quote the text that gives more (`quotes`)"
            )
            yield Fault(where=where, says=says)


def _days(limit: Limit) -> float:
    """Roughly: what is far beyond any measure is so on every calendar."""
    return limit.count * _DAYS_OF[type(limit)]


def _of_a_licence(matter: Matter[Any]) -> str:
    said = (("`valid`", matter.valid), ("`given_to`", matter.given_to), ("`face`", matter.face))
    return ", ".join(name for name, value in said if value is not None)


def _charged(matter: Matter[Any]) -> Iterator[str]:
    """Rates that nobody pays, or that are in yuan."""
    fee = matter.fee
    if fee is None:
        return
    for place, rate in enumerate(fee.rates):
        later = fee.rates[place + 1 :]
        if any(other.since == rate.since and other.when in (rate.when, always) for other in later):
            yield f"nobody is charged {rate}: another rate of {rate.since} takes its place; list one of them"
        further = rate.further
        for fen, basis in ((rate.fen, rate.basis), *([(further.fen, further.basis)] if further else ())):
            quoted = [value for value, _ in amounts(basis.quotes)]
            if 0 < fen < bounds.LEAST_FEE.value * FEN and fen / FEN not in quoted:
                says = f"charges {yuan(fen)}, and rates are in fen; write the sum in fen, or quote the text"
                yield f"{says} that has it (`quotes`)"
        if further and fee.units is one_unit:
            yield f"charges {rate}, and counts one of it; let `units` count them, or leave `further` out"
