"""What every department keeps to: the stand-in on both databases, and a tiny one of another make."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Refusing, Reviewing
from activities.stand_ins.books import District
from activities.stand_ins.departments import StandIn, behave
from client.departments.desk import Desk
from client.messages.cases.answers import (
    Answer,
    Decided,
    Granted,
    Pending,
    Reason,
    Refused,
    Request,
    Retraction,
    Revision,
    RulesJudgement,
    Withdrawn,
)
from client.messages.cases.submission import Applicant
from tests.support.parts import Parts
from tests.support.ports.drawer import DOUBTFUL, KIND, PROPOSAL, Drawer
from worker import desk_worker

ITEM, BY_RULES = "sign-permit", "food-licence"
"""Items that a desk leaves to its officers, and that go as the rules say."""
OFFICERS: Final = ("officer-1", "officer-2")
NO: Final = PROPOSAL.model_copy(update={"officers": OFFICERS})
APPLICANT: Final = Applicant(name="甲", identity_number="990101199203120021", phone="13900000001")
HOLDS: Final = Reason(
    rule="示范", edition="2026-11", result="holds", says="", basis="示范", path="form", trusted=True
)
AT: Final = datetime(2026, 11, 23, 4, tzinfo=UTC)
MANY: Final = 8


@pytest.fixture(params=["sqlite", "postgres", "drawer"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, fresh_district: str) -> Generator[Desk]:
    """One of each make."""
    if request.param == "drawer":
        yield Drawer()
        return
    district = District(f"sqlite:///{tmp_path}/district.db" if request.param == "sqlite" else fresh_district)
    behave(district, Reviewing(), matter=ITEM)
    behave(district, Refusing(refusal=PROPOSAL), matter=DOUBTFUL)
    yield StandIn(district)
    district.close()


@pytest.fixture
def item() -> Request:
    """An item in its first round."""
    return lodged()


def lodged(matter: str = ITEM) -> Request:
    return Request(
        key=f"{uuid4()}/{matter}/1",
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


def again(request: Request) -> Request:
    """The same item in its next round."""
    item, _, number = request.key.rpartition("/")
    return request.model_copy(update={"key": f"{item}/{int(number) + 1}"})


def decided(request: Request, refusal: Refused | None = None) -> Decided:
    return Decided(request=request, officers=OFFICERS, refusal=refusal, at=AT)


def retraction(request: Request, *, undo: bool = False) -> Retraction:
    return Retraction(key=request.key, department=request.department, undo=undo, reason="不办了")


def revision(request: Request, refusal: Refused | None = None, *, grants: bool = False) -> Revision:
    """What becomes of it in its next round."""
    return Revision(
        key=again(request).key,
        earlier=request.key,
        department=request.department,
        grants=grants,
        refusal=refusal,
        officers=OFFICERS,
        because="复议决定",
        at=AT,
    )


CALLS: Final[tuple[Callable[[Desk, Request], Answer], ...]] = (
    lambda desk, item: desk.lodge(item),
    lambda desk, item: desk.decide(decided(item)),
    lambda desk, item: desk.decide(decided(item, NO)),
    lambda desk, item: desk.retract(retraction(item)),
    lambda desk, item: desk.retract(retraction(item, undo=True)),
)
LODGE, GRANT, REFUSE, RETRACT, UNDO = range(5)


@pytest.mark.parametrize(
    ("reached", "kinds"),
    [
        pytest.param((), (Pending, Granted, Refused, Withdrawn, Withdrawn), id="unknown"),
        pytest.param((LODGE,), (Pending, Granted, Refused, Withdrawn, Withdrawn), id="undecided"),
        pytest.param((LODGE, GRANT), (Granted, Granted, Granted, Granted, Withdrawn), id="granted"),
        pytest.param((LODGE, REFUSE), (Refused,) * 5, id="refused"),
        pytest.param((LODGE, RETRACT), (Withdrawn,) * 5, id="dropped"),
        pytest.param((RETRACT,), (Withdrawn,) * 5, id="dropped before it came"),
        pytest.param((GRANT, UNDO), (Withdrawn,) * 5, id="undone"),
    ],
)
def test_how_an_item_stands(desk: Desk, reached: tuple[int, ...], kinds: tuple[type[Answer], ...]) -> None:
    """A line of the contract's table: every call answers how the item stands after it, a repeat likewise."""
    for call, kind in zip(CALLS, kinds, strict=True):
        item = lodged()
        before = [CALLS[step](desk, item) for step in reached]
        answer = call(desk, item)
        assert type(answer) is kind
        assert kind not in map(type, before[-1:]) or answer == before[-1]
        assert desk.lodge(item) == answer
        assert call(desk, item) == answer


def test_a_refusal_without_officers_is_proposed(desk: Desk) -> None:
    """Officers may grant it all the same, and it may be dropped."""
    for call, kind in ((GRANT, Granted), (REFUSE, Refused), (RETRACT, Withdrawn)):
        item = lodged(DOUBTFUL)
        assert desk.lodge(item) == PROPOSAL
        answer = CALLS[call](desk, item)
        assert type(answer) is kind
        assert desk.lodge(item) == answer != PROPOSAL


def test_what_rules_grant(desk: Desk) -> None:
    """It is entered with their reasons, and gives its licence."""
    judgement = RulesJudgement(grants=True, trace=(HOLDS,))
    granted = desk.lodge(lodged(BY_RULES).model_copy(update={"judgement": judgement}))
    assert isinstance(granted, Granted)
    assert (granted.trace, granted.officers) == ((HOLDS,), ())
    assert granted.licence


def test_what_rules_do_not_grant(desk: Desk) -> None:
    """An officer gets it, with their reasons."""
    judgement = RulesJudgement(grants=False, trace=(HOLDS,))
    answer = desk.lodge(lodged(BY_RULES).model_copy(update={"judgement": judgement}))
    assert isinstance(answer, Pending)
    assert answer.trace == (HOLDS,)


def test_what_gives_no_licence(desk: Desk, item: Request) -> None:
    """It is granted without."""
    granted = desk.decide(decided(item.model_copy(update={"gives": None})))
    assert granted == Granted(officers=OFFICERS)


def test_one_licence_in_all_rounds(desk: Desk, item: Request) -> None:
    """Also when a round in between was dropped; after it was revoked, another."""
    first, dropped, second, third = item, again(item), again(again(item)), again(again(again(item)))
    granted = desk.decide(decided(first))
    assert isinstance(granted, Granted)
    desk.lodge(dropped)
    desk.retract(retraction(dropped, undo=True))
    assert desk.decide(decided(second)) == granted
    desk.retract(retraction(second, undo=True))
    new = desk.decide(decided(third))
    assert isinstance(new, Granted)
    assert new.licence
    assert granted.licence
    assert new.licence.identifier != granted.licence.identifier


async def test_a_department_may_work(desk: Desk, parts: Parts) -> None:
    """Its calls have their names, though it does not name them itself."""
    async with desk_worker(parts.client, desk, f"desk.{uuid4()}"):
        pass


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
    for repeat in (decided(item), decided(item, NO)):
        assert desk.decide(repeat) == granted
    assert desk.lodge(item) == granted


def test_a_refusal_stands(desk: Desk, item: Request) -> None:
    """It is an answer like others, is not granted afterwards, and is neither dropped nor undone."""
    desk.lodge(item)
    for repeat in (decided(item, NO), decided(item)):
        assert desk.decide(repeat) == NO
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
    later = again(item)
    desk.lodge(item)
    desk.retract(retraction(item))
    assert isinstance(desk.lodge(later), Pending)
    assert isinstance(desk.decide(decided(later)), Granted)
    assert desk.lodge(item) == Withdrawn()


def test_what_was_granted_ends(desk: Desk, item: Request) -> None:
    """Long after its round; a repeat changes nothing, and a later round gives another licence."""
    granted = desk.decide(decided(item))
    ended = revision(item)
    assert [desk.revise(ended), desk.revise(ended)] == [Withdrawn(), Withdrawn()]
    anew = desk.revise(revision(again(item), grants=True))
    assert isinstance(granted, Granted)
    assert isinstance(anew, Granted)
    assert anew.licence != granted.licence


def test_what_was_granted_is_granted_anew(desk: Desk, item: Request) -> None:
    """With a licence of its own, once, however often it is said."""
    granted = desk.decide(decided(item))
    renewed = [desk.revise(revision(item, grants=True)) for _ in range(2)]
    assert renewed[0] == renewed[1] != granted
    assert isinstance(renewed[0], Granted)
    assert renewed[0].officers == OFFICERS


def test_what_was_refused_is_decided_anew(desk: Desk, item: Request) -> None:
    """It may be granted, or refused for other reasons."""
    desk.lodge(item)
    assert desk.decide(decided(item, NO)) == NO
    other = NO.model_copy(update={"reasons": ("不符合其他条件",)})
    assert desk.revise(revision(item, other)) == other
    assert isinstance(desk.revise(revision(again(item), grants=True)), Granted)
