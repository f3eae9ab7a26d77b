"""What a register's row says of a beneficiary, as the rules see it, and what a policy wants of registers."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final, NamedTuple

from activities.ports.population_register import ACCOUNT, Row, RowKind
from matters.language import Disability, Enjoyed, FirmKind, FirmSize, Grant, Person, Work

_WORDS: Final[Mapping[str, Callable[[str], Any]]] = {
    "disability": Disability,
    "work": Work,
    "kind": FirmKind,
    "size": FirmSize,
}


GUARDIAN: Final = "guardian"
ACCOUNT_OF_PERSON: Final = [field.name for field in fields(Person)].index(ACCOUNT)


class HeldBeneficiary(NamedTuple):
    """A beneficiary as the registers hold it, who is paid for it, and onto which account if it is known.

    `declared` if some of it is what somebody has said of himself.
    """

    beneficiary: Any
    payee: str
    account: str | None
    declared: bool = False


def kind(grant: Grant[Any]) -> RowKind:
    """Which rows a policy is about."""
    return RowKind(grant.beneficiary, grant.payee)


def read(grant: Grant[Any], row: Row, enjoyed: tuple[Enjoyed, ...]) -> HeldBeneficiary:
    """A row as the rules see it."""
    account_at, words = _layout(grant)
    values, account = list(row), row[account_at]
    payee = values.pop()
    values[account_at] = account is not None
    for index, word in words:
        if values[index] is not None:
            values[index] = word(values[index])
    return HeldBeneficiary(grant.beneficiary(*values, enjoyed), payee or "", account)


def account_at(grant: Grant[Any]) -> int:
    """Where in a row the account stands."""
    return _layout(grant)[0]


@cache
def _layout(grant: Grant[Any]) -> tuple[int, tuple[tuple[int, Callable[[str], Any]], ...]]:
    """Where the account stands, and the columns whose text is one of a list of words."""
    names = [field.name for field in fields(grant.beneficiary)]
    words = tuple((names.index(name), word) for name, word in _WORDS.items() if name in names)
    return names.index(ACCOUNT), words
