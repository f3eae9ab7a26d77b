"""Mistakes of authors, seeded into sound definitions: each is caught before anything starts."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest

from matters.definitions.clawback import CLAWBACK
from matters.definitions.newborn import NEWBORN
from matters.definitions.restaurant import RESTAURANT
from matters.language import (
    DefinitionError,
    OneMatter,
)
from matters.proof.conditions import undecided
from matters.proof.inspection import faults
from matters.proof.one_matter_proof import prove
from tests.support.applications.estate import ESTATE
from tests.support.mistakes.mistake import Mistake, Where
from tests.support.mistakes.refused import REFUSED_DEFINITIONS
from tests.support.mistakes.wrong_bounds import WRONG_BOUNDS
from tests.support.mistakes.wrong_conditions import WRONG_CONDITIONS
from tests.support.mistakes.wrong_forms import REFUSED_FORMS, WRONG_QUESTIONS
from tests.support.mistakes.wrong_functions import REFUSED_FUNCTIONS, WRONG_FUNCTIONS
from tests.support.mistakes.wrong_groups import REFUSED_GROUPS, WRONG_GROUPS
from tests.support.mistakes.wrong_later import REFUSED_LATER, WRONG_LATER
from tests.support.mistakes.wrong_names import WRONG_NAMES
from tests.support.mistakes.wrong_numbers import WRONG_NUMBERS
from tests.support.mistakes.wrong_persons import WRONG_PERSONS
from tests.support.mistakes.wrong_procedures import (
    REFUSED_EVENTS,
    REFUSED_PROCEDURES,
    WRONG_EVENTS,
    WRONG_PROCEDURES,
)
from tests.support.mistakes.wrong_quotas import REFUSED_QUOTAS, WRONG_QUOTAS
from tests.support.mistakes.wrong_times import WRONG_TIMES
from tests.support.mistakes.wrong_words import WRONG_WORDS
from tests.support.places import DATA

TODAY: Final = date(2026, 12, 1)


TYPED: Final = (DATA / "typing" / "mistakes.py").read_text(encoding="utf-8").count("# type: ignore[")
"""Those that mypy and pyright find, one a line; `tests/house/test_typing.py` holds both to it."""

AT_LEAST: Final = 60


AT_IMPORT: Final = (
    *REFUSED_DEFINITIONS,
    *REFUSED_FORMS,
    *REFUSED_PROCEDURES,
    *REFUSED_EVENTS,
    *REFUSED_QUOTAS,
    *REFUSED_LATER,
    *REFUSED_GROUPS,
    *REFUSED_FUNCTIONS,
)
BY_CHECK: Final = (
    *WRONG_CONDITIONS,
    *WRONG_QUESTIONS,
    *WRONG_NUMBERS,
    *WRONG_BOUNDS,
    *WRONG_NAMES,
    *WRONG_PERSONS,
    *WRONG_PROCEDURES,
    *WRONG_EVENTS,
    *WRONG_QUOTAS,
    *WRONG_TIMES,
    *WRONG_WORDS,
    *WRONG_LATER,
    *WRONG_GROUPS,
    *WRONG_FUNCTIONS,
)


def told_by_check(made: object) -> str:
    """What the proofs say of what an author made."""
    ones: Any = [made] if isinstance(made, OneMatter) else made
    return "\n".join(map(str, faults(tuple(ones), (), on=TODAY)))


def told_at_import(makes: Callable[[], object]) -> str:
    try:
        makes()
    except DefinitionError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("one", [NEWBORN, RESTAURANT, CLAWBACK, ESTATE], ids=lambda one: one.code)
def test_what_is_spoilt_was_sound(one: OneMatter[Any]) -> None:
    """The definitions that are spoilt have no fault, and leave no condition undecided."""
    assert (prove((one,), on=TODAY), undecided(one)) == ((), ())


@pytest.mark.parametrize("mistake", AT_IMPORT, ids=lambda mistake: mistake.name)
def test_a_mistake_is_caught_at_import(mistake: Mistake) -> None:
    """With what is wrong, where, and what to do."""
    assert re.search(mistake.told, told_at_import(mistake.makes))


@pytest.mark.parametrize("mistake", BY_CHECK, ids=lambda mistake: mistake.name)
def test_a_mistake_is_caught_by_check(mistake: Mistake) -> None:
    """It passes the import, and not the proofs: with what is wrong, where, and what to do."""
    assert mistake.told in told_by_check(mistake.makes())


def test_how_many_are_planted(capsys: pytest.CaptureFixture[str]) -> None:
    """Sixty and more, none of which gets through; the table says where each kind is caught."""
    planted = Counter({Where.TYPES: TYPED})
    planted.update(mistake.caught for mistake in (*AT_IMPORT, *BY_CHECK))
    with capsys.disabled():
        print(f"\nmistakes of authors, each caught: {planted.total()}")  # noqa: T201
        for where, count in planted.items():
            print(f"  {where:12} {count}")  # noqa: T201
    assert planted.total() >= AT_LEAST
