"""Somebody has died: properties and accounts go their ways, through banks and registries of two districts."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from stdnum.iso7064 import mod_11_2

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from client import (
    Case,
    InvalidForm,
    NotAllowed,
    NotPending,
    OnRefusal,
    OutcomeKind,
    State,
    Submission,
    Supplement,
)
from client.messages.cases.answers import Demand, Refused, Wanting
from client.messages.cases.submission import Applicant
from matters.clock import day_in_china
from tests.support.cases.submissions import paper, submission
from tests.support.parts import Parts, find, item, until
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger

ESTATE: Final = "bereavement-two-heirs"
FEE: Final = 80_00
DECEASED, GUARDIAN, WARD = "99010119500101003", "99010119800404002", "99010120150505003"
EXAMINED: Final = "没有公证，由登记机构查验"
PARTITION: Final = "agreement"


def neighbour(filed: Submission, body: str) -> str:
    """Somebody of the district, in the household in which this case is filed."""
    moved = int(str(filed.form["deceased_id"])[:-1]) - int(DECEASED) + int(body)
    return f"{moved}{mod_11_2.calc_check_digit(str(moved))}"


def filed_by(filed: Submission, number: str) -> Submission:
    agent = Applicant(name="继承人乙", identity_number=number, phone="13900000010")
    return filed.model_copy(update={"applicant": agent})


def asks(path: str) -> Asking:
    return Asking(wants=Wanting(points=(Demand(path=path, says="与登记簿不符", mend="请核对"),)))


async def paid(parts: Parts, filed: Submission) -> Case:
    case = await parts.platform.submit(filed)
    await until(case, "property-transfer[0]", State.PAYMENT)
    await parts.pay(case)
    return case


async def told(case: Case) -> Any:
    async for progress in case.watch():
        if progress.notices:
            return progress.notices[-1]
    return None


async def test_all_of_it(parts: Parts) -> None:
    """Each item by its own body; a certificate is that of the heir who gets the property."""
    filed = submission(ESTATE)
    case = await paid(parts, filed)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    progress = await case.progress()
    assert {one.code for one in progress.items} == {
        *("household-cancellation", "driving-licence", "pension-account", "survivors-benefit"),
        *("medical-account", "fund-withdrawal", "deposit[0]", "deposit[1]"),
        *("property-transfer[0]", "property-transfer[1]"),
    }
    second = find(progress, "property-transfer[1]")
    assert second.about == "示范二区和平路12号"
    assert second.licence
    sheet = await parts.desk("registry-two").show(case.id, "property-transfer[1]")
    assert sheet.request
    assert sheet.request.gives
    heirs: Any = filed.form["heirs"]
    assert sheet.request.gives.holder == heirs[1]["heir_id"]
    assert sheet.request.gives.face == {"name": "继承人甲", "address": "示范二区和平路12号"}
    assert sheet.request.fields["address"] == "示范二区和平路12号"
    assert "properties" not in sheet.request.fields


async def test_each_property_costs(parts: Parts) -> None:
    """One bill of all properties; what is refused is given back."""
    filed = submission(ESTATE)
    refusal = Refused(
        reasons=("存在查封登记",), basis="示范规则", remedies="可以申请行政复议", officers=("officer-1",)
    )
    parts.behave(filed.id, "property-transfer[0]", Reviewing())
    parts.behave(filed.id, "property-transfer[1]", Refusing(refusal=refusal))
    case = await parts.platform.submit(filed)
    await until(case, "property-transfer[1]", State.PAYMENT)
    bill = (await case.progress()).bill
    assert bill
    assert [(line.item, line.fen) for line in bill.lines] == [
        ("property-transfer[0]", FEE),
        ("property-transfer[1]", FEE),
    ]
    await parts.pay(case)
    await until(case, "property-transfer[1]", State.REFUSED)
    await until(case, "property-transfer[0]", State.IN_REVIEW)
    await case.choose(OnRefusal.GO_ON)
    await parts.desk("registry-one").grant(case.id, "property-transfer[0]")
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    ended = {one.code: one.state for one in outcome.items}
    assert ended["property-transfer[0]"] is State.GRANTED
    assert ended["property-transfer[1]"] is State.REFUSED


async def test_a_property_joins_before_the_others_are_paid(parts: Parts) -> None:
    """One bill of all, and all of the time for each; what joins starts like the others once it is paid."""
    filed = submission(ESTATE)
    parts.behave(filed.id, "deposit[1]", asks("form.account_number"))
    case = await parts.platform.submit(filed)
    await told(case)
    first = (await case.progress()).bill
    assert first
    await parts.forward(filed.id, timedelta(days=2))
    third = {**_first(filed), "unit": "990101001001GB00003F00030003"}
    joined = Supplement(form={"accounts[1]": None, "properties[2]": third})
    assert (await case.supplement(joined)).accepted
    await until(case, "property-transfer[2]", State.PAYMENT)
    bill = (await case.progress()).bill
    assert bill
    assert (len(bill.lines), bill.due) == (3, 3 * FEE)
    assert bill.pay_by > first.pay_by
    await parts.pay(case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_one_property_is_corrected(parts: Parts) -> None:
    """The registry asks in words of its own item; the applicant is told where that stands."""
    filed = submission(ESTATE)
    parts.behave(filed.id, "property-transfer[1]", asks("form.address"))
    case = await paid(parts, filed)
    notice = await told(case)
    assert [point.path for point in notice.points] == ["form.properties[1].address"]
    mended = await case.supplement(Supplement(form={"properties[1].address": "示范二区和平路21号"}))
    assert mended.accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    sheet = await parts.desk("registry-two").show(case.id, "property-transfer[1]")
    assert sheet.request
    assert sheet.request.gives
    assert sheet.request.gives.face["address"] == "示范二区和平路21号"


async def test_one_account_is_taken_out(parts: Parts) -> None:
    """Its item is not required any more; the other bank goes on."""
    filed = submission(ESTATE)
    parts.behave(filed.id, "deposit[1]", asks("form.account_number"))
    case = await paid(parts, filed)
    await told(case)
    assert (await case.supplement(Supplement(form={"accounts[1]": None}))).accepted
    await until(case, "deposit[1]", State.NOT_REQUIRED)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_withdrawn(parts: Parts) -> None:
    """A transfer is undone; who has died stays dead."""
    filed = submission(ESTATE)
    parts.behave(filed.id, "property-transfer[1]", Reviewing())
    case = await paid(parts, filed)
    await until(case, "property-transfer[0]", State.GRANTED)
    await until(case, "property-transfer[1]", State.IN_REVIEW)
    await until(case, "household-cancellation", State.GRANTED)
    await case.withdraw("继承人另有协议")
    outcome = await case.outcome()
    ended = {one.code: one.state for one in outcome.items}
    assert ended["property-transfer[0]"] is ended["property-transfer[1]"] is State.WITHDRAWN
    assert ended["household-cancellation"] is State.GRANTED


async def test_examined_and_announced(parts: Parts) -> None:
    """Without a notary the registry announces it; nothing is granted before the time to object is over."""
    filed = submission(ESTATE, route=EXAMINED, properties=[_first(submission(ESTATE))])
    filed = _of_household(filed)
    code = "examined-transfer[0]"
    parts.behave(filed.id, code, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, code, State.PAYMENT)
    await parts.pay(case)
    await until(case, code, State.IN_REVIEW)
    desk = parts.desk("registry-one")
    await desk.take_step(case.id, code, procedure="notice", step="posted", document="公示〔2026〕1号")
    [notice] = (await item(case, code)).procedures
    assert notice.under_way
    with pytest.raises(NotPending, match="继承公示"):
        await desk.grant(case.id, code)
    [posted, objected] = notice.steps
    assert (posted.code, objected.code, objected.taken_on) == ("posted", "objected", None)
    await parts.forward_past(case.id, objected.due_on)
    await desk.grant(case.id, code)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


def _first(filed: Submission) -> Any:
    properties: Any = filed.form["properties"]
    return properties[0]


def _of_household(filed: Submission) -> Submission:
    """Whose property goes to an heir of the same household."""
    heirs: Any = filed.form["heirs"]
    properties = [{**_first(filed), "goes_to": heirs[0]["heir_id"]}]
    files = tuple(one for one in filed.papers if one.code != "inheritance-proof")
    form = {**filed.form, "properties": properties}
    return filed.model_copy(update={"form": form, "papers": (*files, paper(PARTITION))})


async def test_a_guardian_applies(parts: Parts) -> None:
    """As the register of guardians says; departments are told so."""
    filed = submission(ESTATE)
    ward = {
        "heir_id": neighbour(filed, WARD),
        "heir_name": "继承人丙",
        "relation": "子女",
        "under_age": True,
    }
    heirs: Any = filed.form["heirs"]
    proofs = (paper("kinship-proof[2]"), paper("guardian-proof[2]"))
    filed = filed.model_copy(
        update={"form": {**filed.form, "heirs": [*heirs, ward]}, "papers": (*filed.papers, *proofs)}
    )
    case = await parts.platform.submit(filed_by(filed, neighbour(filed, GUARDIAN)))
    assert case.receipt.accepted
    assert (await case.progress()).acts_as == "监护人"
    await until(case, "household-cancellation", State.GRANTED)
    sheet = await parts.desk("public-security").show(case.id, "household-cancellation")
    assert sheet.request
    assert sheet.request.acts_as == "监护人"
    await case.withdraw("测试结束")


async def test_an_agent_is_authorised(parts: Parts) -> None:
    """Not accepted without anybody's word; with it, on the same application, until its last day."""
    filed = submission(ESTATE)
    agent = neighbour(filed, GUARDIAN)
    case = await parts.platform.submit(filed_by(filed, agent))
    assert not case.receipt.accepted
    assert [(one.path, one.rule) for one in case.receipt.findings] == [("applicant", "applicant.may-apply")]
    until_then = day_in_china(datetime.now(UTC)) + timedelta(days=1)
    await parts.platform.authorise(filed.applicant, grantee=agent, one_matter="bereavement", until=until_then)
    parts.behave(filed.id, "deposit[1]", asks("form.account_number"))
    parts.behave(filed.id, "household-cancellation", Reviewing())
    assert (await case.supplement(Supplement(form={"drove": False}))).accepted
    assert (await case.progress()).acts_as == "代理人"
    await until(case, "deposit[1]", State.CORRECTION)

    await parts.forward_past(filed.id, until_then + timedelta(days=2))
    stranger, heir = neighbour(filed, "99010119800404009"), filed.applicant.identity_number
    with pytest.raises(NotAllowed, match="重新办理委托授权"):
        await case.withdraw("不再代理")
    with pytest.raises(NotAllowed, match="重新办理委托授权"):
        await case.supplement(Supplement(form={"accounts[1]": None}))
    with pytest.raises(NotAllowed, match="本人无权申请"):
        await case.withdraw("与我无关", by=stranger)
    assert (await case.supplement(Supplement(by=heir, form={"accounts[1]": None}))).accepted
    await case.withdraw("测试结束", by=heir)
    assert (await case.outcome()).kind is not OutcomeKind.GRANTED


async def test_a_transfer_that_is_granted_is_not_changed(parts: Parts) -> None:
    """For whom it was granted is settled; the other property may still go to somebody else."""
    filed = submission(ESTATE)
    heirs: Any = filed.form["heirs"]
    parts.behave(filed.id, "property-transfer[1]", asks("form.goes_to"))
    case = await paid(parts, filed)
    await told(case)
    await until(case, "property-transfer[0]", State.GRANTED)
    spouse, child = (one["heir_id"] for one in heirs)
    with pytest.raises(InvalidForm) as caught:
        await case.supplement(Supplement(form={"properties[0].goes_to": child}))
    assert [one.path for one in caught.value.wrong_fields] == ["form.properties[0].goes_to"]
    assert (await case.supplement(Supplement(form={"properties[1].goes_to": spouse}))).accepted
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
