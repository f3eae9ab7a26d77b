"""What a clerk answers to an order, and what he enters in the book of the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from client import State, TooLate
from client.errors import (
    AlreadyDecided,
    AlreadyExtended,
    DayPassed,
    Mend,
    NotAsked,
    NotPending,
    NotYours,
    SamePerson,
    Unreasoned,
)
from matters.definitions.law import TIMETABLE
from matters.language import OnWithdrawal
from tests.walks.book import Book
from tests.walks.clock import Clock, ClockStanding
from tests.walks.item import BAD, LATE_PAPERS, REVIEWED, SETTLED, WANTED, WalkItem

HANDS: Final[Mapping[str, tuple[State, ...]]] = {
    "grant": (State.IN_REVIEW,),
    "refuse": (State.IN_REVIEW,),
    "ask": (State.IN_REVIEW,),
    "suspend": (State.IN_REVIEW,),
    "resume": (State.SUSPENDED,),
    "extend": (State.IN_REVIEW, State.SUSPENDED),
    "return": (State.IN_REVIEW, State.SUSPENDED, State.CORRECTION),
}
"""In which states an officer has an item in hand for what."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """Of an officer. `item` is empty for the whole case; `until` is a day, if the order has one."""

    command: str
    item: str
    officer: str
    reason: str
    to: str
    until: date = date(2099, 12, 31)


class WalkClerk(Book):
    """Objections are the errors that the engine should raise; what has none may be done."""

    def objection(self, order: Order) -> type[Mend] | None:
        """To an officer's order: first whether, then who, then how."""
        if self.closed:
            return TooLate
        if not order.item:
            return self._objection_to_extending(self.clock)
        item = self.items[order.item]
        if item.state in SETTLED:
            return AlreadyDecided
        if item.state not in HANDS[order.command]:
            return NotPending
        if item.holder(self.today) not in {"", order.officer}:
            return NotYours
        return self._unlawful(order, item)

    def objection_to_supplement(self, papers: tuple[str, ...]) -> type[Mend] | None:
        """Only when something is asked for, and not by nothing: a point without a paper takes anything."""
        codes = [code for notice in self.notices for code in notice.open]
        if not codes and not any(self.awaiting_papers()):
            return TooLate if self.closed else NotAsked
        return None if papers or any(code not in WANTED for code in codes) else NotAsked

    def objection_to_choice(self) -> type[Mend] | None:
        """Only what is open can be chosen."""
        return None if self.choice else TooLate if self.closed else NotAsked

    def objection_to_anything(self) -> type[Mend] | None:
        """Whatever needs no more than an open case: a withdrawal, another arrangement of the year."""
        return TooLate if self.closed else None

    def objection_to_money(self) -> type[Mend] | None:
        """Only for a bill."""
        return self.objection_to_anything() or (None if self.pay_by else NotAsked)

    def obey(self, order: Order) -> None:
        """Carry out an officer's order."""
        if not order.item:
            self._extend(self.clock)
            return
        item = self.items[order.item]
        match order.command:
            case "grant" | "refuse":
                self._decide(item, order)
            case "ask":
                item.want(self.today)
            case "suspend":
                self._suspend(item, order.until)
            case "resume":
                item.clock.resume(self.today)
                self.told["suspension"] += 1
                item.state = State.IN_REVIEW
            case "extend":
                self._extend(item.clock)
            case _:
                item.holders.append((order.to, order.until))
        self.flow()

    def supplement(self, papers: tuple[str, ...]) -> None:
        """Late papers are reviewed at once; items whose points are all mended are lodged again."""
        new = {*papers} - self.papers
        self.papers |= new
        for code, item in self.items.items():
            if LATE_PAPERS.get(code) in new:
                self._take_late(item)
        for notice in self.notices:
            notice.open = [code for code in notice.open if code in WANTED and WANTED[code] not in papers]
        open_still = {code for notice in self.notices for code in notice.open}
        for code, item in self.items.items():
            if item.state is State.CORRECTION and not item.untold and code not in open_still:
                item.clock.answered = item.clock.answered or self.today
                self.lodge(item)
        self.flow()

    def pay(self, fen: int) -> None:
        """What nothing needs goes back."""
        part = min(fen, self.owed)
        self.paid += part
        self.surplus += fen - part
        self.flow()

    def choose(self, *, withdraw: bool) -> None:
        """Go on, or let everything go that is not decided."""
        self.choice = None
        for item in tuple(self.left()) if withdraw else ():
            item.settle(State.WITHDRAWN, self.today)
        self.flow()

    def withdraw(self) -> None:
        """The applicant takes all of it back."""
        self.withdrawn, self.choice, self.gathering = True, None, None
        for item in self.items.values():
            keeps = item.was_granted and item.matter.on_withdrawal is OnWithdrawal.KEEP
            if item.state not in BAD:
                item.settle(State.GRANTED if keeps else State.WITHDRAWN, self.today)

    def amend(self, day: date, *, works: bool) -> None:
        """Offices work on another day than was said: who has to answer has his working days, or more."""
        self.offices[day] = works
        for notice in self.notices:
            if notice.open:
                limit = TIMETABLE.grace if notice.reminded else TIMETABLE.answer
                notice.answer_by = max(notice.answer_by, self.offices.after(notice.since, limit))
        if self.pay_by and self.pay_since:
            limit = TIMETABLE.grace if self.reminded else TIMETABLE.pay
            self.pay_by = max(self.pay_by, self.offices.after(self.pay_since, limit))
        if self.choice and self.offered_on:
            self.choice = max(self.choice, self.offices.after(self.offered_on, TIMETABLE.choose))
        self.papers_by = max(self.papers_by, self.offices.after(self.began, TIMETABLE.notice))
        self.told["calendar"] += 1

    def _unlawful(self, order: Order, item: WalkItem) -> type[Mend] | None:
        match order.command:
            case "grant" | "refuse" if item.proposal == (order.command, order.officer):
                return SamePerson
            case "extend":
                return self._objection_to_extending(item.clock)
            case "ask" if not order.reason and item.is_late(self.today):
                return Unreasoned
            case _:
                return None

    def _objection_to_extending(self, clock: Clock) -> type[Mend] | None:
        if clock.extended:
            return AlreadyExtended
        return None if clock.may_be_extended(self.today) else DayPassed

    def _decide(self, item: WalkItem, order: Order) -> None:
        if item.matter.inspection and item.proposal[0] != order.command:
            item.proposal = order.command, order.officer
        else:
            item.decide(State.GRANTED if order.command == "grant" else State.REFUSED, self.today)

    def _suspend(self, item: WalkItem, expected: date) -> None:
        """The clock of the case stands with that of the item."""
        stand = ClockStanding(self.today, expected)
        item.clock.stands.append(stand)
        self.clock.stands.append(stand)
        item.state = State.SUSPENDED
        self.told["suspension"] += 1

    def _extend(self, clock: Clock) -> None:
        clock.extended = self.today
        self.told["extension"] += 1

    def _take_late(self, item: WalkItem) -> None:
        lacked, item.lacks = item.lacks, False
        if item.state in REVIEWED or (item.state is State.GRANTED and lacked):
            self.lodge(item)
