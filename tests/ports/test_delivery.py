"""What whoever delivers notices keeps to: the stand-in, and a tiny one of another make."""

from collections.abc import Callable, Generator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from activities.cases.notices import Addressee, Batch, Notice, NoticeKind, Notices
from activities.cases.outbox import Outbox
from activities.errors import UnknownServiceMode
from activities.ledger import Ledger
from activities.ledger.cases.services import Service
from activities.ports.delivery import Delivery, Handover, Letter
from activities.stand_ins.books import District, letters
from activities.stand_ins.delivery import PostStandIn
from matters.clock import day_in_china
from matters.definitions import law

EVENING: Final = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""By UTC; in China it is the next day already."""

Delivered = Callable[[str], list[str]]


class Pigeonholes(Delivery):
    """Keeps letters in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Letter] = {}

    def deliver(self, letter: Letter) -> Handover:
        """See `Delivery.deliver`."""
        first = self._kept.setdefault(letter.key, letter)
        return Handover(first.mode, day_in_china(first.told_at)) if first.mode else Handover("")

    def about(self, case: str) -> list[str]:
        """The keys of all letters about a case."""
        return sorted(key for key, letter in self._kept.items() if letter.case == case)


@pytest.fixture(params=["stand-in", "pigeonholes"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[Delivery, Delivered]]:
    """Each of them, and how its own books are read."""
    if request.param == "pigeonholes":
        pigeonholes = Pigeonholes()
        yield pigeonholes, pigeonholes.about
        return
    district = District(f"sqlite:///{tmp_path}/district.db")

    def about(case: str) -> list[str]:
        with district.reading() as books:
            return letters.about(books, case)

    yield PostStandIn(district), about
    district.close()


def letter(case: str, number: int, *, mode: str = "") -> Letter:
    return Letter(f"{case}/{number:04}", case, "applicant", "", "payment", "请缴费", EVENING, mode)


def test_a_letter_is_kept_once(post: tuple[Delivery, Delivered]) -> None:
    """The same key is the same notice, however often it comes."""
    delivery, about = post
    case, other = str(uuid4()), str(uuid4())
    for told in (letter(case, 1), letter(case, 2), letter(case, 1), letter(other, 1)):
        delivery.deliver(told)
    assert about(case) == [f"{case}/0001", f"{case}/0002"]


@pytest.mark.parametrize("mode", [mode.code for mode in law.SERVICE_MODES])
def test_how_a_letter_is_served(post: tuple[Delivery, Delivered], mode: str) -> None:
    """By a mode of the law, and not before the day in China on which it was told; a repeat says the same."""
    delivery, _ = post
    told = letter(str(uuid4()), 1, mode=mode)
    handover = delivery.deliver(told)
    assert handover.mode in {known.code for known in law.SERVICE_MODES}
    assert handover.served_on is None or handover.served_on >= date(2026, 11, 24)
    assert delivery.deliver(told) == handover


def test_a_letter_that_is_not_served_by_law(post: tuple[Delivery, Delivered]) -> None:
    """What goes to an office has no mode, and no day."""
    delivery, _ = post
    assert delivery.deliver(letter(str(uuid4()), 1)) == Handover("")


class PigeonPost(Delivery):
    """Knows a way that the law does not."""

    def deliver(self, letter: Letter) -> Handover:
        """See `Delivery.deliver`."""
        return Handover("pigeon" if letter.mode else "")


def test_a_mode_that_the_law_does_not_know(tmp_path: Path) -> None:
    """Nothing is entered as served by it, the error says what there is, and the letter comes again."""
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    case = uuid4()
    notice = Notice(
        key=f"{case}/0001",
        case=case,
        addressee=Addressee.APPLICANT,
        kind=NoticeKind.DECISION,
        says="准予许可",
        told_at=EVENING,
        mode=law.ELECTRONIC.code,
    )
    with pytest.raises(UnknownServiceMode, match=r"'pigeon'; .*: electronic, signed, left, post"):
        Notices(ledger, Outbox(ledger, PigeonPost())).tell(Batch(notices=(notice,)))
    told = Notices(ledger, Outbox(ledger, Pigeonholes())).deliver(case)
    assert told
    assert told.services == (Service(key=notice.key, mode=notice.mode, served_on=date(2026, 11, 24)),)
    ledger.close()
