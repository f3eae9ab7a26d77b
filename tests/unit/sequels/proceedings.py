"""A food licence whose case is closed, and a proceeding about it in each of its states, without a server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Final
from uuid import UUID

from activities.cases.sequels import openings
from activities.cases.sequels.decisions import ClosedItem, StandingDecision
from activities.cases.sequels.openings import SequelOpened
from activities.ledger.cases.services import Service
from client.messages.cases.progress import State
from client.messages.cases.sequel import BeginSequel, ConcludeSequel, SequelState, SequelWord
from matters.clock import CHINA
from matters.clock.calendar import Calendar
from matters.definitions.sequels import SEQUELS
from tests.support.applications.planned import SMALL, application
from workflows.cases.sequels.sequel_file import SequelFile, SequelProposal

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
FIRST, SECOND = "officer-1", "officer-2"
BEGUN: Final = date(2026, 9, 28)
"""A Monday; 1 to 7 October are holidays, 20 September and 10 October are worked."""
LAST: Final = date(2026, 11, 30)
"""Of the licence."""
PLAN: Final = application(SMALL, on=BEGUN).plan()
ITEM: Final = next(item for item in PLAN.items if item.code == FOOD)
CALENDAR: Final[Calendar] = PLAN.calendar


@dataclass
class Proceeding:
    """One file, the day it is, and the law of its kind."""

    file: SequelFile
    code: str
    today: date = BEGUN

    def now(self) -> datetime:
        return datetime.combine(self.today, time(10), CHINA)


def opened(code: str, order: BeginSequel) -> SequelOpened:
    """As the ledger tells it of a licence that is in force."""
    sequel = SEQUELS[code]
    stands = StandingDecision(state=State.GRANTED, round=1)
    found = ClosedItem(plan=PLAN, item=ITEM, stands=stands)
    last = LAST if sequel.asked else None
    return openings.opened(order, sequel, found, last, calendar=CALENDAR, mode="electronic", on=order.on)


def begun(code: str, *, on: date = BEGUN) -> Proceeding:
    """Its holder was told, where he must be, and has it."""
    about = {"item": FOOD, "department": MARKET, "officer": FIRST}
    order = BeginSequel(**about, id=UUID(int=1), case=UUID(int=2), sequel=code, on=on, reasons=("理由",))
    file = SequelFile(order, None, on)
    file.open(opened(code, order))
    file.has_begun = True
    if SEQUELS[code].ordered:
        propose(file, SequelWord.CARRY_OUT)
    if file.law.heard_within:
        file.heard_key = file.key = "heard"
        file.services["heard"] = Service(key="heard", mode="electronic", served_on=on, witness="")
    return Proceeding(file, code, on)


def said(word: SequelWord, officer: str = SECOND) -> ConcludeSequel:
    """All that the law wants said with it."""
    return ConcludeSequel(
        item=FOOD,
        department=MARKET,
        officer=officer,
        word=word,
        reasons=("理由",),
        basis="依据",
        views="未陈述",
        compensation=0,
    )


def propose(file: SequelFile, word: SequelWord) -> None:
    file.proposal = SequelProposal(said(word, FIRST), FIRST, "mark")


def states(code: str) -> Iterator[tuple[str, Callable[[SequelFile], None]]]:
    """What each is called, and how one comes into it."""
    yield "begun", lambda _: None
    if SEQUELS[code].by_holder:
        yield "mending", lambda file: file.ask(("未附照片",))
        yield "accepted", lambda file: file.accept(BEGUN)
    yield "proposed", lambda file: propose(file, _first_word(code))
    yield "deciding", _decide
    for state in (SequelState.KEPT, SequelState.ANEW, SequelState.CARRIED_OUT, SequelState.DROPPED):
        yield state, partial(_come_to, state=state)


def _come_to(file: SequelFile, *, state: SequelState) -> None:
    file.state = state


def _first_word(code: str) -> SequelWord:
    return SequelWord.GRANT if SEQUELS[code].by_holder else SequelWord.CARRY_OUT


def _decide(file: SequelFile) -> None:
    file.decision = said(SequelWord.DROP)
