"""After a refusal: what depends on it is impossible, and the applicant chooses about the rest."""

from dataclasses import replace

import pytest

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from client import Case, OutcomeKind, State, names
from client.errors import NotAsked, Unreasoned
from client.messages.cases.answers import Wanting
from client.messages.cases.choice import Choice, OnRefusal
from matters import catalogue, clock, language
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.law import TIMETABLE
from matters.definitions.newborn import NEWBORN_2026_11 as NEWBORN
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, SMALL_SHOP, submission
from tests.support.parts import LAYOUT, NO, Parts, find, item, until
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger

REGISTER, INSURANCE, CARD = "household-registration", "insurance-enrolment", "social-security-card"
PAYMENT = "maternity-payment"
FOOD, TOBACCO, REGISTRATION = "food-licence", "tobacco-licence", "business-registration"
HYGIENE = "hygiene-licence"
POLICE, INSURER, MARKET = "public-security", "medical-insurance", "market-regulation"

MACHINE = NO.model_copy(update={"officers": ()})
"""A refusal that no officer has seen."""


@pytest.fixture
def withdrawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest edition of a one-matter withdraws the rest of a case if its applicant says nothing."""
    edition = replace(NEWBORN, on_refusal=language.WhenRefused.WITHDRAW_REST)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, edition))


async def test_a_dated_choice(parts: Parts) -> None:
    """What needs the refused item is impossible, the rest goes on, and the applicant is told until when."""
    case = await _refused(parts)

    progress = await case.progress()
    today = await parts.today(case.id)
    by = clock.due(today, Term.of(TIMETABLE.choose), published(today)).on
    assert progress.choice == Choice(refused=REGISTER, by=by, if_silent=OnRefusal.GO_ON)
    assert {find(progress, code).state for code in (INSURANCE, CARD)} == {State.IMPOSSIBLE}
    assert find(progress, PAYMENT).state is State.IN_REVIEW
    [told] = [told for told in await parts.told(case) if told.kind == "choice"]
    assert (told.addressee, told.item) == ("applicant", REGISTER)
    assert str(by) in told.says


async def test_go_on(parts: Parts) -> None:
    """Whoever goes on gets what is left."""
    case = await _refused(parts)
    await case.choose(OnRefusal.GO_ON)
    assert (await case.progress()).choice is None
    with pytest.raises(NotAsked):
        await case.choose(OnRefusal.WITHDRAW_REST)
    await parts.desk(INSURER).grant(case.id, PAYMENT)
    assert (await case.outcome()).kind is OutcomeKind.PARTLY_GRANTED
    assert (await item(case, PAYMENT)).state is State.GRANTED


async def test_withdraw_the_rest(parts: Parts) -> None:
    """What is undecided is withdrawn; what was granted before is kept."""
    case = await _refused(parts)
    await case.choose(OnRefusal.WITHDRAW_REST)
    states = {one.code: one.state for one in (await case.outcome()).items}
    assert states[PAYMENT] is State.WITHDRAWN
    assert states["birth-certificate"] is State.GRANTED
    assert states[REGISTER] is State.REFUSED


async def test_what_is_withdrawn_is_not_asked_for(at_rest: Parts) -> None:
    """Of what an applicant withdraws nothing is to be mended, though its department has not let go yet."""
    filed = submission(LARGE_SHOP)
    at_rest.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,))))
    for matter in (HYGIENE, TOBACCO):
        at_rest.behave(filed.id, matter, Reviewing())
    async with at_rest.working():
        case = await at_rest.platform.submit(filed)
        for matter, state in ((FOOD, State.CORRECTION), (HYGIENE, State.IN_REVIEW)):
            await until(case, matter, state)
        await until(case, TOBACCO, State.IN_REVIEW)
        await _refuse(at_rest, case, TOBACCO, by="tobacco")
    async with at_rest.working(names.QUEUE, names.desk_queue("health")):
        await case.choose(OnRefusal.WITHDRAW_REST)
        await until(case, HYGIENE, State.WITHDRAWN)
        progress = await case.progress()
    assert find(progress, FOOD).state is State.CORRECTION
    assert progress.notices == ()
    async with at_rest.working():
        assert (await case.outcome()).kind is OutcomeKind.PARTLY_GRANTED
        assert [told.kind for told in await at_rest.told(case)] == ["choice"]


async def test_what_is_reviewed_again_is_left(parts: Parts) -> None:
    """What was granted on a promise that is broken by the refusal is open again, so there is a choice."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, REGISTRATION, Reviewing(promised=True))
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, HYGIENE, State.IN_REVIEW)
    await parts.desk("health").grant(case.id, HYGIENE)
    await _refuse(parts, case, REGISTRATION, by=MARKET)
    await until(case, HYGIENE, State.IN_REVIEW)
    assert (await _choice(case)).refused == REGISTRATION


async def test_silence_goes_on(parts: Parts) -> None:
    """If the definition says so, the rest goes on when the day of the choice is over."""
    case = await _refused(parts)
    await parts.forward_past(case.id, (await _choice(case)).by)
    assert (await case.progress()).choice is None
    assert (await item(case, PAYMENT)).state is State.IN_REVIEW
    with pytest.raises(NotAsked):
        await case.choose(OnRefusal.WITHDRAW_REST)


@pytest.mark.usefixtures("withdrawing")
async def test_silence_withdraws_the_rest(parts: Parts) -> None:
    """If the definition says so, the rest is withdrawn when the day of the choice is over."""
    case = await _refused(parts)
    assert (await _choice(case)).if_silent is OnRefusal.WITHDRAW_REST
    await parts.forward_past(case.id, (await _choice(case)).by)
    assert (await case.outcome()).kind is OutcomeKind.PARTLY_GRANTED
    assert (await item(case, PAYMENT)).state is State.WITHDRAWN


async def test_nothing_to_choose(parts: Parts) -> None:
    """If everything else needed the refused item, nobody is asked anything."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, REGISTRATION, Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.REFUSED
    assert [one.state for one in outcome.items[1:]] == [State.IMPOSSIBLE] * 5
    assert await parts.told(case) == []


async def test_moot(parts: Parts) -> None:
    """A choice is over when the rest is decided."""
    case = await _refused(parts)
    await parts.desk(INSURER).grant(case.id, PAYMENT)
    assert (await case.outcome()).kind is OutcomeKind.PARTLY_GRANTED
    assert (await case.progress()).choice is None


async def test_never_asked(parts: Parts) -> None:
    """Without a refusal there is nothing to choose."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    with pytest.raises(NotAsked):
        await case.choose(OnRefusal.GO_ON)


async def test_one_choice_after_the_other(parts: Parts) -> None:
    """A second refusal asks again."""
    filed = submission(LARGE_SHOP)
    for matter in (FOOD, TOBACCO):
        parts.behave(filed.id, matter, Reviewing())
    parts.behave(filed.id, "hygiene-licence", Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    await until(case, TOBACCO, State.IN_REVIEW)
    await _refuse(parts, case, TOBACCO, by="tobacco")
    await _refuse(parts, case, "hygiene-licence", by="health")
    assert (await _choice(case)).refused == TOBACCO
    await case.choose(OnRefusal.GO_ON)
    assert (await _choice(case)).refused == "hygiene-licence"


async def test_a_machine_never_refuses(parts: Parts) -> None:
    """What a department's system would refuse is proposed to its officers, who see why and decide."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, TOBACCO, Refusing(refusal=MACHINE))
    case = await parts.platform.submit(filed)
    await until(case, TOBACCO, State.IN_REVIEW)
    desk = parts.desk("tobacco")

    sheet = await desk.show(filed.id, TOBACCO)
    assert sheet.proposal == MACHINE
    assert sheet.proposed_by == ()
    assert sheet.progress.refusal is None
    with pytest.raises(Unreasoned):
        await desk.refuse(filed.id, TOBACCO, reasons=[], basis=NO.basis, remedies=NO.remedies)
    assert (await desk.grant(filed.id, TOBACCO)).state is State.GRANTED
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_two_officers_follow_a_machine(parts: Parts) -> None:
    """Of an item that is inspected, a machine's refusal needs two officers, like any other."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Refusing(refusal=MACHINE))
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    assert (await _refuse(parts, case, FOOD, by=MARKET)) is State.IN_REVIEW
    assert (await _refuse(parts, case, FOOD, by=MARKET, officer="officer-2")) is State.REFUSED
    [refused] = (await case.outcome()).items
    assert refused.refusal
    assert refused.refusal.officers == ("officer-1", "officer-2")


async def test_what_was_decided_before_stands(parts: Parts) -> None:
    """A department that had decided when the rest was withdrawn keeps its decision."""
    case = await _refused(parts)
    await parts.decide_unheard(case, PAYMENT, INSURER)
    await case.choose(OnRefusal.WITHDRAW_REST)
    await case.outcome()
    assert (await item(case, PAYMENT)).state is State.GRANTED


async def _refused(parts: Parts) -> Case:
    """A case of which one item is refused while another is in review."""
    filed = submission(MARRIED)
    for matter in (REGISTER, PAYMENT):
        parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, PAYMENT, State.IN_REVIEW)
    await until(case, REGISTER, State.IN_REVIEW)
    await _refuse(parts, case, REGISTER, by=POLICE)
    return case


async def _refuse(parts: Parts, case: Case, matter: str, *, by: str, officer: str = "officer-1") -> State:
    after = await parts.desk(by, officer).refuse(
        case.id, matter, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    )
    return after.state


async def _choice(case: Case) -> Choice:
    choice = (await case.progress()).choice
    assert choice
    return choice
