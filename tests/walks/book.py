"""The book of one case: what follows from what people do, and what every midnight brings."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from client import State
from matters.definitions.law import TIMETABLE
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from matters.language import Matter, OneMatter
from tests.support.states import FIRE, REGISTRATION, SIGN
from tests.walks.clock import DAY, Clock, Offices
from tests.walks.item import BAD, LATE_PAPERS, MATTERS, ON_PROMISE, REVIEWED, SETTLED, Habit, WalkItem

FEE: Final = 20_000


@dataclass
class BookNotice:
    """What is to be mended; `open` are the items that still wait for it."""

    answer_by: date
    open: list[str]
    late: bool
    since: date
    reminded: bool = False


class Book:
    """The large shop with a sign that costs something; the papers of the items in `late` have not come."""

    def __init__(self, today: date, habits: Mapping[str, Habit], *, late: tuple[str, ...]) -> None:
        self.today = today
        self.offices = Offices()
        self.clock = self._clock(RESTAURANT)
        self.items = {
            code: WalkItem(matter, habits[code], code in late, self._clock(matter))
            for code, matter in MATTERS.items()
        }
        self.notices: list[BookNotice] = []
        self.gathering: date | None = None
        self.began = today
        self.choice: date | None = None
        self.offered_on: date | None = None
        self.dealt_with = 0
        self.paid = self.surplus = 0
        self.pay_by: date | None = None
        self.pay_since: date | None = None
        self.reminded = False
        self.papers = {paper for code, paper in LATE_PAPERS.items() if code not in late}
        self.papers_by = self.offices.after(today, TIMETABLE.notice)
        self.told = Counter[str]()
        self.withdrawn = False
        self.flow()

    @property
    def closed(self) -> bool:
        """Whether nothing is left to be decided or waited for."""
        return self.withdrawn or not (any(self.left()) or any(self.awaiting_papers()))

    def told_until(self, pay_by: date) -> date:
        """How long the payment system may take to tell of what was paid by then."""
        return self.offices.after(pay_by, TIMETABLE.told_within) if TIMETABLE.told_within else pay_by

    @property
    def owed(self) -> int:
        """Of the fee, in fen, once it is asked for."""
        return 0 if self.pay_by is None or self.items[SIGN].state in SETTLED else FEE - self.paid

    @property
    def refunded(self) -> int:
        """Of the fee, in fen."""
        return self.paid if self.items[SIGN].state in BAD else 0

    def left(self) -> Iterator[WalkItem]:
        """Items that are to be decided yet."""
        return (item for item in self.items.values() if item.state not in SETTLED)

    def awaiting_papers(self) -> Iterator[WalkItem]:
        """Items for which a paper may still come."""
        return (item for item in self.items.values() if item.lacks and item.state not in BAD)

    def flow(self) -> None:
        """Whatever can begin begins, and whatever is moot ends."""
        while any(self._moves(item) for item in self.items.values()):
            pass
        for notice in self.notices:
            notice.open = [code for code in notice.open if self.items[code].state is State.CORRECTION]
        if self.notices and not any(notice.open for notice in self.notices):
            self.clock.answered = self.clock.answered or self.today
        if not any(item.untold for item in self.items.values()):
            self.gathering = None
        elif self.gathering is None:
            self.gathering = self.today
        self._offer()

    def pass_days(self, days: int, told: list[date]) -> None:
        """Days go by. On those in `told` a notice was sent: the day is free, as long as it is in time."""
        for _ in range(days):
            self._tell_if(told)
            self._midnight()
            self._tell_if(told)
        assert not told
        assert not self.gathering or self.today <= self.offices.after(self.gathering, TIMETABLE.gather)

    def tell(self) -> None:
        """Everything that is wanted goes to the applicant in one notice, and nothing is late for waiting."""
        asking = [item for item in self.items.values() if item.untold]
        late = [item for item in asking if item.is_late(self.today)]
        assert not any(item.in_time for item in late)
        for item in asking:
            item.untold, item.clock.told = False, item.clock.told or self.today
        if self.today <= self.clock.notice_due:
            self.clock.told = self.clock.told or self.today
        answer_by = self.offices.after(self.today, TIMETABLE.answer)
        self.notices.append(BookNotice(answer_by, [item.code for item in asking], bool(late), self.today))
        self.gathering = None
        self.told.update({"correction": 1, "late-demand": len(late)})

    def tell_if_nobody_else_may_ask(self) -> None:
        """Then nothing is gained by waiting."""
        may_ask = (
            item.state is State.IN_REVIEW and self.today <= item.clock.notice_due
            for item in self.items.values()
        )
        if self.gathering and not any(may_ask):
            self.tell()

    def lodge(self, item: WalkItem) -> None:
        """To its department, with what has become of the items before."""
        item.lodge(self.today, broken=self._hopeless(item))

    def _tell_if(self, told: list[date]) -> None:
        if self.gathering and self.today in told:
            told.remove(self.today)
            window = self.offices.after(self.gathering, TIMETABLE.gather)
            assert self.today <= window + DAY
            self.tell()

    def _midnight(self) -> None:
        """Limits that ended with the last day have ended."""
        self.today += DAY
        for notice in self.notices:
            if notice.open and notice.answer_by < self.today:
                self._unanswered(notice)
        if self.pay_by and self.owed and self.pay_by < self.today:
            self._unpaid(self.pay_by)
        if self.choice and self.choice < self.today:
            self.choice = None
        if self.papers_by < self.today:
            for item in tuple(self.awaiting_papers()):
                self._miss(item)
        self.flow()

    def _unanswered(self, notice: BookNotice) -> None:
        if not notice.reminded:
            notice.reminded, notice.since = True, notice.answer_by
            notice.answer_by = self.offices.after(notice.since, TIMETABLE.grace)
            self.told["reminder"] += 1
            return
        for code in notice.open:
            self.items[code].settle(State.LAPSED, self.today)

    def _unpaid(self, pay_by: date) -> None:
        """After the grace, the payment system may still tell of what was paid by then."""
        if not self.reminded:
            self.reminded, self.pay_since = True, pay_by
            self.pay_by = self.offices.after(pay_by, TIMETABLE.grace)
            self.told["reminder"] += 1
            return
        if self.today <= self.told_until(pay_by):
            return
        self.items[SIGN].settle(State.LAPSED, self.today)

    def _miss(self, item: WalkItem) -> None:
        item.lacks = False
        self.told["reminder"] += 1
        if item.code == FIRE:
            item.settle(State.LAPSED, self.today)
        elif item.state in {*REVIEWED, State.GRANTED}:
            self.lodge(item)

    def _moves(self, item: WalkItem) -> bool:
        waits = item.state is State.WAITING and self._may_start(item)
        if item.state in {State.WAITING, State.PAYMENT} and self._hopeless(item):
            item.settle(State.IMPOSSIBLE, self.today)
        elif waits and item.code == SIGN and self.pay_by is None:
            item.state, self.pay_since = State.PAYMENT, self.today
            self.pay_by = self.offices.after(self.today, TIMETABLE.pay)
            self.told["payment"] += 1
        elif waits or (item.state is State.PAYMENT and not self.owed) or self._must_review_again(item):
            self.lodge(item)
        else:
            return False
        return True

    def _may_start(self, item: WalkItem) -> bool:
        first = self.items[REGISTRATION]
        promised = first.promised and item.code in ON_PROMISE
        return item is first or first.state is State.GRANTED or promised

    def _must_review_again(self, item: WalkItem) -> bool:
        return item.state in {*REVIEWED, State.GRANTED} and self._hopeless(item) and not item.broken

    def _hopeless(self, item: WalkItem) -> bool:
        return item.code != REGISTRATION and self.items[REGISTRATION].state in BAD

    def _offer(self) -> None:
        """One choice after the other, as long as there is something left to choose about."""
        refused = sum(item.state is State.REFUSED for item in self.items.values())
        if not any(self.left()):
            self.choice, self.dealt_with = None, refused
        elif refused > self.dealt_with and not self.choice:
            self.dealt_with += 1
            self.choice, self.offered_on = self.offices.after(self.today, TIMETABLE.choose), self.today
            self.told["choice"] += 1

    def _clock(self, bound: OneMatter[Any] | Matter[Any]) -> Clock:
        return Clock(
            offices=self.offices,
            began=self.today,
            promised=bound.promised,
            statutory=bound.statutory,
            extension=bound.extension,
        )
