"""Fill the registers with people who do not exist."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random
from typing import Final

from activities.database import bulk
from activities.stand_ins.books import District, population, treasury

from . import people

CHUNK: Final = 20_000
CLOSED: Final = 0.003
OTHER_HOLDER: Final = 0.002
"""Shares of the accounts to which a bank pays nothing."""


def generate(district: District, *, count: int, seed: int, on: date) -> Iterator[int]:
    """Put so many people, and firms for them, into empty registers; yields how many are in, now and then.

    The same seed and day give the same people. Raises `RegistersNotEmpty`.
    """
    with district.transaction() as books:
        population.require_empty(books)
        firms = people.companies(count, seed=seed, on=on)
        bulk.fill(books, population.FIRMS, population.rows(books, population.FIRMS, firms))
        treasury.refuse(books, dict(_faults(count, seed=seed)))
    persons, done = people.persons(count, seed=seed, on=on), 0
    while chunk := list(islice(persons, CHUNK)):
        with district.transaction() as books:
            bulk.fill(books, population.PERSONS, population.rows(books, population.PERSONS, chunk))
        done += len(chunk)
        yield done


def _faults(count: int, *, seed: int) -> Iterator[tuple[str, str]]:
    rng = Random(seed + 2)  # noqa: S311 (not for secrets)
    for number in range(count):
        luck = rng.random()
        if luck < CLOSED + OTHER_HOLDER:
            fault = "账户已销户" if luck < CLOSED else "户名不符"
            yield people.account_number(people.person_key(number)), fault
