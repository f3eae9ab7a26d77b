"""A hearing: which word leads where in each of its states, and what is not taken."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import pytest

from client import Case, DayPassed, NotPending, NotYours, OutsideTheList, SamePerson, State, Unreasoned
from client.errors import Mend
from client.messages.cases.progress import ItemProgress
from tests.support.cases.hearings import (
    HOST,
    NEIGHBOUR,
    RECORD,
    ROOM,
    WAYS,
    Say,
    arrived,
    asks,
    begins,
    fixes,
    takes,
)
from tests.support.parts import Parts, item
from tests.support.states import FOOD, on_one_ledger

pytestmark = on_one_ledger

MARKET: Final = "market-regulation"

TABLE: Final = """
         begin   ask-for     asked       notice      held        record      grant       resume      extend
  none   told    not-pending not-pending not-pending not-pending not-pending in-review   not-pending in-review
  told   no-more suspended   suspended   not-pending not-pending not-pending not-pending not-pending in-review
  lapsed no-more day-passed  day-passed  not-pending not-pending not-pending in-review   not-pending in-review
  asked  no-more not-pending not-pending suspended   not-pending not-pending not-pending not-pending suspended
  fixed  no-more not-pending not-pending suspended   day-passed  not-pending not-pending not-pending suspended
  come   no-more not-pending not-pending day-passed  suspended   not-pending not-pending not-pending suspended
  held   no-more not-pending not-pending not-pending not-pending in-review   not-pending not-pending suspended
  over   no-more not-pending not-pending not-pending not-pending not-pending in-review   not-pending in-review
"""
"""By the law: in which state its item is after each word, or why that is not taken."""

ERRORS: Final[Mapping[str, type[Mend]]] = {
    "not-pending": NotPending,
    "no-more": NotPending,
    "day-passed": DayPassed,
}


async def grants(parts: Parts, case: Case) -> ItemProgress:
    return await parts.desk(MARKET).grant(case.id, FOOD)


async def resumes(parts: Parts, case: Case) -> ItemProgress:
    return await parts.desk(MARKET).resume(case.id, FOOD)


async def extends(parts: Parts, case: Case) -> ItemProgress:
    return await parts.desk(MARKET).extend(case.id, FOOD, approver="director", reasons=("复杂",))


WORDS: Final[Mapping[str, Say]] = {
    "begin": begins,
    "ask-for": asks,
    "asked": takes("asked", party=NEIGHBOUR),
    "notice": fixes,
    "held": takes("held", by=HOST),
    "record": takes("record", by=HOST, **RECORD),
    "grant": grants,
    "resume": resumes,
    "extend": extends,
}


def _rows() -> Iterator[tuple[str, dict[str, str]]]:
    head, *lines = TABLE.strip("\n").splitlines()
    for line in lines:
        state, *cells = line.split()
        yield state, dict(zip(head.split(), cells, strict=True))


CELLS: Final = dict(_rows())


@pytest.mark.parametrize("state", WAYS)
async def test_every_word_in_every_state(parts: Parts, state: str) -> None:
    """What is not to be said changes nothing; what is to be said leads where the table says."""
    assert set(CELLS[state]) == set(WORDS)
    case = await arrived(parts, state)
    taken = [word for word, to in CELLS[state].items() if to not in ERRORS]
    before = await item(case, FOOD)
    for word, expected in CELLS[state].items():
        if expected in ERRORS:
            with pytest.raises(Mend) as refused:
                await WORDS[word](parts, case)
            assert type(refused.value) is ERRORS[expected], word
    assert await item(case, FOOD) == before
    for place, word in enumerate(taken):
        on = case if place == len(taken) - 1 else await arrived(parts, state)
        await WORDS[word](parts, on)
        to = CELLS[state][word]
        assert (await item(on, FOOD)).state is (State.IN_REVIEW if to == "told" else State(to)), word


WRONG: Final[Mapping[str, tuple[type[Mend], str, Say]]] = {
    "no such procedure": (
        OutsideTheList,
        "none",
        lambda parts, case: parts.desk(MARKET).begin(case.id, FOOD, procedure="party"),
    ),
    "a neighbour without reference": (
        Unreasoned,
        "none",
        lambda parts, case: parts.desk(MARKET).begin(case.id, FOOD, procedure="hearing", parties=(" ",)),
    ),
    "no such step": (OutsideTheList, "told", takes("sung")),
    "asked by nobody": (Unreasoned, "told", takes("asked")),
    "asked by somebody else": (Unreasoned, "told", takes("asked", party="邻户-2")),
    "asked tomorrow": (DayPassed, "told", takes("asked", party=NEIGHBOUR, on=date(2199, 1, 4))),
    "asked before it was told": (DayPassed, "told", takes("asked", party=NEIGHBOUR, on=date(2020, 1, 6))),
    "no place": (Unreasoned, "asked", takes("notice", day=date(2199, 1, 4), officers=(HOST,))),
    "no host": (Unreasoned, "asked", takes("notice", day=date(2199, 1, 4), place=ROOM)),
    "hosted by whoever reviews it": (
        SamePerson,
        "asked",
        takes("notice", day=date(2199, 1, 4), place=ROOM, officers=("officer-1",)),
    ),
    "too soon": (DayPassed, "asked", takes("notice", day=date(2020, 1, 6), place=ROOM, officers=(HOST,))),
    "too late": (DayPassed, "asked", takes("notice", day=date(2199, 1, 4), place=ROOM, officers=(HOST,))),
    "held by another": (NotYours, "come", takes("held", by="officer-2")),
    "a record without number": (Unreasoned, "held", takes("record", by=HOST, signed_by=(NEIGHBOUR,))),
    "a record that nobody signed": (Unreasoned, "held", takes("record", by=HOST, document="1号")),
    "held, as if a neighbour had": (OutsideTheList, "come", takes("held", by=HOST, party=NEIGHBOUR)),
    "a day that it does not fix": (
        OutsideTheList,
        "held",
        takes("record", by=HOST, day=date(2199, 1, 4), **RECORD),
    ),
    "a clock that stands for it resumed": (NotPending, "asked", resumes),
}


@pytest.mark.parametrize("state", sorted({state for _, state, _ in WRONG.values()}))
async def test_what_the_law_does_not_let_pass(parts: Parts, state: str) -> None:
    """Each is refused with an error of its own, and nothing has changed."""
    case = await arrived(parts, state)
    before = await item(case, FOOD)
    for what, (error, there, say) in WRONG.items():
        if there == state:
            with pytest.raises(Mend) as refused:
                await say(parts, case)
            assert type(refused.value) is error, what
    assert await item(case, FOOD) == before
