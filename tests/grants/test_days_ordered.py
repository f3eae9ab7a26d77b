"""A day that was ordered free lengthens every time of a grant that is counted in working days."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from activities.cases import calendars
from activities.grants import manual_checks, policies
from activities.grants.beneficiaries import HeldBeneficiary
from activities.grants.payees import account_changes
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from activities.ledger.grants import grants
from activities.ledger.money import accounts
from client.messages.grants.offers import GrantState
from client.messages.officers.commands import Amendment
from matters.definitions.grants import FLEXIBLE_EMPLOYMENT as SUBSIDY
from tests.support.beneficiaries import COURIER

MONDAY = date(2026, 11, 30)
NO_WORK = Amendment(number="示〔2026〕9号", by="市政府", reason="台风停工", holidays=(date(2026, 12, 2),))
FIVE_DAYS = date(2026, 12, 8)
"""Tuesday, Thursday, Friday, Monday, Tuesday."""


def test_every_time_of_a_grant(tmp_path: Path) -> None:
    """Publicity, a second look, an answer to an objection, another account: as cases count, they count."""
    ledger, publicity = Ledger(f"sqlite:///{tmp_path}/ledger.db"), SUBSIDY.publicity
    held = HeldBeneficiary(beneficiary=COURIER.row, payee="p", account="6222020000000000000")
    assert publicity
    with ledger.transaction() as books:
        calendar_orders.enter(books, number=NO_WORK.number, amendment=NO_WORK.model_dump_json())
        at = datetime(2026, 11, 30, 4, tzinfo=UTC)
        account_changes.name(books, held, "6222020000000000001", id_="a", at=at, case=UUID(int=1))
        assert policies.heard_until(books, publicity, on=MONDAY).on == FIVE_DAYS
        assert manual_checks.until(books, on=MONDAY) == FIVE_DAYS
        assert calendar_orders.last_day(books, SUBSIDY.answer, since=MONDAY).on > FIVE_DAYS
        assert accounts.usable_from(books, "p") == date(2026, 12, 5)
    ledger.close()


def test_what_waits_already(tmp_path: Path) -> None:
    """A second look that waits gets the day, once; what an officer was told is not taken away by another."""
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    with ledger.transaction() as books:
        grants.enter(
            books,
            [
                _waiting("a", GrantState.SECOND_LOOK, until=date(2026, 12, 7)),
                _waiting("b", GrantState.FAULTY, until=date(2026, 12, 31)),
                _waiting("c", GrantState.GRANTED, until=date(2026, 12, 7)),
            ],
        )
        calendar_orders.enter(books, number=NO_WORK.number, amendment=NO_WORK.model_dump_json())
        for _ in range(2):
            calendars.lengthen(books)
        ends = [grants.require(books, f"subsidy/2026/{key}").waits_until for key in "abc"]
    assert ends == [FIVE_DAYS, date(2026, 12, 31), date(2026, 12, 7)]
    ledger.close()


def _waiting(key: str, state: GrantState, *, until: date) -> dict[str, object]:
    return {
        "reference": f"subsidy/2026/{key}",
        "policy": "subsidy",
        "edition": "1",
        "period": "2026",
        "beneficiary": key,
        "payee": key,
        "campaign": "c",
        "state": state,
        "opens_as": state,
        "because": "",
        "fen": 1,
        "region": "",
        "waits_since": MONDAY,
        "waits_until": until,
    }
