"""What every department keeps to: the stand-in on both databases, and a tiny one of another make."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from temporalio import activity

from activities.ports.desk import Desk
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.books import District
from activities.stand_ins.departments import StandIn, behave
from client import names
from client.messages.cases.answers import (
    Answer,
    Decided,
    Decision,
    Granted,
    IssuedLicence,
    LicenceKind,
    Pending,
    Refused,
    Request,
    Retraction,
    RetractionAnswer,
    Withdrawn,
)
from client.messages.cases.submission import Applicant

ITEM: Final = "sign-permit"
KIND: Final = LicenceKind(code="sign-permit", name="招牌许可", type_code="11100000MB0349640A001")
APPLICANT: Final = Applicant(name="甲", identity_number="990101199203120021", phone="13900000001")
OFFICERS: Final = ("officer-1", "officer-2")
NO: Final = Refused(reasons=("不符合规划",), basis="示范", remedies="可以复议", officers=OFFICERS)
AT: Final = datetime(2026, 11, 23, 4, tzinfo=UTC)
MANY: Final = 8


class Drawer(Desk):
    """Keeps its answers in a drawer, and leaves every item to officers."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    @activity.defn(name=names.LODGE)
    def lodge(self, request: Request) -> Answer:
        """See `Desk.lodge`."""
        return self._answers.setdefault(request.key, Pending(ticket=request.number))

    @activity.defn(name=names.DECIDE)
    def decide(self, decided: Decided) -> Decision:
        """See `Desk.decide`."""
        key = decided.request.key
        match self._answers.get(key):
            case Granted() | Refused() as known:
                return known
            case _:
                given = IssuedLicence(code=KIND.code, name=KIND.name, identifier=f"L/{key}")
                decision = decided.refusal or Granted(licence=given, officers=decided.officers)
                self._answers[key] = decision
                return decision

    @activity.defn(name=names.RETRACT)
    def retract(self, retraction: Retraction) -> RetractionAnswer:
        """See `Desk.retract`."""
        match self._answers.get(retraction.key):
            case Refused() as refused:
                return refused
            case Granted() as granted if not retraction.undo:
                return granted
            case _:
                self._answers[retraction.key] = dropped = Withdrawn()
                return dropped


@pytest.fixture(params=["sqlite", "postgres", "drawer"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, fresh_database: str) -> Generator[Desk]:
    """One of each make, at which officers decide."""
    if request.param == "drawer":
        yield Drawer()
        return
    district = District(f"sqlite:///{tmp_path}/district.db" if request.param == "sqlite" else fresh_database)
    behave(district, Reviewing(), matter=ITEM)
    yield StandIn(district)
    district.close()


@pytest.fixture
def item() -> Request:
    """An item in its first round."""
    return Request(
        key=f"{uuid4()}/{ITEM}/1",
        number="1199",
        department="urban-management",
        issuer="11990101MB1234567X",
        matter=ITEM,
        name=KIND.name,
        gives=KIND,
        applicant=APPLICANT,
        fields={},
        papers=(),
        lodged_at=AT,
        due_on=None,
    )


def decided(request: Request, refusal: Refused | None = None) -> Decided:
    return Decided(request=request, officers=OFFICERS, refusal=refusal, at=AT)


def retraction(request: Request, *, undo: bool = False) -> Retraction:
    return Retraction(key=request.key, department=request.department, undo=undo, reason="不办了")


def test_a_repeat_gets_the_first_answer(desk: Desk, item: Request) -> None:
    """Also when many come at once."""
    with ThreadPoolExecutor(MANY) as beside:
        answers = [*beside.map(desk.lodge, [item] * MANY)]
    assert {type(answer) for answer in answers} == {Pending}
    assert all(answer == desk.lodge(item) for answer in answers)


def test_a_grant_stands(desk: Desk, item: Request) -> None:
    """It says who has decided and what was issued; whatever is said later gets it as it is."""
    desk.lodge(item)
    granted = desk.decide(decided(item))
    assert isinstance(granted, Granted)
    assert granted.officers == OFFICERS
    assert granted.licence
    for again in (decided(item), decided(item, NO)):
        assert desk.decide(again) == granted
    assert desk.lodge(item) == granted


def test_a_refusal_stands(desk: Desk, item: Request) -> None:
    """It is an answer like others, is not granted afterwards, and is neither dropped nor undone."""
    desk.lodge(item)
    for again in (decided(item, NO), decided(item)):
        assert desk.decide(again) == NO
    for undo in (False, True):
        assert desk.retract(retraction(item, undo=undo)) == NO
    assert desk.lodge(item) == NO


def test_a_decision_about_what_was_never_lodged(desk: Desk, item: Request) -> None:
    """Officers decide while the department's system is silent: it takes both at once."""
    granted = desk.decide(decided(item))
    assert isinstance(granted, Granted)
    assert desk.lodge(item) == granted


def test_what_is_not_decided_is_dropped(desk: Desk, item: Request) -> None:
    """However often that is told; the item is not taken in again when its own call comes once more."""
    desk.lodge(item)
    for _ in range(2):
        assert desk.retract(retraction(item)) == Withdrawn()
    assert desk.lodge(item) == Withdrawn()


def test_what_comes_after_its_retraction(desk: Desk, item: Request) -> None:
    """A call may overtake another: the item finds itself dropped."""
    assert desk.retract(retraction(item)) == Withdrawn()
    assert desk.lodge(item) == Withdrawn()


def test_a_grant_is_undone_only_on_demand(desk: Desk, item: Request) -> None:
    """Else it is answered as it stands; a repeat of either gets the same."""
    granted = desk.decide(decided(item))
    for _ in range(2):
        assert desk.retract(retraction(item)) == granted
    for _ in range(2):
        assert desk.retract(retraction(item, undo=True)) == Withdrawn()


def test_each_round_is_its_own(desk: Desk, item: Request) -> None:
    """What has become of one is not the answer to the next; the item still gives one licence."""
    later = item.model_copy(update={"key": item.key.removesuffix("1") + "2"})
    desk.lodge(item)
    desk.retract(retraction(item))
    assert isinstance(desk.lodge(later), Pending)
    assert isinstance(desk.decide(decided(later)), Granted)
    assert desk.lodge(item) == Withdrawn()
