"""One submission is one case, however often and by whomever it is sent; an unreadable one is none."""

import asyncio
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import delete, insert, select, text

from activities.ledger.cases.cases import CASES
from activities.stand_ins.behaviour import Slow
from client import (
    AnswerPending,
    CaseNotFound,
    DifferentSubmission,
    InvalidForm,
    OutcomeKind,
    Platform,
    UnknownOneMatter,
)
from client.cli.command_line import AGAIN
from client.cli.tables.layout import moment
from client.transport.engine_line import EngineLine
from tests.support.cases.submissions import ELSEWHERE, MARRIED, submission
from tests.support.parts import KEYS, Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import Terminal

SOON: Final = timedelta(seconds=2)

HELD_UP: Final = 4.0
"""Seconds: longer than anybody waits for a ledger before it counts as away."""


@on_one_ledger
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


@on_one_ledger
async def test_a_mended_form_may_keep_its_id(parts: Parts) -> None:
    """The id of a submission that could not be read is free for the mended one."""
    filed = submission(ELSEWHERE)
    broken = filed.model_copy(update={"form": {**filed.form, "born_on": "yesterday"}})
    with pytest.raises(InvalidForm):
        await parts.platform.submit(broken)
    assert (await parts.platform.submit(filed)).receipt.accepted


@on_one_ledger
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


@on_one_ledger
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
        await asyncio.sleep(HELD_UP)
        assert not submitting.done()
    assert (await (await submitting).outcome()).kind is OutcomeKind.GRANTED


async def test_received_while_the_ledger_is_away(parts: Parts, terminal: Terminal) -> None:
    """Whoever submits meanwhile is told when it was received, and is answered once the ledger is back."""
    filed = submission(ELSEWHERE)
    hasty = Platform(EngineLine(parts.client, SOON), KEYS)
    with parts.ledger.transaction() as books:  # on SQLite nobody else may write meanwhile
        if books.dialect.name == "postgresql":
            books.execute(text("LOCK TABLE cases"))
        with pytest.raises(AnswerPending) as told:
            await hasty.submit(filed)
        said = await terminal("case", "progress", filed.id)
    assert said.code == AGAIN
    assert f"案件 {filed.id}  {moment(told.value.received_at)} 收到申请，尚未答复" in said.err
    case = await parts.platform.case(filed.id)
    assert case.receipt.accepted
    assert told.value.case == case.id
    assert abs(told.value.received_at - case.receipt.received_at) < SOON
    assert (await parts.platform.submit(filed)).receipt == case.receipt


async def test_an_older_ledger_at_work(parts: Parts) -> None:
    """Whoever gives numbers has the case on file that got the last ones; until it has, nobody gets any."""
    last = await parts.platform.submit(submission(ELSEWHERE))
    with parts.ledger.transaction() as books:
        row = books.execute(select(CASES).where(CASES.c.id == str(last.id))).mappings().one()
        books.execute(delete(CASES).where(CASES.c.id == str(last.id)))
    filed = submission(ELSEWHERE)
    with pytest.raises(AnswerPending):
        await Platform(EngineLine(parts.client, SOON), KEYS).submit(filed)
    with parts.ledger.transaction() as books:
        books.execute(insert(CASES), dict(row))
    given = (await parts.platform.case(filed.id)).receipt
    assert given.acceptance_number != last.receipt.acceptance_number
