"""Cases from submission to outcome, on a real server, with either kind of ledger."""

import asyncio
from itertools import pairwise
from uuid import uuid4

import pytest
from sqlalchemy import text

from activities.departments.behaviour import Asking, Failing, Refusing, Silent, Slow
from client import (
    Case,
    CaseNotFound,
    DifferentSubmission,
    InvalidForm,
    OutcomeKind,
    Refused,
    Stage,
    State,
    TooLate,
    UnknownOneMatter,
)
from client.answers import Wanting
from tests.parts import ELSEWHERE, LARGE_SHOP, MARRIED, SMALL_SHOP, UNMARRIED, Parts, submission
from workflows import calls

NO = Refused(reasons=("不符合规划",), basis="示范依据", remedies="可以申请行政复议")

SITUATIONS = {
    MARRIED: {
        "birth-certificate",
        "vaccination-record",
        "household-registration",
        "insurance-enrolment",
        "maternity-payment",
        "social-security-card",
    },
    UNMARRIED: {
        "birth-certificate",
        "vaccination-record",
        "household-registration",
        "insurance-enrolment",
        "social-security-card",
        "parenting-guidance",
    },
    ELSEWHERE: {"birth-certificate", "vaccination-record", "maternity-payment"},
    SMALL_SHOP: {"food-licence"},
    LARGE_SHOP: {
        "business-registration",
        "food-licence",
        "fire-check",
        "hygiene-licence",
        "sign-permit",
        "tobacco-licence",
    },
}


@pytest.mark.parametrize("name", SITUATIONS)
async def test_every_department_answers(parts: Parts, name: str) -> None:
    """A case sets exactly the departments of its situation to work, and all their licences are issued."""
    case = await parts.platform.submit(submission(name))
    assert case.receipt.accepted
    assert {item.code for item in case.receipt.items} == SITUATIONS[name]

    outcome = await case.outcome()

    assert outcome.kind is OutcomeKind.GRANTED
    assert {item.code: item.state for item in outcome.items} == dict.fromkeys(SITUATIONS[name], State.GRANTED)


async def test_receipt(parts: Parts) -> None:
    """Case and items have numbers in the shape of 办件编号, and due dates within the promised time."""
    case = await parts.platform.submit(submission(MARRIED))
    numbers = [case.receipt.acceptance_number, *(item.number for item in case.receipt.items)]
    assert {len(number) for number in numbers} == {43}
    assert len(set(numbers)) == len(numbers)
    last = max(item.due_on for item in case.receipt.items)
    assert case.receipt.due_on
    assert case.receipt.received_at.date() <= last <= case.receipt.due_on


async def test_a_refusal_is_a_value(parts: Parts) -> None:
    """What depends on a refused item becomes impossible; the rest is granted, and nothing is an error."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "household-registration", Refusing(refusal=NO))

    outcome = await (await parts.platform.submit(filed)).outcome()

    states = {item.code: item.state for item in outcome.items}
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    assert states["household-registration"] is State.REFUSED
    assert states["insurance-enrolment"] is State.IMPOSSIBLE
    assert states["social-security-card"] is State.IMPOSSIBLE
    assert states["maternity-payment"] is State.GRANTED
    refused = next(item for item in outcome.items if item.state is State.REFUSED)
    assert refused.refusal == NO


async def test_refused_altogether(parts: Parts) -> None:
    """A case of which nothing is granted is refused."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Refusing(refusal=NO))
    outcome = await (await parts.platform.submit(filed)).outcome()
    assert outcome.kind is OutcomeKind.REFUSED


async def test_fails_twice_then_answers(parts: Parts) -> None:
    """A department that fails twice is asked again until it answers, and decides once."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Failing(times=2))
    outcome = await (await parts.platform.submit(filed)).outcome()
    assert outcome.kind is OutcomeKind.GRANTED


async def test_findings_at_once(parts: Parts) -> None:
    """What must be mended is told at once, all of it, and the case is not accepted."""
    filed = submission(MARRIED, bank_account=None, deliver_to=None, father_id=None)
    case = await parts.platform.submit(filed)
    assert not case.receipt.accepted
    assert [finding.path for finding in case.receipt.findings] == [
        "form.father_id",
        "form.bank_account",
        "form.deliver_to",
    ]
    assert (await case.outcome()).kind is OutcomeKind.NOT_ACCEPTED


async def test_a_missing_paper_is_found(parts: Parts) -> None:
    """A paper that no earlier item gives, no library holds and nobody uploaded is asked for by name."""
    filed = submission(UNMARRIED).model_copy(update={"papers": ()})
    case = await parts.platform.submit(filed)
    assert [finding.path for finding in case.receipt.findings] == [
        "papers.unmarried-statement",
        "papers.paternity-report",
    ]


async def test_a_warning_does_not_stop(parts: Parts) -> None:
    """A credit code whose check character is wrong may be lawful: it is told, and the case goes on."""
    case = await parts.platform.submit(submission(SMALL_SHOP, credit_code="91350100M0001TGQXM"))
    assert case.receipt.accepted
    assert [finding.severity for finding in case.receipt.findings] == ["warning"]


async def test_every_wrong_field_at_once(parts: Parts) -> None:
    """An unreadable form is an error that names each wrong field, and leaves nothing behind."""
    filed = submission(
        MARRIED,
        child_sex="龙",
        born_on="2026-02-30",
        mother_id="990101199203120022",
        nickname="extra",
        hospital="x" * 201,
    )
    with pytest.raises(InvalidForm) as caught:
        await parts.platform.submit(filed)
    assert {field.path for field in caught.value.wrong_fields} == {
        "form.child_sex",
        "form.born_on",
        "form.mother_id",
        "form.nickname",
        "form.hospital",
    }
    assert "990101199203120022" not in str(caught.value)
    with pytest.raises(CaseNotFound):
        await parts.platform.case(filed.id)


async def test_a_mended_form_may_keep_its_id(parts: Parts) -> None:
    """The id of a submission that could not be read is free for the mended one."""
    filed = submission(ELSEWHERE)
    broken = filed.model_copy(update={"form": {**filed.form, "born_on": "yesterday"}})
    with pytest.raises(InvalidForm):
        await parts.platform.submit(broken)
    assert (await parts.platform.submit(filed)).receipt.accepted


@pytest.mark.parametrize("wrong", [{"one_matter": "nothing"}, {"edition": "1999-01"}])
async def test_unknown_one_matter(parts: Parts, wrong: dict[str, str]) -> None:
    """A code or an edition that is not in the catalogue is an error that lists what is."""
    filed = submission(MARRIED).model_copy(update=wrong)
    with pytest.raises(UnknownOneMatter, match="newborn"):
        await parts.platform.submit(filed)
    with pytest.raises(CaseNotFound):
        await parts.platform.case(filed.id)


async def test_one_submission_is_one_case(parts: Parts) -> None:
    """Any number of callers who submit the same at once, and later, get one case and one receipt."""
    filed = submission(MARRIED)
    cases = await asyncio.gather(*(parts.platform.submit(filed) for _ in range(25)))
    await cases[0].outcome()
    again = await parts.platform.submit(filed)
    assert {case.receipt.acceptance_number for case in (*cases, again)} == {
        cases[0].receipt.acceptance_number
    }


async def test_another_content_under_the_same_id(parts: Parts) -> None:
    """An id that is taken by other content is refused, while the case runs and when it is closed."""
    filed = submission(ELSEWHERE)
    parts.behave(filed.id, "vaccination-record", Slow(seconds=1))
    case = await parts.platform.submit(filed)
    other = filed.model_copy(update={"form": {**filed.form, "child_name": "另一个"}})
    with pytest.raises(DifferentSubmission):
        await parts.platform.submit(other)
    await case.outcome()
    with pytest.raises(DifferentSubmission):
        await parts.platform.submit(other)


async def test_the_ledger_remembers_longer(parts: Parts, forgetful: Parts) -> None:
    """A submission repeated after Temporal has forgotten its case gets the old receipt and outcome."""
    filed = submission(ELSEWHERE)
    first = await parts.platform.submit(filed)
    outcome = await first.outcome()

    again = await forgetful.platform.submit(filed)

    assert again.receipt == first.receipt
    assert await again.outcome() == outcome
    assert (await again.progress()).items == outcome.items


async def test_the_ledger_is_held_up(parts: Parts) -> None:
    """A ledger that does not answer at once keeps the case waiting, and loses nothing."""
    filed = submission(ELSEWHERE)
    with parts.ledger.transaction() as books:
        if books.dialect.name == "postgresql":
            books.execute(text("LOCK TABLE serials"))
        submitting = asyncio.create_task(parts.platform.submit(filed))
        await asyncio.sleep(calls.AT_HAND.total_seconds() + 1)
        assert not submitting.done()
    assert (await (await submitting).outcome()).kind is OutcomeKind.GRANTED


async def test_no_such_case(parts: Parts) -> None:
    """An id that nobody submitted is an error of its own."""
    with pytest.raises(CaseNotFound):
        await parts.platform.case(uuid4())


async def test_watch(parts: Parts) -> None:
    """Whoever watches sees the case from where it stands to its end, each change once."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "household-registration", Slow(seconds=1))
    case = await parts.platform.submit(filed)
    seen = [progress async for progress in case.watch()]
    assert seen[-1].stage is Stage.CLOSED
    assert seen[-1].outcome is OutcomeKind.GRANTED
    assert all(earlier != later for earlier, later in pairwise(seen))
    assert any(State.LODGED in {item.state for item in progress.items} for progress in seen)


async def test_withdrawal(parts: Parts) -> None:
    """What waits is never lodged, what a department has is dropped, what is granted stays if so defined."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "household-registration", Slow(seconds=60))
    case = await parts.platform.submit(filed)
    await _until(case, "birth-certificate", State.GRANTED)
    await case.withdraw("改在外地办理")
    outcome = await case.outcome()
    states = {item.code: item.state for item in outcome.items}
    assert outcome.kind is OutcomeKind.WITHDRAWN
    assert states["birth-certificate"] is State.GRANTED
    assert states["household-registration"] is State.WITHDRAWN
    assert states["social-security-card"] is State.WITHDRAWN
    with pytest.raises(TooLate):
        await case.withdraw("再撤一次")


async def test_withdrawal_undoes_what_the_definition_says(parts: Parts) -> None:
    """A sign permit goes back with its shop, and its licence is revoked; the business licence stays."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, "fire-check", Slow(seconds=60))
    case = await parts.platform.submit(filed)
    await _until(case, "sign-permit", State.GRANTED)
    await case.withdraw("不再开店")
    outcome = await case.outcome()
    states = {item.code: item.state for item in outcome.items}
    assert states["business-registration"] is State.GRANTED
    assert states["sign-permit"] is State.WITHDRAWN
    assert next(item for item in outcome.items if item.code == "sign-permit").licence is None


async def test_a_silent_department_can_be_withdrawn_from(parts: Parts) -> None:
    """A department that never answers does not keep the applicant in the case."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Silent())
    case = await parts.platform.submit(filed)
    await case.withdraw("等不及了")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN


async def test_cancelled_by_an_operator(parts: Parts) -> None:
    """A cancellation from the Temporal UI is told to the departments like a withdrawal."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Slow(seconds=60))
    case = await parts.platform.submit(filed)
    await parts.handle(filed.id).cancel()
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN


async def test_wanting_lapses(parts: Parts) -> None:
    """An item whose department wants something waits until its last day, and lapses when that is over."""
    filed = submission(SMALL_SHOP)
    wants = Wanting(points=("布局图未标明备餐间",))
    parts.behave(filed.id, "food-licence", Asking(wants=wants))
    case = await parts.platform.submit(filed)
    await _until(case, "food-licence", State.CORRECTION)
    assert (await case.progress()).items[0].points == wants.points

    await asyncio.wait_for(parts.skipper.fast_forward(parts.handle(filed.id), None), 30)

    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.LAPSED
    assert outcome.items[0].decided_at
    assert outcome.items[0].decided_at.date() >= outcome.items[0].due_on


async def _until(case: Case, matter: str, state: State) -> None:
    async for progress in case.watch():
        if any(item.code == matter and item.state is state for item in progress.items):
            return
