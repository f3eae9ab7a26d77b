"""Accounts of a district's people, which stand encrypted in its registers, and what banks say of them."""

from typing import Any

from sqlalchemy import Select, select, update

from activities.database.encryption import decrypted, encrypted, register_owner
from activities.stand_ins.books import District, treasury
from activities.stand_ins.books.population import PERSONS

CLOSED = "账户已销户"


def hold(district: District, person: str, account: str | None) -> None:
    """Let the register know an account of somebody, or none."""
    with district.transaction() as books:
        row = encrypted(books, PERSONS, {"account": account}, owner=register_owner("population"))
        books.execute(update(PERSONS).where(PERSONS.c.key == person).values(**row))


def account_of(district: District, person: str) -> str:
    """As the register has it; empty if it knows none."""
    (account,) = _held(district, select(PERSONS.c.account).where(PERSONS.c.key == person))
    return account


def close(district: District, *accounts: str, fault: str = CLOSED) -> None:
    """Let banks pay nothing onto them any more."""
    with district.transaction() as books:
        treasury.refuse(books, dict.fromkeys(accounts, fault))


def close_ending(district: District, digits: str, *, fault: str = CLOSED) -> None:
    """Likewise onto all that end so."""
    held = _held(district, select(PERSONS.c.account))
    close(district, *(account for account in held if account.endswith(digits)), fault=fault)


def _held(district: District, statement: Select[Any]) -> list[str]:
    with district.reading() as books:
        return [row["account"] or "" for row in decrypted(books, statement, {})]
