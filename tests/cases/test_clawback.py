"""Taking back what was paid by mistake: by the steps of its definition, and in an engine."""

import json
from datetime import date, timedelta
from typing import Any, Final

import pytest

from activities.stand_ins.behaviour import Refusing, Reviewing
from client import Case, Flaw, OutcomeKind, OutsideTheList, Refused, State
from client.messages.cases.answers import Demand
from client.messages.cases.correction import Supplement
from matters.definitions.clawback import CLAWBACK
from matters.definitions.clawback.first_edition import APPEAL
from matters.definitions.clawback.form import ClawbackForm
from matters.language import Facts, Severity
from matters.plan.application import Application
from tests.support.applications.reviews import findings
from tests.support.cases.submissions import paper, submission, without
from tests.support.parts import Parts, find, until
from tests.support.places import CASES
from tests.support.states import on_the_other_ledger

CASE: Final = "clawback-heard-in-instalments"
OFFICER: Final = "990101198606060022"
PAYEE: Final = "990101194001120047"
NO: Final = Refused(
    reasons=("陈述成立，不予追回",), basis="示范依据", remedies="无须复议", officers=("officer-1",)
)
CIVIL_AFFAIRS: Final = "civil-affairs"
FINANCE: Final = "finance"
ALWAYS: Final = ["clawback-notice", "clawback-decision", "clawback-receipt"]


def application(*, applicant: str = OFFICER, **changes: Any) -> Application[ClawbackForm]:
    """The demonstration's case, some answers changed."""
    path = CASES / f"{CASE}.json"
    case = json.loads(path.read_text(encoding="utf-8"))
    return Application(
        one=CLAWBACK,
        form=ClawbackForm.model_validate(case["form"] | changes),
        facts=Facts(on=date(2026, 11, 23), applicant=applicant),
        uploaded=(*(paper["code"] for paper in case["papers"]), "hardship-proof"),
    )


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({"wants_hearing": False, "repays": "一次退还", "instalments": None}, []),
        ({}, ["clawback-hearing", "clawback-instalments"]),
        ({"wants_hearing": False, "in_hardship": True}, ["clawback-hardship", "clawback-instalments"]),
    ],
)
def test_a_payee_gets_the_steps_that_were_asked_for(changes: dict[str, Any], more: list[str]) -> None:
    """Notice, decision and receipt in any case; hearing, relief and instalments for who wants them."""
    asked = application(**changes)
    assert findings(asked) == ()
    assert sorted(item.code for item in asked.plan().items) == sorted(ALWAYS + more)


def test_nothing_is_decided_before_the_payee_was_told_and_heard() -> None:
    """The decision waits for notice and hearing, whatever is taken back waits for the decision."""
    after = {item.code: item.after for item in application(in_hardship=True).plan().items}
    assert after["clawback-decision"] == ("clawback-notice", "clawback-hearing")
    assert {after[f"clawback-{step}"] for step in ("hardship", "instalments", "receipt")} == {
        ("clawback-decision",)
    }


def test_the_days_of_a_hearing_are_not_those_of_the_decision() -> None:
    """With a hearing the decision is due later by the hearing's own limit."""
    without = application(wants_hearing=False).plan()
    heard = application().plan()
    due = [{item.code: item.due.on for item in plan.items} for plan in (without, heard)]
    assert due[1]["clawback-hearing"] > due[1]["clawback-notice"]
    assert due[1]["clawback-decision"] > due[0]["clawback-decision"] > due[0]["clawback-notice"]


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"due": "450.00"}, "应拨付金额不低于已拨付金额，没有多发"),
        ({"paid_on": "2026-11-24"}, "拨付日期晚于登记日期"),
        ({"payee_id": None}, "收款人须是一名个人或一个单位"),
        ({"payee_key": "p000000001"}, "收款人须是一名个人或一个单位"),
        ({"payee_name": None}, "未写明收款人名称"),
        ({"payee_name": None, "payee_id": None, "payee_key": OFFICER}, "登记人是收款人本人"),
        ({"payee_credit_code": "91310000132210595U"}, "收款人须是一名个人或一个单位"),
        ({"applicant": PAYEE}, "登记人是收款人本人"),
        ({"instalments": None}, "分期月数与退还方式不符，或不在2至12个月之间"),
        ({"instalments": 1}, "分期月数与退还方式不符，或不在2至12个月之间"),
        ({"instalments": 13}, "分期月数与退还方式不符，或不在2至12个月之间"),
        ({"repays": "一次退还"}, "分期月数与退还方式不符，或不在2至12个月之间"),
    ],
)
def test_a_notice_that_cannot_be_right_goes_to_nobody(changes: dict[str, Any], broken: str) -> None:
    """The office is told what to mend, once."""
    assert [finding.says for finding in findings(application(**changes))] == [broken]


@pytest.mark.parametrize("changes", [{"due": "449.99"}, {"instalments": 2}, {"instalments": 12}])
def test_what_is_just_right(changes: dict[str, Any]) -> None:
    """A fen too much is too much; two and twelve instalments are allowed."""
    assert findings(application(**changes)) == ()


def test_a_firm_repays_as_a_person_does() -> None:
    """Its code is checked, and only warned about."""
    firm: dict[str, Any] = {"payee_id": None, "payee_credit_code": "91310000132210595U"}
    assert findings(application(**firm)) == ()
    pilot = findings(application(**firm | {"payee_credit_code": "91350100M0001TGQXM"}))
    assert [finding.severity for finding in pilot] == [Severity.WARNING]


@on_the_other_ledger
async def test_from_notice_to_receipt(parts: Parts) -> None:
    """The engine follows it like any other one-matter, and closes with a receipt."""
    case = await parts.platform.submit(submission(CASE))
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert {item.code: item.state for item in outcome.items} == dict.fromkeys(
        [*ALWAYS, "clawback-hearing", "clawback-instalments"], State.GRANTED
    )
    papers = [item.licence.name for item in outcome.items if item.licence]
    assert sorted(papers) == sorted(["追回告知书", "听证笔录", "追回决定书", "结清证明"])


@on_the_other_ledger
async def test_no_notice_without_the_calculation(parts: Parts) -> None:
    """The office that has not reckoned what was due is asked for it before anybody is told anything."""
    case = await parts.platform.submit(without(submission(CASE), "calculation"))
    progress = await case.progress()
    assert [point.path for notice in progress.notices for point in notice.points] == ["papers.calculation"]
    assert (await case.supplement(Supplement(papers=(paper("calculation"),)))).accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_the_other_ledger
async def test_the_answer_to_the_notice_adds_what_the_payee_wants(parts: Parts) -> None:
    """Whoever was told wants a hearing, months to pay and relief: the plan has them before the decision."""
    filed = submission(CASE, wants_hearing=False, repays="一次退还", instalments=None)
    parts.behave(filed.id, "clawback-decision", Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, "clawback-decision", State.IN_REVIEW)
    answer = Demand(path="form.wants_hearing", says="收款人已答复", mend="请按答复登记", flaw=Flaw.DEFECTIVE)
    await parts.desk(CIVIL_AFFAIRS).ask(case.id, "clawback-decision", [answer], reason="收款人现已答复")
    wants: dict[str, Any] = {
        "wants_hearing": True,
        "repays": "分期退还",
        "instalments": 6,
        "in_hardship": True,
    }
    parts.behave(filed.id, "clawback-hardship", Refusing(refusal=NO))
    assert (await case.supplement(Supplement(form=wants, papers=(paper("hardship-proof"),)))).accepted
    await until(case, "clawback-decision", State.IN_REVIEW)
    assert find(await case.progress(), "clawback-hearing").state is State.GRANTED
    await parts.desk(CIVIL_AFFAIRS).grant(case.id, "clawback-decision")
    states = {item.code: item.state for item in (await case.outcome()).items}
    assert states["clawback-hardship"] is State.REFUSED
    assert (states["clawback-instalments"], states["clawback-receipt"]) == (State.GRANTED,) * 2


@on_the_other_ledger
async def test_relief_is_decided_beside_the_repayment(parts: Parts) -> None:
    """Hardship is an item of its own, for finance to decide, and the receipt closes what is left."""
    filed = submission(CASE, wants_hearing=False, repays="一次退还", instalments=None, in_hardship=True)
    filed = filed.model_copy(update={"papers": (*filed.papers, paper("hardship-proof"))})
    case = await parts.platform.submit(filed)
    await until(case, "clawback-hardship", State.IN_REVIEW)
    await parts.desk(FINANCE).grant(case.id, "clawback-hardship")
    outcome = await case.outcome()
    assert {item.code for item in outcome.items} == {*ALWAYS, "clawback-hardship"}
    assert outcome.kind is OutcomeKind.GRANTED


@on_the_other_ledger
async def test_an_appeal_stops_the_clock(parts: Parts) -> None:
    """Until the appeal is decided no day to pay back is counted; the explanation names its own basis."""
    case = await _to_be_paid_back(parts)
    desk, before = parts.desk(FINANCE), find(await case.progress(), "clawback-receipt").due_on
    today = await parts.today(case.id)
    end = today + timedelta(days=60)
    await desk.suspend(
        case.id, "clawback-receipt", procedure="appeal", expected_end=end, notice="复议受理1号"
    )
    stands = await case.progress()
    assert (find(stands, "clawback-receipt").state, stands.due_on) == (State.SUSPENDED, None)
    await parts.forward(case.id, timedelta(days=50))
    after = (await desk.resume(case.id, "clawback-receipt")).due_on
    assert before
    assert after
    assert before < after <= before + timedelta(days=60)  # each may have been carried on past holidays
    spans = [span for each in (await case.explain()).clocks for span in each.spans]
    appeals = [span for span in spans if "复议受理1号" in span.why]
    assert {span.days for span in appeals} == {50}
    why = f"{APPEAL.name}（书面告知：复议受理1号）所需时间"
    assert {(span.why, span.basis) for span in appeals} == {(why, str(APPEAL.basis))}
    await desk.grant(case.id, "clawback-receipt")
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_the_other_ledger
async def test_only_what_is_declared_stops_the_clock(parts: Parts) -> None:
    """An appeal is against a decision: it stops no notice, and nothing else stops the repayment."""
    case = await _to_be_paid_back(parts)
    with pytest.raises(OutsideTheList, match=r"可以选择：hearing.*appeal"):
        await parts.desk(FINANCE).suspend(
            case.id, "clawback-receipt", procedure="leave", expected_end=date(2099, 1, 1), notice="1"
        )
    await parts.desk(FINANCE).grant(case.id, "clawback-receipt")
    first = submission(CASE)
    parts.behave(first.id, "clawback-notice", Reviewing())
    told = await parts.platform.submit(first)
    await until(told, "clawback-notice", State.IN_REVIEW)
    with pytest.raises(OutsideTheList):
        await parts.desk(CIVIL_AFFAIRS).suspend(
            told.id, "clawback-notice", procedure="appeal", expected_end=date(2099, 1, 1), notice="1"
        )
    await parts.desk(CIVIL_AFFAIRS).grant(told.id, "clawback-notice")
    await told.outcome()


async def _to_be_paid_back(parts: Parts) -> Case:
    """Decided, and not paid back yet."""
    filed = submission(CASE)
    parts.behave(filed.id, "clawback-receipt", Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, "clawback-receipt", State.IN_REVIEW)
    return case


@on_the_other_ledger
async def test_a_payee_who_is_right_pays_nothing(parts: Parts) -> None:
    """A decision against taking back ends what would follow from it, and nothing else."""
    asked = submission(CASE)
    parts.behave(asked.id, "clawback-decision", Refusing(refusal=NO))
    outcome = await (await parts.platform.submit(asked)).outcome()
    states = {item.code: item.state for item in outcome.items}
    assert (states["clawback-hearing"], states["clawback-decision"]) == (State.GRANTED, State.REFUSED)
    assert (states["clawback-instalments"], states["clawback-receipt"]) == (State.IMPOSSIBLE,) * 2


@on_the_other_ledger
async def test_refused_instalments_do_not_stop_the_repayment(parts: Parts) -> None:
    """The receipt waits for the decision alone."""
    asked = submission(CASE)
    parts.behave(asked.id, "clawback-instalments", Refusing(refusal=NO))
    outcome = await (await parts.platform.submit(asked)).outcome()
    states = {item.code: item.state for item in outcome.items}
    assert (states["clawback-instalments"], states["clawback-receipt"]) == (State.REFUSED, State.GRANTED)
