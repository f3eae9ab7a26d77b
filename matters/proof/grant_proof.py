"""Mistakes in a grant that neither the type checkers nor an import can see."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from ..language import (
    DERIVED,
    Bound,
    Grant,
    Mode,
    Occasion,
    Often,
    Op,
    PeriodKind,
    Rule,
    yuan,
)
from .edition_proof import edition_faults
from .fault import Fault
from .grant_provisions import grant_limits, grant_provisions
from .items.quoted_numbers import misquoted
from .provision import unfounded
from .trials.population import all_bounds, missed, needed
from .trials.samples import KEPT

LAST_PAY_DAY = 28
_ALL = 100
"""Percent."""


def prove_grants(grants: tuple[Grant[Any], ...], *, taken: tuple[str, ...] = ()) -> tuple[Fault, ...]:
    """Every fault of every grant and of the list; `taken` are the codes of the one-matters beside them."""
    return (*_codes(grants, taken), *(fault for grant in grants for fault in prove_grant(grant)))


@lru_cache(maxsize=KEPT)
def prove_grant(grant: Grant[Any]) -> tuple[Fault, ...]:
    says = (*_entry(grant), *_terms(grant), *_safeguards(grant), *_figures(grant))
    whole = (Fault(where=grant.code, says=text) for text in says)
    laid_down = tuple(grant_provisions(grant))
    found = (*whole, *_rules(grant), *_bounds(grant), *unfounded(laid_down), *misquoted(laid_down))
    return found or tuple(_found(grant))  # what is wrong as it stands need not be tried


def _codes(grants: tuple[Grant[Any], ...], taken: tuple[str, ...]) -> Iterator[Fault]:
    yield from edition_faults(grants)
    for code in dict.fromkeys(grant.code for grant in grants):
        if code in taken:
            yield Fault(where=code, says="a one-matter has this code, too; give one of the two another")


def _entry(grant: Grant[Any]) -> Iterator[str]:
    if grant.mode is Mode.AUTOMATIC and not grant.entry.passed:
        yield "is automatic, but its entry test lacks a criterion; meet it, or choose another mode"
    if grant.mode is Mode.COMMITMENT and grant.commitment is None:
        yield "is granted upon a commitment, but has no text of it; write what is promised"


def _terms(grant: Grant[Any]) -> Iterator[str]:
    term, once = grant.term, grant.once
    if term.until and term.until < term.since:
        yield f"ends on {term.until}, before it begins on {term.since}; mend the term"
    elif grant.since and not grant.draft and term.until and term.until < grant.since:
        yield f"holds from {grant.since} on, when its term has ended on {term.until}; mend one of the two"
    if (grant.period is PeriodKind.ONCE) != (once.often is Often.LIFETIME):
        yield f"is paid {grant.period}, but may be had {once.often}; bring the two together"
    if grant.code in once.among:
        yield "is listed among the policies that count as the same; its own code counts in any case"
    if grant.pay_day and not 1 <= grant.pay_day.day <= LAST_PAY_DAY:
        yield f"is paid on day {grant.pay_day.day}; choose one that every month has, 1 to {LAST_PAY_DAY}"
    for name, limit in grant_limits(grant):
        if limit.count < 1:
            yield f"its {name} limit is {limit}; give at least one day"


def _safeguards(grant: Grant[Any]) -> Iterator[str]:
    brake = grant.brake
    if grant.budget.fen < 1:
        yield f"its budget is {yuan(grant.budget.fen)}; give at least one fen"
    for name in ("faults", "returns", "objections"):
        if not 0 < getattr(brake, name) <= 1:
            yield f"its brake on {name} is {getattr(brake, name)}; give a share above 0, at most 1"
    if not 0 <= grant.second_look.value <= _ALL:
        yield f"its second look is {grant.second_look}; give a share from 0 to 100 %"


def _figures(grant: Grant[Any]) -> Iterator[str]:
    if not grant.figures:
        yield "lists no figure; list the numbers of the law that its rules and its amount use"


def _rules(grant: Grant[Any]) -> Iterator[Fault]:
    for rule_id, times in Counter(rule.id for rule in grant.all_rules).items():
        if times > 1:
            yield Fault(where=f"{grant.code}/{rule_id}", says=f"{times} rules have this id; rename one")
    for rule in grant.all_rules:
        where = f"{grant.code}/{rule.id}"
        yield from (Fault(where=where, says=text) for text in _rule(rule, grant))


def _rule(rule: Rule[Any], grant: Grant[Any]) -> Iterator[str]:
    """What is wrong with it, as far as somebody of whom the registers hold nothing shows it."""
    if rule.datum and rule.datum.field not in _columns(grant):
        yield f"asks for {rule.datum.field!r}, which {grant.beneficiary.__name__} does not have; name a field"
    occasion = Occasion(grant.period_on(grant.term.since), grant.term.since)
    try:
        answer = rule.holds(_blank(grant), occasion)
    except Exception as broken:  # noqa: BLE001 # whatever the author's function raises is the finding
        yield f"fails on empty registers: {broken!r}; let it answer, or answer None and name a datum"
    else:
        if answer is None and rule.datum is None:
            yield "answers None on empty registers, but names no datum; say what is asked for"


def _blank(grant: Grant[Any]) -> Any:
    """A row in which every column that may be empty is."""
    return grant.beneficiary(**needed(grant.beneficiary))


def _columns(grant: Grant[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(grant.beneficiary))


def _bounds(grant: Grant[Any]) -> Iterator[Fault]:
    for bound in all_bounds(grant):
        where = f"{grant.code}/{bound.column}"
        if bound.column not in _columns(grant) or bound.column in DERIVED:
            says = f"narrows by a column that the register of {grant.beneficiary.__name__} does not have"
            yield Fault(where=where, says=f"{says}; name one that it has")
        elif says := _misfit(bound, grant):
            yield Fault(where=where, says=says)


def _found(grant: Grant[Any]) -> Iterator[Fault]:
    """Whoever has a right to it, or would be asked, is found by its narrowing: tried at every edge."""
    told: dict[str, Fault] = {}
    try:
        for one in missed(grant):
            says = (
                f"leaves out somebody with a right to it for {one.period.label}: {_shown(one.row)}; "
                "widen the bound, or mend the rule"
            )
            told.setdefault(one.column, Fault(where=f"{grant.code}/{one.column}", says=says))
    except Exception as broken:  # noqa: BLE001 # whatever the author's function raises is the finding
        yield Fault(
            where=grant.code, says=f"a rule fails on what registers may hold: {broken!r}; let it answer"
        )
    yield from told.values()


def _shown(row: Any) -> str:
    """What is not as it is of most people."""
    said = {
        each.name: getattr(row, each.name) for each in fields(row) if getattr(row, each.name) != each.default
    }
    return ", ".join(f"{column}={value}" for column, value in said.items() if column != "key")


def _misfit(bound: Bound, grant: Grant[Any]) -> str:
    """Why the value cannot be compared with the column; empty if it can."""
    kind = get_type_hints(grant.beneficiary)[bound.column]
    allowed = tuple(each for each in get_args(kind) or (kind,) if each is not NoneType)
    value = bound.value(grant.period_on(grant.term.since))
    if bound.op in {Op.IS_NULL, Op.NOT_NULL}:
        return "" if value is None else f"{bound.op} compares with nothing; leave the value out"
    compared = value if bound.op is Op.IN and isinstance(value, tuple) else (value,)
    if all(isinstance(each, allowed) or _is_member(each, allowed) for each in compared):
        return ""
    return f"compares {kind} with {value!r}; give a value of that kind"


def _is_member(value: object, kinds: tuple[Any, ...]) -> bool:
    """Whether a plain text is a value of an enumeration among the kinds."""
    return any(value in tuple(kind) for kind in kinds if issubclass(kind, StrEnum))
