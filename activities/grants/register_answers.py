"""What the registers of persons and firms answer to a step on the ledger: asked while no transaction is open.

A step begins with what has been said so far. Where that does not do, it ends with `_Unasked`, and nothing of
it stays; the registers are asked, however long they take, and the step begins anew.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final, NamedTuple, TypeVar

from activities.database import Transaction
from activities.errors import RegistersRestless
from activities.grants import beneficiaries
from activities.ledger.grants import news
from activities.ports.population_register import PopulationRegister, Row, RowKind
from activities.signs_of_life import alive
from matters.language import Grant

TRIES: Final = 8
"""So often a step is begun; each time but the first, there was news of somebody while the registers spoke."""

StepT = TypeVar("StepT")


class RegisterQuestion(NamedTuple):
    """Whom a register is asked about, and which row of it."""

    kind: RowKind
    key: str


class _Said(NamedTuple):
    """A row, if there was one, and how much news of its person the ledger had when it was asked for."""

    row: Row | None
    times: int


class _Unasked(Exception):
    """These are to be asked about first; `times` is how much news of them there is now."""

    def __init__(self, questions: Iterable[RegisterQuestion], times: Mapping[str, int]) -> None:
        super().__init__("a step on the ledger needs to know more of the registers")
        self.questions = tuple(questions)
        self.times = times


class RegisterAnswers:
    """What has been said so far, for a step whose transaction is open."""

    def __init__(self, said: Mapping[RegisterQuestion, _Said]) -> None:
        self._said = said

    def require(self, books: Transaction, questions: Iterable[RegisterQuestion]) -> None:
        """Raises `_Unasked` about those that were not asked, or of whom there has been news since.

        To be called once the grants that depend on it are locked. An event is noted by the registers first,
        and then locks the grants that it touches, and is news: so whoever pays either has an answer with it,
        or is before it, and the event sees what was paid.
        """
        wanted = dict.fromkeys(questions)
        times = news.times(books, {each.key for each in wanted})
        none = _Said(row=None, times=-1)
        if open_ := [each for each in wanted if self._said.get(each, none).times != times.get(each.key, 0)]:
            raise _Unasked(open_, times)

    def rows(self, books: Transaction, kind: RowKind, keys: Iterable[str]) -> list[Row]:
        """Those of these keys that are registered, as `require` would have it."""
        questions = [RegisterQuestion(kind, key) for key in keys]
        self.require(books, questions)
        return [row for each in questions if (row := self._said[each].row) is not None]


def question(grant: Grant[Any], key: str) -> RegisterQuestion:
    """What a policy wants to know of somebody."""
    return RegisterQuestion(beneficiaries.kind(grant), key)


def consult(
    begin: Callable[[], AbstractContextManager[Transaction]],
    population: PopulationRegister,
    step: Callable[[Transaction, RegisterAnswers], StepT],
) -> StepT:
    """Carry out a step in a transaction that waits for no register.  Raises `RegistersRestless`."""
    said: dict[RegisterQuestion, _Said] = {}
    for _ in range(TRIES):
        try:
            with begin() as books:
                return step(books, RegisterAnswers(said))
        except _Unasked as unasked:
            with alive():
                said |= _ask(population, unasked)
    raise RegistersRestless(
        f"{TRIES} times there was news of somebody while the registers were asked; it is tried again later"
    )


def _ask(population: PopulationRegister, unasked: _Unasked) -> dict[RegisterQuestion, _Said]:
    keys: defaultdict[RowKind, list[str]] = defaultdict(list)
    for kind, key in unasked.questions:
        keys[kind].append(key)
    rows = {RegisterQuestion(kind, row[0]): row for kind in keys for row in population.some(kind, keys[kind])}
    return {each: _Said(rows.get(each), unasked.times.get(each.key, 0)) for each in unasked.questions}
