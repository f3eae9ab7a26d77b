"""What somebody says of himself: within bounds, beside the registers, and an officer's to look at.

It is never written into a register, and where a register holds the datum by now, that counts.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter

from activities.database import Transaction
from activities.grants.beneficiaries import ACCOUNT_OF_PERSON, GUARDIAN, account_at
from activities.grants.policies import ChosenPolicy
from activities.grants.register_answers import RegisterAnswers
from activities.ledger.grants import declarations, grants
from activities.ledger.grants.declarations import DeclarationRow
from activities.ledger.grants.grants import GrantRecord
from activities.ports.population_register import Row, RowKind
from matters.language import Datum, Grant, Payee, Person, yuan

GUARDIANS: Final = RowKind(Person, Payee.BENEFICIARY)
"""Of which rows a guardian is, who is paid onto his own account."""

_NUMBER: Final = re.compile(r"[0-9]{9,21}")
_SUM: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


def account(told: str) -> str:
    """The number of an account.  Raises `ValueError`."""
    number = re.sub(r"\s", "", told)
    if not _NUMBER.fullmatch(number):
        raise ValueError("账号须为9至21位数字，请核对后重新填写")
    return number


def read(grant: Grant[Any], field: str, told: str) -> str:
    """A datum that was asked for, as JSON.  Raises `ValueError`: it cannot be one, or is out of bounds."""
    datum = next(rule.datum for rule in grant.all_rules if rule.datum and rule.datum.field == field)
    if datum.at_most is not None:
        return json.dumps(_fen(datum, told, at_most=datum.at_most))
    kind: TypeAdapter[Any] = TypeAdapter(get_type_hints(grant.beneficiary)[field])
    try:
        return kind.dump_json(kind.validate_python(told)).decode()
    except ValueError:
        raise ValueError(f"所填内容的格式不正确（{datum.asks}），请核对后重新填写") from None


def _fen(datum: Datum, told: str, *, at_most: int) -> int:
    if not _SUM.fullmatch(told.strip()):
        raise ValueError(f"请以元为单位填写数字，最多两位小数（{datum.asks}）")
    fen = int(Decimal(told.strip()) * 100)
    if fen > at_most:
        raise ValueError(f"不得超过{yuan(at_most)}（{datum.asks}），请核对后重新填写")
    return fen


def enter(
    books: Transaction, standing: GrantRecord, field: str, told: str, *, key: str, party: str, at: datetime
) -> None:
    """Put a datum on record, as `read` has read it; a repeat changes nothing."""
    said = DeclarationRow(
        id=f"{standing.reference}/{key}",
        reference=standing.reference,
        field=field,
        value=told,
        party=party,
        said_at=at,
    )
    declarations.enter(books, said)


def completed(
    books: Transaction, registers: RegisterAnswers, chosen: ChosenPolicy, rows: Sequence[Row]
) -> tuple[list[Row], frozenset[str]]:
    """The rows with what was said where they hold nothing, and the keys of those of whom it was."""
    said = declarations.of(books, [_reference(chosen, row) for row in rows])
    whole: list[Row] = []
    declared: list[str] = []
    for row in rows:
        wanted = _wanted(chosen.grant, row, said.get(_reference(chosen, row), {}))
        whole.append(_with(books, registers, chosen.grant, row, wanted) if wanted else row)
        declared += [row[0]] if wanted else []
    return whole, frozenset(declared)


def _reference(chosen: ChosenPolicy, row: Row) -> str:
    return grants.reference(chosen.grant.code, chosen.period.label, row[0])


def _wanted(grant: Grant[Any], row: Row, said: dict[str, str]) -> dict[str, Any]:
    """What was said of fields in which the register holds nothing."""
    names = [field.name for field in fields(grant.beneficiary)]
    return {name: json.loads(said[name]) for name in said if row[names.index(name)] is None}


def _with(
    books: Transaction, registers: RegisterAnswers, grant: Grant[Any], row: Row, said: dict[str, Any]
) -> Row:
    names = [field.name for field in fields(grant.beneficiary)]
    whole = list(row)
    for name, value in said.items():
        whole[names.index(name)] = value
    if grant.payee is Payee.GUARDIAN and GUARDIAN in said:
        whole[-1] = said[GUARDIAN]
        whole[account_at(grant)] = _account(books, registers, said[GUARDIAN])
    return whole


def _account(books: Transaction, registers: RegisterAnswers, guardian: str) -> str | None:
    found = registers.rows(books, GUARDIANS, [guardian])
    return found[0][ACCOUNT_OF_PERSON] if found else None
