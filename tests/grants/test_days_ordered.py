"""A day that was ordered free lengthens every time of a grant that is counted in working days."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from activities.database import Transaction
from activities.grants import manual_checks, policies
from activities.grants.beneficiaries import HeldBeneficiary
from activities.grants.payees import account_changes
from activities.ledger import Ledger
from activities.ledger.campaigns import campaign_grants
from activities.ledger.cases import calendar_orders, notices
from activities.ledger.grants import grants, objections
from activities.ledger.money import accounts
from activities.ledger.officers import tasks
from activities.officers import calendars
from client import CampaignStage, names
from client.messages.grants.offers import GrantState
from client.messages.officers.commands import Amendment
from client.messages.officers.docket import Task
from matters import catalogue
from matters.clock import Due
from matters.definitions.grants import FLEXIBLE_EMPLOYMENT as SUBSIDY
from matters.language import Mode
from tests.support.beneficiaries import COURIER
from tests.support.campaigns import RELEASED_BY, forward, handle_of, prepared, publicised
from tests.support.neighbours import looked_at, today
from tests.support.parts import KEYS, Parts
from tests.support.states import on_one_ledger
from tests.support.town import query

MONDAY = date(2026, 11, 30)
NO_WORK = Amendment(number="示〔2026〕9号", by="市政府", reason="台风停工", holidays=(date(2026, 12, 2),))
PERIOD = f"{SUBSIDY.code}/2026-Q3"
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
        _order(books)
        ends = [grants.require(books, f"{PERIOD}/{key}").waits_until for key in "abc"]
    assert ends == [FIVE_DAYS, date(2026, 12, 31), date(2026, 12, 7)]
    ledger.close()


def test_what_is_public_already(tmp_path: Path) -> None:
    """Objections are heard for a day more, by all means; what was over, or told to end later, stays so."""
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    told = {"a": date(2026, 12, 7), "b": date(2026, 12, 31), "c": date(2026, 11, 27), "d": date(2026, 12, 7)}
    with ledger.transaction() as books:
        rows = [_waiting(key, GrantState.GRANTED, until=day) for key, day in told.items()]
        for row, day in zip(rows, told.values(), strict=True):
            row |= {"objections_until": day, "public_since": MONDAY}
        rows[-1]["state"] = GrantState.PAID
        grants.enter(books, rows)
        _order(books)
        ends = [grants.require(books, f"{PERIOD}/{key}").objections_until for key in told]
        assert campaign_grants.public_until(books, "c") == date(2026, 12, 31)
    assert ends == [FIVE_DAYS, *list(told.values())[1:]]
    ledger.close()


def test_an_objection_that_waits_already(tmp_path: Path) -> None:
    """Whoever is to decide it has a day more, and sees that in the inbox."""
    ledger, case = Ledger(f"sqlite:///{tmp_path}/ledger.db"), UUID(KEYS.seal(f"{PERIOD}/a"))
    with ledger.transaction() as books:
        grants.enter(books, [_waiting("a", GrantState.OBJECTED, until=FIVE_DAYS)])
        told = calendar_orders.last_day(books, SUBSIDY.answer, since=MONDAY).on
        assert objections.raise_one(
            books, objection="1", reference=f"{PERIOD}/a", grounds="x", raised_on=MONDAY, due_on=told
        )
        _order(books, told)
        later = calendar_orders.last_day(books, SUBSIDY.answer, since=MONDAY).on
        pending = objections.pending(books, f"{PERIOD}/a")
        waiting = tasks.page(books, department=SUBSIDY.department.code, after="", size=9).tasks
    assert pending
    assert pending.due_on == later > told
    assert [(task.case, task.due_on) for task in map(Task.model_validate_json, waiting)] == [(case, later)]
    ledger.close()


def test_an_account_that_waits_already(tmp_path: Path) -> None:
    """Whoever has not named it has a day more to say so; what is used already is used on."""
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    held = HeldBeneficiary(beneficiary=COURIER.row, payee="p", account="6222020000000000000")
    with ledger.transaction() as books:
        for payee, day in (("p", 30), ("q", 20)):
            one, at = held._replace(payee=payee), datetime(2026, 11, day, 4, tzinfo=UTC)
            account_changes.name(books, one, "6222020000000000001", id_=payee, at=at, case=UUID(int=1))
        told = [accounts.usable_from(books, payee) for payee in "pq"]
        _order(books, date(2026, 11, 24))
        assert told == [date(2026, 12, 4), date(2026, 11, 26)]
        assert [accounts.usable_from(books, payee) for payee in "pq"] == [date(2026, 12, 5), told[1]]
    ledger.close()


@on_one_ledger
async def test_a_campaign_that_is_public(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pays a day later than it meant to; who is to decide an objection is told by the day that he has now."""
    grant = replace(SUBSIDY, code=f"test-{uuid4()}", mode=Mode.AUTOMATIC, second_look=looked_at(0))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2026-Q2", policy=grant.code)
    await campaign.release(RELEASED_BY)
    until = await publicised(campaign)
    (reference, *_), *_ = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND state = 'granted' ORDER BY reference",
        c=campaign.id,
    )
    told = (await town.platform.object(reference, "已停业")).answer_by
    assert told
    with town.ledger.transaction() as books:
        order = NO_WORK.model_copy(update={"holidays": (until, told)})
        calendar_orders.enter(books, number=order.number, amendment=order.model_dump_json())
        calendars.lengthen(books, KEYS.seal, on=today())
        pending = objections.pending(books, reference)
        books.execute(text("DELETE FROM calendar_orders"))
    assert pending
    assert pending.due_on > told
    await forward(town, handle_of(town, campaign), to=Due(on=until).at + timedelta(minutes=1))
    now = await campaign.progress()
    assert now.publicity_until
    assert (now.stage, now.publicity_until > until) == (CampaignStage.PUBLICITY, True)
    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))
    for day, kinds in ((told, {"warning"}), (pending.due_on, {"warning", "overdue"})):
        await forward(town, handle, to=Due(on=day).at + timedelta(minutes=1))
        with town.ledger.transaction() as books:
            assert {row.kind for row in notices.told(books, str(UUID(KEYS.seal(reference))))} == kinds
    await forward(town, handle_of(town, campaign), to=Due(on=now.publicity_until).at + timedelta(minutes=1))
    assert (await asyncio.wait_for(campaign.report(), 30)).completed


def _order(books: Transaction, *days: date) -> None:
    """That no office works; twice, as whoever gives it may."""
    order = NO_WORK.model_copy(update={"holidays": (*NO_WORK.holidays, *days)})
    calendar_orders.enter(books, number=order.number, amendment=order.model_dump_json())
    for _ in range(2):
        calendars.lengthen(books, KEYS.seal, on=MONDAY)


def _waiting(key: str, state: GrantState, *, until: date) -> dict[str, Any]:
    return {
        "reference": f"{PERIOD}/{key}",
        "policy": SUBSIDY.code,
        "edition": SUBSIDY.edition,
        "period": "2026-Q3",
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
