"""Which policy and which period are meant, and who is drawn for a second look."""

import re
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from activities.database import Transaction
from activities.ledger.cases import calendar_orders
from activities.ledger.grants.grants import GrantRecord
from client.messages.message import Message
from matters import catalogue
from matters.clock import Due
from matters.language import DefinitionError, Grant, Mode, Period, PeriodKind, Publicity
from matters.review import approval

_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR: Final = re.compile(r"\d{4}")


class Policy(Message):
    """A policy in the edition with which something was begun, and the label of a period."""

    code: str
    edition: str
    period: str


class ChosenPolicy(NamedTuple):
    """The definition, and the period as dates."""

    grant: Grant[Any]
    period: Period


class UnknownPeriod(DefinitionError):
    """No period of this policy has this label."""


def choose(policy: Policy) -> ChosenPolicy:
    """What `policy` names.  Raises `UnknownGrant`, `UnknownPeriod`."""
    grant = catalogue.find_grant(policy.code, policy.edition)
    return ChosenPolicy(grant, period(grant, policy.period))


def of(granted: GrantRecord) -> ChosenPolicy:
    """The policy of a grant, in the edition with which it was found.  Raises `UnknownGrant`."""
    return choose(Policy(code=granted.policy, edition=granted.edition, period=granted.period))


def is_known(granted: GrantRecord) -> bool:
    """Whether the catalogue still has that edition: what it has not cannot be reckoned, and is not told."""
    return any((grant.code, grant.edition) == (granted.policy, granted.edition) for grant in catalogue.GRANTS)


def period(grant: Grant[Any], label: str) -> Period:
    """The period of that label.  Raises `UnknownPeriod`."""
    found = _first_day(grant, label)
    if found is None:
        raise UnknownPeriod(
            f"{grant.code!r} is paid {grant.period}, and {label!r} is no such period; "
            "write 2026-Q3, 2026-09, 2026 or once"
        )
    return grant.period_on(found)


def due(grant: Grant[Any], on: date) -> Period:
    """What would be paid on that day: what is over, where there is a pay day, else what is under way."""
    current = grant.period_on(on)
    return grant.period_on(current.first - timedelta(days=1)) if grant.pay_day else current


def before(grant: Grant[Any], period: Period) -> Period | None:
    """The period before; what is paid once in a life has none."""
    if period.kind is PeriodKind.ONCE:
        return None
    return grant.period_on(period.first - timedelta(days=1))


def payable_from(grant: Grant[Any], period: Period) -> date:
    """The first day on which the money may go."""
    return grant.pay_day.of(period) if grant.pay_day else period.first


def heard_until(books: Transaction, publicity: Publicity, *, on: date) -> Due:
    """The last day on which what is made public that day is public, and objections to it are heard."""
    limits = (publicity.limit, publicity.objection)
    return max((calendar_orders.last_day(books, limit, since=on) for limit in limits), key=lambda due: due.on)


def is_drawn(grant: Grant[Any], reference: str) -> bool:
    """Whether an officer looks again before it is paid."""
    return approval.is_drawn(reference, grant.second_look)


def needs_word(mode: Mode) -> bool:
    """Whether the beneficiary must say something before the money comes."""
    return mode is not Mode.AUTOMATIC


def _first_day(grant: Grant[Any], label: str) -> date | None:
    match grant.period:
        case PeriodKind.MONTH if found := _MONTH.fullmatch(label):
            return date(int(found[1]), int(found[2]), 1)
        case PeriodKind.QUARTER if found := _QUARTER.fullmatch(label):
            return date(int(found[1]), 3 * int(found[2]) - 2, 1)
        case PeriodKind.YEAR if _YEAR.fullmatch(label):
            return date(int(label), 1, 1)
        case PeriodKind.ONCE if label == "once":
            return grant.term.since
        case _:
            return None
