"""What every payment system keeps to: the stand-in, and a tiny one of another make."""

from collections.abc import Callable, Generator
from pathlib import Path
from uuid import uuid4

import pytest

from activities.ports.payment_system import PaymentSystem
from activities.stand_ins.books import District, refunds
from activities.stand_ins.payment_system import PaymentStandIn
from client.messages.money.payment import Refund
from tests.support.ports.folder_payments import FolderPayments

Ordered = Callable[[str], dict[str, int]]


@pytest.fixture(params=["stand-in", "folder"])
def payments(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[PaymentSystem, Ordered]]:
    """Each of them, and how its own books are read."""
    if request.param == "folder":
        folder = FolderPayments(tmp_path)
        yield folder, folder.ordered
        return
    district = District(f"sqlite:///{tmp_path}/district.db")

    def ordered(case: str) -> dict[str, int]:
        with district.reading() as books:
            return refunds.ordered(books, case)

    yield PaymentStandIn(district), ordered
    district.close()


def order(case: str, number: int, fen: int) -> Refund:
    key = f"{case}/refund/{number}"
    return Refund(key=key, case=case, item="sign-permit", account="99", fen=fen, because="多缴")


def test_an_order_is_kept(payments: tuple[PaymentSystem, Ordered]) -> None:
    """Each order once, apart from those of other cases."""
    system, ordered = payments
    case, other = str(uuid4()), str(uuid4())
    for asked in (order(case, 1, 500), order(case, 2, 700), order(other, 1, 900)):
        system.refund(asked)
    assert ordered(case) == {f"{case}/refund/1": 500, f"{case}/refund/2": 700}


def test_the_same_key_is_the_same_money(payments: tuple[PaymentSystem, Ordered]) -> None:
    """However often it is told, and whatever else a repeat should say."""
    system, ordered = payments
    case = str(uuid4())
    for fen in (500, 500, 600):
        system.refund(order(case, 1, fen))
    assert ordered(case) == {f"{case}/refund/1": 500}
