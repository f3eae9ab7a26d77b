"""The machine on a real server: it grants with reasons or hands over with them, and is looked at again."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlmodel import col, select

from activities.ledger.officers import verdicts
from activities.ledger.officers.verdicts import VerdictRow
from activities.stand_ins.behaviour import Failing, Reviewing
from activities.stand_ins.books import licences, lodgings
from client import Case, OutcomeKind, State, Submission
from client.errors import FactsChanged
from client.messages.cases.answers import Granted, LicenceKind, Pending, Request
from client.messages.officers.docket import Sheet
from matters.definitions import licences as kinds
from matters.definitions.law import SECOND_LOOK
from matters.definitions.newborn.first_edition import first_vaccination_record as vaccination_record
from matters.definitions.registers import BIRTHS, LICENCE_LIBRARY
from matters.review.approval import is_drawn
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, paper, submission, without
from tests.support.entries import behaving, change
from tests.support.parts import Parts, until
from tests.support.states import on_the_other_ledger, quiet_on_one_ledger
from workflows.cases import machine_steps

BIRTH, VACCINATION, INSURANCE = "birth-certificate", "vaccination-record", "insurance-enrolment"
REGISTRATION: Final = "business-registration"
DEPARTMENTS: Final = {
    BIRTH: "health",
    VACCINATION: "disease-control",
    INSURANCE: "medical-insurance",
    REGISTRATION: "market-regulation",
}


async def shown(parts: Parts, case: Case, item: str) -> Sheet:
    """An item as its officers see it."""
    return await parts.desk(DEPARTMENTS[item]).show(case.id, item)


@on_the_other_ledger
async def test_a_grant_and_its_reasons(parts: Parts) -> None:
    """Every rule is named, with basis, result, and what it was judged by: references, nobody's data."""
    filed = submission(MARRIED)
    case = await parts.platform.submit(filed)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    trace = (await shown(parts, case, VACCINATION)).trace
    assert vaccination_record.unattended
    assert [reason.rule for reason in trace] == [check.rule for check in vaccination_record.unattended.rules]
    assert {reason.result for reason in trace} == {"holds"}
    assert all(reason.basis and reason.edition == "2026-11" and reason.trusted for reason in trace)
    assert all(given.reference for reason in trace for given in reason.inputs)
    assert BIRTHS.code in {given.source for reason in trace for given in reason.inputs}
    told = "".join(reason.model_dump_json() for reason in trace)
    secrets = [str(answer) for answer in filed.form.values() if len(str(answer)) > 2 and answer is not True]
    assert not [secret for secret in (*secrets, filed.applicant.name) if secret in told]


@on_the_other_ledger
async def test_a_licence_is_named_by_its_identifier(parts: Parts) -> None:
    """Whoever checks the reasons can look the very licence up."""
    filed = submission(MARRIED)
    case = await parts.platform.submit(filed)
    await case.outcome()
    reasons = (await shown(parts, case, VACCINATION)).trace
    given = [it for reason in reasons for it in reason.inputs if it.source == LICENCE_LIBRARY.code]
    with parts.district.transaction() as books:
        [held] = licences.held(
            books, code=kinds.ID_CARD.code, holder=str(filed.form["mother_id"]), on=await parts.today(case.id)
        )
    assert {it.reference for it in given} == {held.identifier}


async def test_rules_and_verdicts_are_recorded(parts: Parts) -> None:
    """Those that decide and those in shadow, as the trace says."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    trace = (await shown(parts, case, INSURANCE)).trace
    with parts.ledger.transaction() as books:
        said = verdicts.said(books, f"{case.id}/{INSURANCE}/1")
    assert sorted((one.rule, one.verdict, one.shadow) for one in said) == sorted(
        (reason.rule, reason.result, reason.shadow) for reason in trace
    )
    assert [reason.rule for reason in trace if reason.shadow] == ["newborn.papers-agree"]


@on_the_other_ledger
async def test_facts_are_fetched_anew(parts: Parts) -> None:
    """What held at acceptance and does not any more is proposed to an officer, and refused by nobody."""
    case = await _with_birth_in_review(parts)
    await parts.forward(case[0].id, machine_steps.FRESH)
    change(parts.district, BIRTHS.code, str(case[1].form["mother_id"]), {"hospital": "另一家医院"})
    with pytest.raises(FactsChanged):
        await _grant(parts, case[0], BIRTH)
    await _grant(parts, case[0], BIRTH)
    await until(case[0], INSURANCE, State.IN_REVIEW)
    sheet = await shown(parts, case[0], INSURANCE)
    results = {reason.rule: reason.result for reason in sheet.trace}
    assert results["newborn.birth-agrees"] == "fails"
    assert results["newborn.birth-recorded"] == "holds"
    [failed] = [reason for reason in sheet.trace if reason.result == "fails"]
    assert failed.says
    assert sheet.proposal is None
    await _grant(parts, case[0], INSURANCE)
    assert (await _agrees(parts, case[0], INSURANCE))["newborn.birth-agrees"] is False


@quiet_on_one_ledger
async def test_a_silent_register(quiet: Parts) -> None:
    """A rule that cannot be judged is no rule that holds; what an officer says then says nothing of it."""
    filed = submission(MARRIED)
    with behaving(quiet.district, Failing(times=1), BIRTHS.code):
        case = await quiet.platform.submit(filed)
        await until(case, VACCINATION, State.IN_REVIEW)
    sheet = await shown(quiet, case, VACCINATION)
    results = {reason.rule: reason for reason in sheet.trace}
    assert results["newborn.birth-recorded"].result == "unknown"
    assert [given.reference for given in results["newborn.birth-recorded"].inputs] == [""]
    await _grant(quiet, case, VACCINATION)
    agreed = await _agrees(quiet, case, VACCINATION)
    assert (agreed["newborn.birth-recorded"], agreed["newborn.mother-name"]) == (None, True)
    await case.withdraw("不办了")
    await case.outcome()


@on_the_other_ledger
async def test_doubts_keep_the_machine_from_granting(parts: Parts) -> None:
    """All its rules hold, but pre-review has found something for a person to look at."""
    filed = without(submission(LARGE_SHOP), "premises-proof")
    unseen = paper("premises-proof", "没有窗口见过的证明")
    case = await parts.platform.submit(filed.model_copy(update={"papers": (*filed.papers, unseen)}))
    await until(case, REGISTRATION, State.IN_REVIEW)
    sheet = await shown(parts, case, REGISTRATION)
    assert sheet.request
    assert [doubt.rule for doubt in sheet.request.doubts] == ["paper.original"]
    assert {reason.result for reason in sheet.trace} == {"holds"}
    refused = await parts.desk("market-regulation").refuse(
        case.id, REGISTRATION, reasons=["原件不符"], basis="示范依据", remedies="可以申请行政复议"
    )
    assert refused.state is State.REFUSED
    assert set((await _agrees(parts, case, REGISTRATION)).values()) == {None}


@on_the_other_ledger
@pytest.mark.parametrize("field", ["mother_id", "born_on", "hospital", "mother_name"])
@pytest.mark.parametrize("answer", [None, "", "'; DROP TABLE", 10**30, [], "甲\u202e"])
def test_no_answer_makes_the_machine_refuse(parts: Parts, field: str, answer: Any) -> None:
    """Whatever reaches it, it grants nothing, refuses nothing, and leaves it to an officer."""
    filed = _request(submission(MARRIED))
    spoilt = filed.model_copy(update={"fields": {**filed.fields, field: answer}})
    assert isinstance(parts.stand_in.lodge(parts.judged(spoilt)), Pending)


@on_the_other_ledger
def test_reasons_without_a_decision(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever dies after the judgement leaves reasons and no licence; all is made by the next call, once."""
    request = _request(submission(MARRIED), drawn=True)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(lodgings, "answer", dies)
        with pytest.raises(KeyboardInterrupt):
            parts.stand_in.lodge(parts.judged(request))
    licence, said = _left(parts, request)
    assert (licence, said > 0) == (None, True)

    granted = parts.stand_in.lodge(parts.judged(request))
    assert isinstance(granted, Granted)
    assert granted.licence
    assert parts.stand_in.lodge(request) == granted
    assert _left(parts, request) == (granted.licence.identifier, said)


@on_the_other_ledger
def test_an_edition_that_nobody_knows(parts: Parts) -> None:
    """No rule can be read any more, so an officer decides."""
    request = _request(submission(MARRIED)).model_copy(update={"edition": "1999-01"})
    assert parts.stand_in.lodge(parts.judged(request)) == Pending(ticket=request.number)


async def _with_birth_in_review(parts: Parts) -> tuple[Case, Submission]:
    filed = submission(MARRIED)
    parts.behave(filed.id, BIRTH, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, BIRTH, State.IN_REVIEW)
    return case, filed


async def _grant(parts: Parts, case: Case, item: str) -> None:
    granted = await parts.desk(DEPARTMENTS[item]).grant(case.id, item)
    assert granted.state is State.GRANTED


async def _agrees(parts: Parts, case: Case, item: str) -> dict[str, bool | None]:
    await parts.written(case.id)
    with parts.ledger.transaction() as books:
        mine = select(VerdictRow.rule, VerdictRow.agrees).where(VerdictRow.key == f"{case.id}/{item}/1")
        return {row.rule: row.agrees for row in books.execute(mine.where(col(VerdictRow.decided) != ""))}


def _left(parts: Parts, request: Request) -> tuple[str | None, int]:
    """The identifier of the licence that was made, and how many verdicts are recorded."""
    with parts.district.transaction() as books:
        filed = licences.issued(books, request.key.rsplit("/", 1)[0])
    with parts.ledger.transaction() as books:
        return filed and filed.identifier, len(verdicts.said(books, request.key))


def _request(filed: Submission, *, drawn: bool = False) -> Request:
    """A vaccination record as it is lodged; `drawn` with a number that is drawn for a second look."""
    given = vaccination_record.gives
    assert given
    numbers = (f"{uuid4()}" for _ in range(10_000))
    names = vaccination_record.form.model_fields
    return Request(
        key=f"{uuid4()}/{VACCINATION}/1",
        number=next(number for number in numbers if is_drawn(number, SECOND_LOOK) is drawn),
        one_matter="newborn",
        edition="2026-11",
        region=filed.region,
        department=vaccination_record.department.code,
        issuer=vaccination_record.department.credit_code,
        matter=VACCINATION,
        name=vaccination_record.name,
        gives=LicenceKind(code=given.code, name=given.name, type_code=given.type_code),
        applicant=filed.applicant,
        fields={name: filed.form[name] for name in names if name in filed.form},
        papers=(),
        lodged_at=datetime(2026, 11, 23, 4, tzinfo=UTC),
        due_on=None,
    )
