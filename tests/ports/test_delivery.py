"""What whoever delivers notices keeps to: the stand-in, and a tiny one of another make."""

from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from activities.ports.delivery import Delivery, Handover, Letter
from activities.stand_ins.books import District, letters
from activities.stand_ins.delivery import PostStandIn

Delivered = Callable[[str], list[str]]


class Pigeonholes(Delivery):
    """Keeps letters in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Letter] = {}

    def deliver(self, letter: Letter) -> Handover:
        """See `Delivery.deliver`."""
        first = self._kept.setdefault(letter.key, letter)
        return Handover(first.mode, first.told_at.date())

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


def letter(case: str, number: int) -> Letter:
    at = datetime(2026, 11, 23, 4, tzinfo=UTC)
    return Letter(f"{case}/{number:04}", case, "applicant", "", "payment", "请缴费", at)


def test_a_letter_is_kept_once(post: tuple[Delivery, Delivered]) -> None:
    """The same key is the same notice, however often it comes."""
    delivery, about = post
    case, other = str(uuid4()), str(uuid4())
    for told in (letter(case, 1), letter(case, 2), letter(case, 1), letter(other, 1)):
        delivery.deliver(told)
    assert about(case) == [f"{case}/0001", f"{case}/0002"]
