"""What a register's row says of a beneficiary, as the rules see it, and what a policy wants of registers."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final, NamedTuple

from activities.ports.population_register import ACCOUNT, Row, RowKind, ToldDatum
from matters.language import Disability, Enjoyed, Firm, FirmKind, FirmSize, Grant, Payee, Person, Work

_WORDS: Final[Mapping[str, Callable[[str], Any]]] = {
    "disability": Disability,
    "work": Work,
    "kind": FirmKind,
    "size": FirmSize,
}


class HeldBeneficiary(NamedTuple):
    """A beneficiary as the registers hold it, who is paid for it, and onto which account if it is known."""

    beneficiary: Any
    payee: str
    account: str | None


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


def datum(grant: Grant[Any], held: HeldBeneficiary, *, id_: str, field: str, value: str) -> ToldDatum:
    """What is told of a beneficiary; an account is the payee's."""
    if field == ACCOUNT:
        return ToldDatum(id_, _payees(grant), held.payee, field, value)
    return ToldDatum(id_, grant.beneficiary, held.beneficiary.key, field, value)


def _payees(grant: Grant[Any]) -> type[Person] | type[Firm]:
    match grant.payee:
        case Payee.BENEFICIARY:
            return grant.beneficiary
        case Payee.GUARDIAN:
            return Person
        case Payee.EMPLOYER:
            return Firm


@cache
def _layout(grant: Grant[Any]) -> tuple[int, tuple[tuple[int, Callable[[str], Any]], ...]]:
    """Where the account stands, and the columns whose text is one of a list of words."""
    names = [field.name for field in fields(grant.beneficiary)]
    words = tuple((names.index(name), word) for name, word in _WORDS.items() if name in names)
    return names.index(ACCOUNT), words
