"""Seams between the engine and its partners: who dies between two steps loses nothing and doubles nothing."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlalchemy import text

from activities.cases.archive import Archive
from activities.cases.notices import Notices
from activities.cases.reception import Window
from activities.cases.sequels.sequels import SequelOffice
from activities.ledger.cases import notices
from activities.ledger.officers import verdicts
from activities.officers.second_looks import SecondLooks
from activities.review.machine import Machine
from activities.review.rule_table import Rules
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.books import letters, refunds
from activities.stand_ins.delivery import PostStandIn
from activities.stand_ins.departments import StandIn
from activities.stand_ins.payment_system import PaymentStandIn
from client import Case, OutcomeKind, State
from client.messages.money.payment import Payment
from matters import catalogue
from matters.definitions import law
from matters.definitions.newborn import NEWBORN_2026_11 as NEWBORN
from matters.definitions.newborn.birth_checks import BIRTH_AGREES, BIRTH_RECORDED
from matters.definitions.newborn.first_edition import first_vaccination_record as vaccination_record
from matters.language import Figure, OnWithdrawal
from tests.support.cases import sequels
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, submission
from tests.support.parts import Parts, until
from tests.support.ports.lost_answers import dies_afterwards
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.town import query

VACCINATION, SIGN, FIRE = "vaccination-record", "sign-permit", "fire-check"
CENTRE: Final = "disease-control"
FEE: Final = 20_000


def edition(monkeypatch: pytest.MonkeyPatch, *, enough: int) -> None:
    """One in which a machine may grant one item after so many cases, and is looked at every time."""
    assert vaccination_record.unattended

    def figure(value: int) -> Figure:
        return Figure(name="示范", value=Decimal(value), unit="", basis=law.DEMONSTRATION_RULE)

    rules = (BIRTH_RECORDED, BIRTH_AGREES)
    trusting = replace(
        vaccination_record.unattended, rules=rules, shadow=(), cases=figure(enough), second_look=figure(100)
    )
    ours = replace(vaccination_record, unattended=trusting, on_withdrawal=OnWithdrawal.UNDO)
    items = tuple(
        ours if it is vaccination_record else replace(it, unattended=None) for it in NEWBORN.matters
    )
    one = replace(NEWBORN, edition=f"test-{uuid4()}", since=law.SECOND_EDITIONS, matters=items)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, one))


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine may grant from the first case on."""
    edition(monkeypatch, enough=0)


@pytest.fixture
def untrusted(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 (a new ledger trusts all)
    """All its rules hold, and officers have not agreed with them often enough."""
    edition(monkeypatch, enough=1_000)


@on_one_ledger
@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("owner", "step"),
    [(Window, "receive"), (StandIn, "lodge"), (SecondLooks, "draw"), (Archive, "close")],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
async def test_a_machine_grants(
    at_rest: Parts, monkeypatch: pytest.MonkeyPatch, owner: type[Any], step: str
) -> None:
    """One decision, one licence for each item, one verdict of each rule, one second look."""
    died = dies_afterwards(monkeypatch, owner, step)
    async with at_rest.working():
        case = await at_rest.platform.submit(submission(MARRIED).model_copy(update={"edition": None}))
        outcome = await case.outcome()
    assert died
    assert outcome.kind is OutcomeKind.GRANTED
    assert _issued(at_rest, case) == sorted(it.licence.identifier for it in outcome.items if it.licence)
    assert _verdicts(at_rest, case) == 2
    assert _drawn(at_rest, case) == [VACCINATION]


@on_the_other_ledger
@pytest.mark.usefixtures("untrusted")
@pytest.mark.parametrize(
    ("owner", "step"),
    [(Machine, "judge"), (StandIn, "lodge"), (StandIn, "decide"), (Rules, "pair")],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
async def test_an_officer_grants_what_a_machine_may_not(
    at_rest: Parts, monkeypatch: pytest.MonkeyPatch, owner: type[Any], step: str
) -> None:
    """His word is held against each rule, once; nothing is drawn, for no machine has granted."""
    died = dies_afterwards(monkeypatch, owner, step)
    async with at_rest.working():
        case = await at_rest.platform.submit(submission(MARRIED).model_copy(update={"edition": None}))
        await until(case, VACCINATION, State.IN_REVIEW)
        granted = await at_rest.desk(CENTRE).grant(case.id, VACCINATION)
        outcome = await case.outcome()
    assert died
    assert granted.licence
    assert outcome.kind is OutcomeKind.GRANTED
    assert _issued(at_rest, case) == sorted(it.licence.identifier for it in outcome.items if it.licence)
    assert _verdicts(at_rest, case, decided=True) == _verdicts(at_rest, case) == 2
    assert _drawn(at_rest, case) == []


@on_one_ledger
@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("owner", "step"),
    [(StandIn, "retract"), (SecondLooks, "drop")],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
async def test_what_a_machine_has_granted_is_taken_back(
    at_rest: Parts, monkeypatch: pytest.MonkeyPatch, owner: type[Any], step: str
) -> None:
    """No licence is left in force that is to be undone, and no inbox shows what is left to look at."""
    died = dies_afterwards(monkeypatch, owner, step)
    async with at_rest.working():
        filed = submission(MARRIED).model_copy(update={"edition": None})
        at_rest.behave(filed.id, "household-registration", Reviewing())
        case = await at_rest.platform.submit(filed)
        await until(case, VACCINATION, State.GRANTED)
        await case.withdraw("改在外地办理")
        outcome = await case.outcome()
    assert died
    assert outcome.kind is OutcomeKind.WITHDRAWN
    kept = [it.licence.identifier for it in outcome.items if it.licence]
    assert _issued(at_rest, case, in_force=True) == sorted(kept)
    assert _drawn(at_rest, case) == []


@on_the_other_ledger
@pytest.mark.parametrize(
    ("owner", "step"),
    [(PaymentStandIn, "refund"), (Notices, "tell"), (PostStandIn, "deliver")],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
async def test_money_goes_back_and_notices_go_out(
    at_rest: Parts, monkeypatch: pytest.MonkeyPatch, owner: type[Any], step: str
) -> None:
    """What is over is given back once; what is on file is delivered once, and the outbox is empty."""
    died = dies_afterwards(monkeypatch, owner, step)
    async with at_rest.working():
        case = await at_rest.platform.submit(submission(LARGE_SHOP, sign_area="20"))
        await until(case, SIGN, State.PAYMENT)
        paid = Payment(key=str(uuid4()), fen=FEE + 500, paid_at=await at_rest.now(case.id))
        await at_rest.cashier.confirm(case.id, paid)
        outcome = await case.outcome()
    assert died
    assert outcome.kind is OutcomeKind.GRANTED
    with at_rest.district.reading() as books:
        assert list(refunds.ordered(books, str(case.id)).values()) == [500]
        delivered = letters.about(books, str(case.id))
    with at_rest.ledger.reading() as books:
        assert delivered == [told.key for told in notices.told(books, str(case.id))] != []
        assert notices.undelivered(books, str(case.id)) == []


@on_the_other_ledger
async def test_a_decision_that_is_changed_after_its_case(
    at_rest: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One round more in either book, one licence in force, told once: whichever of the three steps dies."""
    steps = [(SequelOffice, "adopt_sequel"), (StandIn, "revise"), (SequelOffice, "settle_sequel")]
    died = [dies_afterwards(monkeypatch, owner, step) for owner, step in steps]
    async with at_rest.working():
        case = await sequels.closed(at_rest)
        before = await sequels.licence_of(case)
        of = await sequels.begun(at_rest, case, "set-aside-in-part", **sequels.ORDER)
        done = await sequels.ends(at_rest, await sequels.by_two(at_rest, of, sequels.CARRY))
    assert all(died)
    assert done.licence
    assert sequels.in_force(at_rest, case.id) == [done.licence.identifier] != [before]
    rounds = 'SELECT round FROM sequels WHERE "case" = :c'
    assert len(query(at_rest.ledger, rounds, c=str(case.id))) == len(sequels.told(at_rest, case.id)) == 1


def _issued(parts: Parts, case: Case, *, in_force: bool = False) -> list[str]:
    """The licences that the items of a case gave."""
    valid = " AND revoked_because IS NULL" if in_force else ""
    statement = text(f"SELECT identifier FROM licences WHERE issue_key LIKE :keys{valid}")  # noqa: S608
    with parts.district.reading() as books:
        return sorted(books.execute(statement, {"keys": f"{case.id}/%"}).scalars())


def _verdicts(parts: Parts, case: Case, *, decided: bool = False) -> int:
    with parts.ledger.reading() as books:
        if not decided:
            return len(verdicts.said(books, f"{case.id}/{VACCINATION}/1"))
        statement = text("SELECT COUNT(*) FROM verdicts WHERE key = :key AND decided = 'granted'")
        return int(books.execute(statement, {"key": f"{case.id}/{VACCINATION}/1"}).scalar_one())


def _drawn(parts: Parts, case: Case) -> list[str]:
    with parts.ledger.reading() as books:
        statement = text('SELECT item FROM second_looks WHERE "case" = :case')
        return list(books.execute(statement, {"case": str(case.id)}).scalars())
