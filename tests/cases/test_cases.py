"""Cases from submission to outcome, on a real server, with either kind of ledger."""

import json
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from pydantic import JsonValue

from activities.stand_ins.behaviour import Asking, Failing, Refusing, Slow
from activities.stand_ins.books import entries, lodgings
from activities.stand_ins.books.entries import EntrySaid
from client import CaseNotFound, OutcomeKind, Stage, State
from client.messages.cases.answers import Wanting
from client.messages.cases.correction import Supplement
from tests.support.cases.submissions import ELSEWHERE, LARGE_SHOP, MARRIED, SMALL_SHOP, UNMARRIED, submission
from tests.support.parts import LAYOUT, NO, Parts, until
from tests.support.states import on_the_other_ledger
from workflows import calls

pytestmark = on_the_other_ledger

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


async def test_a_slow_department(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that needs longer than signs of life may be apart, and gives them, is called once."""
    monkeypatch.setattr(calls, "SIGN_OF_LIFE", timedelta(seconds=4))
    filed = submission(MARRIED)
    parts.behave(filed.id, "birth-certificate", Slow(seconds=5))
    case = await parts.platform.submit(filed)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    with parts.district.transaction() as books:
        assert lodgings.get(books, f"{filed.id}/birth-certificate/1").calls == 1


async def test_findings_at_once(parts: Parts) -> None:
    """What must be mended is told at once, all of it; unanswered, the case lapses."""
    filed = submission(MARRIED, bank_account=None, deliver_to=None, father_name=None)
    case = await parts.platform.submit(filed)
    assert not case.receipt.accepted
    assert [finding.path for finding in case.receipt.findings] == [
        "form.father_id",
        "form.father_name",
        "form.bank_account",
        "form.deliver_to",
    ]
    assert case.receipt.answer_by
    assert (await case.progress()).stage is Stage.CORRECTION

    await parts.forward(filed.id)

    assert (await case.outcome()).kind is OutcomeKind.LAPSED


async def test_not_for_this_window(parts: Parts) -> None:
    """What another body has to decide is not accepted, at once and in writing, whether at first or mended."""
    older: dict[str, JsonValue] = {"born_on": "2024-05-04"}
    case = await parts.platform.submit(submission(MARRIED, **older))
    assert not case.receipt.accepted
    assert case.receipt.answer_by is None
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.NOT_ACCEPTED
    assert "not-ours" in {finding.severity for finding in outcome.findings}

    case = await parts.platform.submit(submission(MARRIED, bank_account=None))
    answer = await case.supplement(Supplement(form=older))
    assert not answer.accepted
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
    filed = submission(SMALL_SHOP, credit_code="91350100M0001TGQXM")
    shop = {
        "as_of": "2014-01-06",
        "credit_code": filed.form["credit_code"],
        "name": filed.form["shop_name"],
        "operator": filed.form["operator_id"],
        "operator_name": filed.form["operator_name"],
        "address": filed.form["address"],
        "division": filed.region,
    }
    with parts.district.transaction() as books:
        entries.enter(books, [EntrySaid("business-register", "91350100M0001TGQXM", json.dumps(shop))])
    case = await parts.platform.submit(filed)
    assert case.receipt.accepted
    assert [finding.severity for finding in case.receipt.findings] == ["warning"]


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


async def test_wanting_lapses(parts: Parts) -> None:
    """An item whose department wants something waits until its last day, and lapses when that is over."""
    filed = submission(SMALL_SHOP)
    wants = Wanting(points=(LAYOUT,))
    parts.behave(filed.id, "food-licence", Asking(wants=wants))
    case = await parts.platform.submit(filed)
    await until(case, "food-licence", State.CORRECTION)
    assert (await case.progress()).items[0].points == wants.points

    await parts.forward(filed.id)

    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.LAPSED
