"""What is filed is judged by the rules of the report, and what follows from it at the one window."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from activities.ledger.cases import cases
from activities.stand_ins.behaviour import Asking, Behaviour, Failing, Instant, Reviewing, Silent, Slow
from client import Case, Conclusion, InvalidForm, OutcomeKind, Stage, State, Submission
from client.errors import TooLate
from client.messages.cases.answers import Demand, Wanting
from client.messages.cases.correction import Supplement
from deploy import demonstration
from matters.clock import OpenRemedy, calendar, day_in_china
from matters.definitions import law
from matters.definitions.registers import BIRTHS, MARRIAGES, POPULATION
from tests.enquiries.test_pre_review import APPLICANTS, filing, telling
from tests.support.applications.district import REGISTERS, Filing
from tests.support.cases.corrections import noticed
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, UNMARRIED, paper, submission
from tests.support.entries import behaving, change, changed
from tests.support.parts import Parts, item, until
from tests.support.places import THOROUGH
from tests.support.states import on_one_ledger, quiet_on_one_ledger

SENT: Final = APPLICANTS if THOROUGH else [*telling(APPLICANTS)]
ACCEPTED: Final = (Conclusion.ACCEPT, Conclusion.TO_A_PERSON)
HEALTH: Final = "health"
CERTIFICATE, PAYMENT = "birth-certificate", "maternity-payment"
SEX_AGREES: Final = "newborn.sex-agrees"


@quiet_on_one_ledger
@pytest.mark.parametrize("path", SENT, ids=lambda path: path.stem)
async def test_the_receipt_says_what_the_report_said(quiet: Parts, path: Path) -> None:
    """Whoever applies, in whatever state the registers are: one judgement, before filing and upon it."""
    applicant, _ = filing(path)
    filed = _submission(applicant)
    down = behaving(quiet.district, Failing(times=1), *applicant.down)
    with changed(quiet.district, applicant.said), down:
        report = await quiet.platform.pre_review(filed)
        if report.wrong_fields:
            with pytest.raises(InvalidForm) as wrong:
                await quiet.platform.submit(filed)
            assert wrong.value.wrong_fields == report.wrong_fields
            return
        case = await quiet.platform.submit(filed)
        assert case.receipt.findings == report.findings
        assert case.receipt.changed == report.changed
        assert case.receipt.accepted is (report.conclusion in ACCEPTED)
        turned_away = report.conclusion in {Conclusion.NOT_OURS, Conclusion.NOT_REQUIRED}
        assert (case.receipt.answer_by is None) is (case.receipt.accepted or turned_away)
        await _close(case)


@on_one_ledger
@pytest.mark.parametrize(
    ("filed", "rule", "says"),
    [
        (submission(MARRIED).model_copy(update={"region": "990201"}), "newborn.served-here", "990201"),
        (submission(SMALL_SHOP, already_registered=False), "restaurant.not-registered-yet", "无需再办"),
    ],
    ids=["not-ours", "not-required"],
)
async def test_turned_away(parts: Parts, filed: Submission, rule: str, says: str) -> None:
    """It ends at once, in writing, with the finding and whom to turn to; no department hears of it."""
    filed = filed.model_copy(update={"id": uuid4()})
    case = await parts.platform.submit(filed)
    outcome = await case.outcome()

    assert not case.receipt.accepted
    assert case.receipt.answer_by is None
    assert outcome.kind is OutcomeKind.NOT_ACCEPTED
    assert outcome.closed_at == case.receipt.received_at
    assert rule in {finding.rule for finding in outcome.findings}
    assert (await case.progress()).stage is Stage.CLOSED
    assert outcome.items == (await case.progress()).items == ()
    [told] = await parts.told(case)
    assert (told.addressee, told.kind) == ("applicant", "not-accepted")
    assert str(told.told_at).startswith(str(outcome.closed_at.date()))
    assert says in told.says
    assert "《中华人民共和国行政许可法》第三十二条" in told.says
    [letter] = (await case.progress()).told
    today = await parts.today(case.id)
    assert letter.served_on == today
    days = calendar.published(today)
    open_until = [OpenRemedy.of(one, served_on=today, calendar=days).due for one in law.REMEDIES]
    assert [one.until for one in letter.recourses] == [day and day.on for day in open_until]
    assert (await parts.platform.submit(filed)).receipt == case.receipt


@on_one_ledger
async def test_mended_into_what_is_not_ours(parts: Parts) -> None:
    """An answer by which the case turns out to be another place's ends it, with the same reasons."""
    filed = submission(MARRIED, settles="不在本市落户", bank_account=None)
    elsewhere = {"division": "990201"}
    change(parts.district, POPULATION.code, str(filed.form["mother_id"]), elsewhere)
    case = await parts.platform.submit(filed)
    assert (await case.progress()).stage is Stage.CORRECTION

    await parts.forward(case.id, timedelta(days=2))
    today = await parts.today(case.id)
    mended = await case.supplement(Supplement(form={"settles": "随母落户"}))

    outcome = await case.outcome()
    assert not mended.accepted
    assert day_in_china(outcome.closed_at) == today  # not the day of receipt
    assert outcome.kind is OutcomeKind.NOT_ACCEPTED
    [sent] = [finding for finding in outcome.findings if finding.severity == "not-ours"]
    assert "990201" in sent.competent
    assert [told.kind for told in await parts.told(case)] == ["correction", "not-accepted"]
    with parts.ledger.transaction() as books:
        known = cases.get(books, filed.id)
    assert known.outcome == outcome.model_dump_json()
    with pytest.raises(TooLate):
        await case.supplement(Supplement(form={"bank_account": "6200000000000000001"}))


@on_one_ledger
async def test_what_is_insisted_upon_is_looked_at(parts: Parts) -> None:
    """A register may be wrong: whoever says the same again is not told to mend it for ever."""
    filed = submission(MARRIED)
    change(parts.district, BIRTHS.code, str(filed.form["mother_id"]), {"sex": "男", "children": 1})
    parts.behave(filed.id, CERTIFICATE, Reviewing())
    case = await parts.platform.submit(filed)
    [notice] = (await case.progress()).notices
    assert [point.rule for point in notice.points] == [SEX_AGREES]

    insists = await case.supplement(Supplement(form={"child_sex": filed.form["child_sex"]}))

    assert insists.accepted
    assert (SEX_AGREES, "to-a-person") in {(one.rule, str(one.severity)) for one in insists.findings}
    await until(case, CERTIFICATE, State.IN_REVIEW)
    request = (await parts.desk(HEALTH).show(case.id, CERTIFICATE)).request
    assert request
    assert "申请人核对后仍如此申报" in "".join(doubt.says for doubt in request.doubts)
    await case.withdraw("不办了")


@on_one_ledger
async def test_proof_against_a_register_that_turns_away(parts: Parts) -> None:
    """Whoever brings it with a new application reaches an officer, who is shown it with the doubt."""
    filed = submission(MARRIED)
    proof = paper("register-proof", "医院更正说明")
    again = filed.model_copy(update={"id": uuid4(), "papers": (*filed.papers, proof)})
    parts.behave(again.id, CERTIFICATE, Reviewing())
    said = {"register": BIRTHS.code, "key": str(filed.form["mother_id"]), "entry": {"certified": 1}}
    with changed(parts.district, (said,)):
        turned_away = await parts.platform.submit(filed)
        assert (await turned_away.outcome()).kind is OutcomeKind.NOT_ACCEPTED
        assert "register-proof" in turned_away.receipt.findings[0].mend
        case = await parts.platform.submit(again)
        assert case.receipt.accepted
    await until(case, CERTIFICATE, State.IN_REVIEW)
    request = (await parts.desk(HEALTH).show(case.id, CERTIFICATE)).request
    assert request
    assert "newborn.certified" in {doubt.rule for doubt in request.doubts}
    assert proof.code in {one.code for one in request.papers}
    await case.withdraw("不办了")


@on_one_ledger
async def test_every_point_of_the_notice_has_its_rule(parts: Parts) -> None:
    """What is to be mended is in the notice with rule and basis; what an officer is to look at is not."""
    filed = submission(UNMARRIED, deliver_to=None)
    other = paper("paternity-report", "谁也没有见过的鉴定")
    case = await parts.platform.submit(filed.model_copy(update={"papers": (other,)}))
    [notice] = (await case.progress()).notices
    assert {(point.rule, point.path) for point in notice.points} == {
        ("newborn.deliverable", "form.deliver_to"),
        ("paper.there", "papers.unmarried-statement"),
    }
    assert all(point.basis for point in notice.points)
    assert "paper.original" in {finding.rule for finding in case.receipt.findings}


@quiet_on_one_ledger
@pytest.mark.parametrize("behaviour", [Failing(times=1), Silent(), Slow(seconds=9)], ids=lambda it: it.kind)
async def test_a_register_that_does_not_answer(quiet: Parts, behaviour: Behaviour) -> None:
    """The case is accepted and goes on; the item that the register should have spoken for is an officer's."""
    filed = submission(MARRIED)
    quiet.behave(filed.id, "vaccination-record", Instant())  # else its machine asks the same register
    with behaving(quiet.district, behaviour, BIRTHS.code):
        case = await quiet.platform.submit(filed)
    assert case.receipt.accepted
    assert {finding.severity for finding in case.receipt.findings} == {"to-a-person"}
    await _is_granted_by_an_officer(quiet, case)


@quiet_on_one_ledger
async def test_no_register_answers(quiet: Parts) -> None:
    """Not even then does anybody wait long, or is anything passed."""
    filed = submission(MARRIED)
    with behaving(quiet.district, Silent(), *REGISTERS):
        case = await quiet.platform.submit(filed)
    doubted = {finding.rule for finding in case.receipt.findings}
    assert case.receipt.accepted
    assert {"newborn.birth-recorded", "newborn.marriage-agrees", "paper.fetched"} <= doubted
    await _close(case)


@on_one_ledger
async def test_contradictory_registers(parts: Parts) -> None:
    """Where card and register differ the applicant is not asked to mend it: an officer looks."""
    filed = submission(MARRIED)
    change(parts.district, POPULATION.code, str(filed.form["mother_id"]), {"name": "母亲别名"})
    case = await parts.platform.submit(filed)
    assert {finding.rule for finding in case.receipt.findings} == {"newborn.mother-card"}
    await _is_granted_by_an_officer(parts, case)


@on_one_ledger
async def test_no_machine_grants_what_is_doubted(parts: Parts) -> None:
    """Not even a department's own system: what it grants is a proposal, which an officer must take up."""
    filed = submission(MARRIED)
    change(parts.district, MARRIAGES.code, str(filed.form["mother_id"]), None)
    parts.behave(filed.id, "household-registration", Instant())
    case = await parts.platform.submit(filed)
    await until(case, "household-registration", State.IN_REVIEW)
    police = parts.desk("public-security")
    shown = await police.show(filed.id, "household-registration")
    assert shown.request
    assert [doubt.rule for doubt in shown.request.doubts] == ["newborn.marriage-recorded"]
    await parts.written(filed.id)
    assert (filed.id, "household-registration") in {(it.case, it.item) for it in await police.inbox()}
    assert (await police.grant(filed.id, "household-registration")).state is State.GRANTED
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
async def test_what_was_prefilled_and_changed(parts: Parts) -> None:
    """An answer that a register gave, and that was then written over, is marked for whom it concerns."""
    filed = submission(SMALL_SHOP)
    await parts.platform.prefill("restaurant", filed.applicant, {})
    change(parts.district, "business-register", str(filed.form["credit_code"]), {"name": "示范区新店名"})
    changed = filed.model_copy(update={"form": {**filed.form, "shop_name": "示范区新店名"}})
    case = await parts.platform.submit(changed)
    assert case.receipt.changed == ("shop_name",)
    await until(case, "food-licence", State.GRANTED)
    shown = await parts.desk("market-regulation").show(filed.id, "food-licence")
    assert shown.request
    assert shown.request.changed == ("shop_name",)


async def _is_granted_by_an_officer(parts: Parts, case: Case) -> None:
    """The birth certificate, by hand; then all the rest by itself."""
    await until(case, "birth-certificate", State.IN_REVIEW)
    assert (await item(case, "household-registration")).state is State.WAITING
    await parts.desk(HEALTH).grant(case.id, "birth-certificate")
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def _close(case: Case) -> None:
    """Nobody stumbles over it."""
    with suppress(TooLate):
        await case.withdraw("不办了")
    await case.outcome()


def _submission(applicant: Filing) -> Submission:
    """As a platform would file it, today."""
    filed = demonstration.submission(applicant.case)
    answers = {name: answer for name, answer in filed.form.items() if name not in applicant.without}
    brought = filed.papers if applicant.papers is None else tuple(map(paper, applicant.papers))
    number = applicant.applicant or filed.applicant.identity_number
    return filed.model_copy(
        update={
            "form": {**answers, **applicant.form},
            "papers": brought,
            "region": applicant.region,
            "applicant": filed.applicant.model_copy(update={"identity_number": number}),
        }
    )


@on_one_ledger
async def test_what_a_case_has_brought_about_itself(parts: Parts) -> None:
    """What is accepted stays so: a certificate that it has given turns away nothing, nor does an answer."""
    filed = submission(MARRIED)
    point = Demand(path="form.bank_account", says="账号有误", mend="请更正", basis="示范规范")
    parts.behave(filed.id, PAYMENT, Asking(wants=Wanting(points=(point,))))
    case = await parts.platform.submit(filed)
    await until(case, PAYMENT, State.CORRECTION)
    await noticed(case)
    mother = str(filed.form["mother_id"])
    change(parts.district, BIRTHS.code, mother, {"certified": 1})
    change(parts.district, POPULATION.code, mother, {"division": "990201"})

    account = {"bank_account": "6200000000000000001"}
    elsewhere = await case.supplement(Supplement(form=account))
    assert not elsewhere.accepted
    assert {one.rule for one in elsewhere.findings} == {"newborn.settles-here"}
    change(parts.district, POPULATION.code, mother, {"division": "990101"})
    assert (await case.supplement(Supplement(form=account))).accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
