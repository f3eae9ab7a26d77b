"""An enterprise closes after its creditors had their time."""

from datetime import timedelta
from typing import Final

from activities.stand_ins.behaviour import Refusing
from client import Case, OnRefusal, OutcomeKind, State, Submission, Supplement
from client.messages.cases.answers import Refused
from tests.support.cases.public_notices import procedure, published, taken, waits
from tests.support.cases.submissions import paper, submission
from tests.support.parts import Parts, find, item, until
from tests.support.states import on_one_ledger, on_the_other_ledger

ORDINARY: Final = "closing-ordinary"
AFTERWARDS: Final = ("insurance-closing", "seal-closing")
NO: Final = Refused(
    reasons=("尚有未结清的税款",), basis="示范规则", remedies="可以申请行政复议", officers=("officer-1",)
)


async def ordinary(parts: Parts, filed: Submission) -> Case:
    """Taxes are cleared, and the creditors' notice is public."""
    case = await parts.platform.submit(filed)
    await until(case, "tax-closing", State.GRANTED)
    await waits(parts, case, "ordinary-closing")
    today = await parts.today(case.id)
    formed = today - timedelta(days=70)
    await published(
        parts, filed, liquidators_since=formed, creditors_told_on=formed + timedelta(9), creditors_since=today
    )
    await taken(case, "ordinary-closing", "published")
    return case


@on_one_ledger
async def test_creditors_have_their_time(parts: Parts) -> None:
    """Forty-five days from the notice, late as it is; then whoever else knew the enterprise."""
    filed = submission(ORDINARY)
    case = await ordinary(parts, filed)
    await case.supplement(Supplement(papers=(paper("liquidation-report"),), committed=True))
    told, notice = (await item(case, "ordinary-closing")).procedures
    formed, published_by, insolvency = notice.steps
    assert formed.taken_on
    assert published_by.due_on
    assert published_by.taken_on
    assert formed.taken_on + timedelta(days=60) <= published_by.due_on < published_by.taken_on
    assert told.steps[1].taken_on == formed.taken_on + timedelta(days=9)
    assert insolvency.due_on
    clocks = {one.subject: one for one in (await case.explain()).clocks}
    reckoned = clocks["企业注销登记：债权人公告：人民法院受理破产申请"]
    assert (reckoned.due_on, reckoned.limit[:3]) == (insolvency.due_on, "45日")
    await parts.forward_past(case.id, insolvency.due_on)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert {one.code for one in outcome.items} >= {"customs-closing", "fund-closing", *AFTERWARDS}


@on_one_ledger
async def test_a_court_takes_it_up(parts: Parts) -> None:
    """What was cleared stays cleared; the register does not strike off what is insolvent."""
    filed = submission(ORDINARY)
    case = await ordinary(parts, filed)
    await published(parts, filed, insolvent_on=await parts.today(case.id))
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    assert find(await case.progress(), "ordinary-closing").state is State.STOPPED


@on_one_ledger
async def test_taxes_are_not_cleared(parts: Parts) -> None:
    """Without a clearance nobody waits for creditors."""
    filed = submission(ORDINARY)
    parts.behave(filed.id, "tax-closing", Refusing(refusal=NO))
    case = await parts.platform.submit(filed)
    await until(case, "tax-closing", State.REFUSED)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.REFUSED
    assert not find(await case.progress(), "ordinary-closing").procedures


@on_the_other_ledger
async def test_the_customs_refuse(parts: Parts) -> None:
    """What nobody waits for is refused alone."""
    filed = submission(ORDINARY)
    parts.behave(filed.id, "customs-closing", Refusing(refusal=NO))
    case = await ordinary(parts, filed)
    await case.supplement(Supplement(papers=(paper("liquidation-report"),), committed=True))
    await parts.forward_past(case.id, (await procedure(case, "ordinary-closing")).steps[-1].due_on)
    await until(case, "customs-closing", State.REFUSED)
    async for progress in case.watch():
        if progress.choice or progress.outcome:
            break
    if not (await case.progress()).outcome and (await case.progress()).choice:
        await case.choose(OnRefusal.GO_ON)
    assert (await case.outcome()).kind is OutcomeKind.PARTLY_GRANTED
