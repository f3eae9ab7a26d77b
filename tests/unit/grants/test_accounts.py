"""Another account waits before it is paid onto; whoever has not named it says so, and that is enough."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from activities.grants.beneficiaries import HeldBeneficiary
from activities.grants.payees import account_changes
from activities.ledger import Ledger
from activities.ledger.cases import notices
from activities.ledger.money import accounts
from matters import clock
from tests.support.beneficiaries import COURIER

OWN, FOREIGN, OTHER = (f"62220200000000000{number:02}" for number in range(3))
FIRST: Final = datetime(2026, 11, 30, 4, tzinfo=UTC)
DAYS: Final = 30
CASE: Final = UUID(int=1)


def test_changed_twice_while_it_waits(tmp_path: Path) -> None:
    """All that somebody else names in a row are told, none hastens another, and none is ever used."""
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    held = HeldBeneficiary(beneficiary=COURIER.row, payee="p", account=OWN)
    said = ((FOREIGN, 0), (OTHER, 1), (FOREIGN, 2), (OWN, 3))
    with ledger.transaction() as books:
        for number, day in said[:-1]:
            at = FIRST + timedelta(days=day)
            account_changes.name(books, held, number, id_=f"{day}", at=at, case=CASE)
            first = accounts.usable_from(books, "p")
            assert first
            assert first > clock.day_in_china(at) + timedelta(days=2), "each waits for itself"
        number, day = said[-1]
        account_changes.name(books, held, number, id_=f"{day}", at=FIRST + timedelta(days=day), case=CASE)
        told = [one.says for one in notices.told(books, str(CASE))]
        assert [number[-4:] in says for (number, _), says in zip(said, told, strict=False)] == [True] * 3
        used = {accounts.in_use(books, ["p"], on=on).get("p", OWN) for on in _days()}
        assert used == {OWN}
    ledger.close()


def _days() -> list[date]:
    return [clock.day_in_china(FIRST) + timedelta(days=day) for day in range(DAYS)]
