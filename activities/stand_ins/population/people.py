"""A synthetic population: nobody in it exists. The same seed and day give the same people."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from matters.definitions.divisions import CITY
from matters.language import Disability, FirmKind, FirmSize, Work

Row = tuple[Any, ...]

ELSEWHERE: Final = "990201"
"""A division that is not of this city."""

HEADS_PER_FIRM: Final = 25
OLDEST: Final = 105
WORKING_AGE: Final = range(18, 60)
YEAR: Final = 365.25

_DISABILITIES: Final = tuple(map(str, Disability))
_KINDS: Final = (FirmKind.ENTERPRISE,) * 16 + (FirmKind.LABOUR_DISPATCH, FirmKind.SOCIAL_ORGANISATION) * 2
_UNCHANGED: Final = (None,) * 7
"""From `registered_since` to `orphan_since`: everybody is as he always was, and nobody is near retirement."""

_SIZES: Final = tuple(map(str, FirmSize))


def person_key(number: int) -> str:
    return f"p{number:09}"


def firm_key(number: int) -> str:
    return f"f{number:07}"


def account_number(key: str) -> str:
    """19 digits, as cards have; the first six are given to no bank."""
    return f"990000{int(key[1:]):013}"


def firms(count: int) -> int:
    """How many firms so many people work in."""
    return max(1, count // HEADS_PER_FIRM)


def persons(count: int, *, seed: int, on: date) -> Iterator[Row]:
    """Rows of the table `persons`; about every sixth is 65 or older."""
    rng = Random(seed)  # noqa: S311 (not for secrets)
    for number in range(count):
        yield _person(rng, number, count, on)


def companies(count: int, *, seed: int, on: date) -> Iterator[Row]:
    """Rows of the table `firms` for a population of `count`."""
    rng = Random(seed + 1)  # noqa: S311
    for number in range(firms(count)):
        yield _firm(rng, firm_key(number), on)


def _person(rng: Random, number: int, count: int, on: date) -> Row:
    chance = rng.random
    key, days = person_key(number), int(OLDEST * YEAR * (1 - chance() ** 0.55))
    age = days / YEAR
    born_on = on - timedelta(days=days)
    is_child = age < WORKING_AGE.start
    guardian = person_key(rng.randrange(count)) if is_child and chance() < 0.995 else None
    disabled = chance() < 0.06
    works = WORKING_AGE.start <= age < WORKING_AGE.stop
    return (
        key,
        born_on,
        on - timedelta(days=int(min(days, 700) * chance())) if chance() < 0.012 else None,
        CITY[int(chance() * len(CITY))] if chance() < 0.85 else ELSEWHERE if chance() < 0.95 else None,
        guardian,
        chance() < 0.99 if is_child else None,
        *(_disability(rng, days, on) if disabled else (None, None, None)),
        chance() < (0.15 if disabled else 0.015),
        chance() < 0.004,
        *(
            _work(rng, count, age, on)
            if works
            else (str(Work.NONE), None, None, 0, None, None, False, None, None)
        ),
        *_UNCHANGED,
        account_number(key) if chance() < (0.03 if is_child else 0.975) else None,
        chance() < 0.003,
    )


def _disability(rng: Random, days: int, on: date) -> Row:
    grade, kind = 1 + int(4 * rng.random()), _DISABILITIES[int(rng.random() * len(_DISABILITIES))]
    return grade, kind, on - timedelta(days=int(days * rng.random()))


def _work(rng: Random, count: int, age: float, on: date) -> Row:
    """From `work` to `own_premium`."""
    chance = rng.random
    graduated_on = on - timedelta(days=int(900 * chance())) if age < 26 and chance() < 0.5 else None
    kind = chance()
    if kind < 0.72:
        months = int(min(120, 14 * (age - 17)) * chance())
        since = on - timedelta(days=31 * months + int(40 * chance()))
        firm = firm_key(rng.randrange(firms(count)))
        return str(Work.EMPLOYED), firm, since, months, graduated_on, None, False, None, None
    hard = chance() < 0.1
    if kind < 0.85:
        since = on - timedelta(days=int(1500 * chance()))
        premium = 100 * int(600 + 900 * chance())
        return str(Work.FLEXIBLE), None, None, 0, graduated_on, None, hard, since, premium
    registered = on - timedelta(days=int(500 * chance())) if chance() < 0.5 else None
    return str(Work.NONE), None, None, 0, graduated_on, registered, hard, None, None


def _firm(rng: Random, key: str, on: date) -> Row:
    chance = rng.random
    insured = 1 + int(20 / (0.02 + chance()))
    layoffs = int(insured * 0.12 * chance() ** 2)
    return (
        key,
        str(_KINDS[int(chance() * len(_KINDS))]),
        _SIZES[0] if insured > 300 else _SIZES[1 + int(3 * chance())] if chance() < 0.98 else None,
        CITY[int(chance() * len(CITY))],
        insured,
        layoffs,
        insured * 100 * int(300 + 900 * chance()),
        int(120 * chance()),
        on - timedelta(days=int(500 * chance())) if chance() < 0.02 else None,
        account_number(key) if chance() < 0.98 else None,
        chance() < 0.01,
    )
