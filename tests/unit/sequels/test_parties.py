"""Whom a decision concerns besides its applicant is told what becomes of it, and has days of his own."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from temporalio import workflow

from activities.cases.notices import Addressee, Batch, Delivered, Notice, NoticeKind, Notices, to_party
from activities.cases.outbox import Outbox
from activities.cases.sequels import openings
from activities.cases.sequels.decisions import StandingDecision
from activities.cases.sequels.openings import SequelParty
from activities.ledger import Ledger
from activities.ledger.cases.services import Service
from client.errors import Mend, NotPending, OutsideTheList
from client.messages.cases.progress import State
from client.messages.cases.sequel import SequelState, SequelWord
from client.messages.officers.commands import ServeDecision
from matters import clock
from matters.clock import CHINA
from matters.definitions import law
from tests.ports.test_delivery import Pigeonholes
from tests.unit.sequels.proceedings import BEGUN, CALENDAR, FIRST, FOOD, MARKET, Proceeding, begun, said
from workflows.cases.sequels import conclusions, letters, service

NEIGHBOUR: Final = "邻户-1"
ELECTRIC: Final = "邻户-2"
PARTIES: Final = (
    SequelParty(party=NEIGHBOUR, mode=law.POST.code),
    SequelParty(party=ELECTRIC, mode=law.ELECTRONIC.code),
)


@pytest.fixture
def revoked(monkeypatch: pytest.MonkeyPatch) -> Proceeding:
    """A licence is revoked, and all are told; the applicant and one neighbour at once."""
    one = begun("revoked")
    monkeypatch.setattr(workflow, "now", one.now)
    assert one.file.opened is not None
    one.file.opened = one.file.law.model_copy(update={"parties": PARTIES})
    one.file.state, one.file.decided_on, one.file.remedied = SequelState.CARRIED_OUT, BEGUN, True
    stands = StandingDecision(state=State.WITHDRAWN, round=2)
    told = service.tell_all(letters.of_step(said(SequelWord.CARRY_OUT), stands, one.file), one.file)
    assert [notice.says.startswith("致利害关系人") for notice in told] == [False, True, True]
    assert all("行政复议" in notice.says for notice in told)
    served = (Service(key=it.key, mode=it.mode, served_on=_at_once(it.mode)) for it in told)
    one.file.note_delivered(Delivered(services=tuple(served)))
    return one


def test_each_other_has_a_day_of_his_own(revoked: Proceeding) -> None:
    """The run waits for him; his last days are reckoned from it, and change nobody else's."""
    file = revoked.file
    assert (file.served_on, file.is_served) == (BEGUN, False)
    before = {one.party: one for one in file.progress().parties}
    assert [before[who].served_on for who in (NEIGHBOUR, ELECTRIC)] == [None, BEGUN]

    revoked.today += timedelta(days=3)
    assert _refused(revoked, party=ELECTRIC) is NotPending
    assert _refused(revoked, party="") is NotPending
    assert _refused(revoked, party=NEIGHBOUR, mode=law.ELECTRONIC.code) is OutsideTheList
    _serve(revoked, on=revoked.today)

    after = {one.party: one for one in file.progress().parties}
    review = clock.OpenRemedy.of(law.REMEDIES[0], served_on=revoked.today, calendar=CALENDAR)
    assert review.due
    assert after[NEIGHBOUR].recourses[0].until == review.due.on
    assert after[ELECTRIC] == before[ELECTRIC]
    assert file.is_served


def test_who_signs_while_a_public_notice_runs(revoked: Proceeding) -> None:
    """Is served with that, and by no later one; until then, or its thirtieth day, it has not run."""
    _serve(revoked, on=BEGUN, mode=law.PUBLIC_NOTICE.code)
    thirtieth = BEGUN + timedelta(days=30)
    assert revoked.file.is_served
    assert service.runs_until(revoked.file) == thirtieth
    revoked.today += timedelta(days=9)
    assert _refused(revoked, party=NEIGHBOUR, mode=law.PUBLIC_NOTICE.code) is NotPending
    _serve(revoked, on=revoked.today)
    assert service.runs_until(revoked.file) is None
    assert _refused(revoked, party=NEIGHBOUR) is NotPending


def test_whom_a_case_has_told(tmp_path: Path) -> None:
    """Is known from its letters about that item, each by the mode of his last one."""
    order, ledger = begun("revoked").file.order, Ledger(f"sqlite:///{tmp_path}/ledger.db")
    told = (
        (NEIGHBOUR, FOOD, law.ELECTRONIC.code),
        (NEIGHBOUR, FOOD, law.POST.code),
        (ELECTRIC, FOOD, law.ELECTRONIC.code),
        ("邻户-3", "shop-sign", law.POST.code),
    )
    batch = Batch(notices=tuple(_letter(order.case, n, *each) for n, each in enumerate(told)))
    Notices(ledger, Outbox(ledger, Pigeonholes())).tell(batch)
    with ledger.reading() as books:
        assert openings.parties_of(books, order) == PARTIES
    ledger.close()


def _letter(case: UUID, number: int, party: str, item: str, mode: str) -> Notice:
    return Notice(
        key=f"{case}/{number:04}",
        case=case,
        addressee=Addressee.INTERESTED_PARTY,
        kind=NoticeKind.DECISION,
        item=item,
        says=to_party(party, "准予"),
        told_at=datetime(2026, 9, 28, 10, tzinfo=CHINA),
        mode=mode,
        party=party,
    )


def _at_once(mode: str) -> date | None:
    return BEGUN if mode == law.ELECTRONIC.code else None


def _word(party: str, on: date, mode: str) -> ServeDecision:
    by = {"item": FOOD, "department": MARKET, "officer": FIRST}
    return ServeDecision(**by, mode=mode, on=on, witness="回证1号", party=party)


def _refused(one: Proceeding, *, party: str, mode: str = "signed") -> type[Mend] | None:
    try:
        conclusions.require_service(_word(party, one.today, mode), one.file)
    except Mend as refused:
        return type(refused)
    return None


def _serve(one: Proceeding, *, on: date, mode: str = "signed") -> None:
    word = _word(NEIGHBOUR, on, mode)
    conclusions.require_service(word, one.file)
    way = next(way for way in one.file.law.ways if way.code == mode)
    key = conclusions.meant(word, one.file)
    one.file.services[key] = Service(key=key, mode=mode, served_on=way.served_on(on))
