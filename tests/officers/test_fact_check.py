"""Facts that change between acceptance and decision: an officer sees what was, what is, and decides then."""

from datetime import date, timedelta
from typing import Final

import pytest

from activities.stand_ins.behaviour import Failing, Reviewing
from activities.stand_ins.books import licences
from client import Applicant, Case, State
from client.errors import FactsChanged
from client.messages.cases.findings import Finding
from matters.definitions import licences as kinds
from matters.definitions.registers import BIRTHS, CREDIT, INSURANCE, MARRIAGES, POPULATION
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, submission
from tests.support.entries import behaving, change
from tests.support.parts import Parts, until
from tests.support.states import FOOD, HOUSEHOLD, NO, on_the_other_ledger
from workflows.cases import machine_steps

ENROLMENT: Final = "insurance-enrolment"
POLICE: Final = "public-security"
MARKET: Final = "market-regulation"
DEAD: Final = "applicant.lives"


async def shop(parts: Parts) -> tuple[Case, str]:
    """A restaurant whose food licence two officers decide, and its operator's number."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    return case, filed.applicant.identity_number


async def doubts(parts: Parts, case: Case, item: str, department: str) -> list[Finding]:
    """What an officer is shown of an item."""
    request = (await parts.desk(department).show(case.id, item)).request
    assert request
    return list(request.doubts)


@on_the_other_ledger
async def test_a_death_after_acceptance(parts: Parts) -> None:
    """Neither of two officers grants it unseen; both decide anew, upon what is."""
    case, operator = await shop(parts)
    first, second = (parts.desk(MARKET, officer) for officer in ("officer-1", "officer-2"))
    await first.grant(case.id, FOOD)
    change(parts.district, POPULATION.code, operator, {"alive": False})
    with pytest.raises(FactsChanged, match=DEAD):
        await second.grant(case.id, FOOD)
    sheet = await first.show(case.id, FOOD)
    assert (sheet.progress.state, sheet.proposed_by) == (State.IN_REVIEW, ())
    told = {doubt.rule: doubt.says for doubt in await doubts(parts, case, FOOD, MARKET)}
    assert told.keys() == {DEAD, "restaurant.operator-known"}
    assert all("人口基础信息库：健在原为是，现为否" in says for says in told.values())
    for desk in (first, second):
        refused = await desk.refuse(case.id, FOOD, reasons=NO.reasons, basis=NO.basis)
    assert refused.state is State.REFUSED


@on_the_other_ledger
async def test_a_licence_revoked_after_acceptance(parts: Parts) -> None:
    """A licence on which the item rests, whoever gave it: its face says what was, its status what is."""
    case, _ = await shop(parts)
    with parts.district.transaction() as books:
        licences.revoke(books, issue_key=f"{case.id}/business-registration", because="冒名登记")
    first, second = (parts.desk(MARKET, officer) for officer in ("officer-1", "officer-2"))
    await first.grant(case.id, FOOD)
    with pytest.raises(FactsChanged, match=r"paper\.valid"):
        await second.grant(case.id, FOOD)
    [doubt] = await doubts(parts, case, FOOD, MARKET)
    assert doubt.path == "papers.business-licence"
    for desk in (first, second):
        decided = await desk.grant(case.id, FOOD)
    assert decided.state is State.GRANTED


@on_the_other_ledger
async def test_only_what_has_changed_since_is_told(parts: Parts) -> None:
    """Seen once, a fact is no news; another change is."""
    case, operator = await shop(parts)
    first, second = (parts.desk(MARKET, officer) for officer in ("officer-1", "officer-2"))
    change(parts.district, CREDIT.code, operator, {"because": "食品安全犯罪", "until": "2099-12-31"})
    await first.grant(case.id, FOOD)
    with pytest.raises(FactsChanged, match=r"restaurant\.barred"):
        await second.grant(case.id, FOOD)
    change(parts.district, CREDIT.code, operator, {"until": "2098-12-31"})
    await first.grant(case.id, FOOD)
    with pytest.raises(FactsChanged, match=r"restaurant\.barred"):
        await second.grant(case.id, FOOD)
    await first.grant(case.id, FOOD)
    assert (await second.grant(case.id, FOOD)).state is State.GRANTED
    told = [doubt.says for doubt in await doubts(parts, case, FOOD, MARKET)]
    assert len(told) == 2
    assert "信用名单原无记录；信用名单：事由原为无，现为食品安全犯罪" in told[0]
    assert "现为2098-12-31" in told[1]


async def test_a_register_that_is_silent_at_the_decision(quiet: Parts) -> None:
    """Nobody can tell whether it is as it was: the officer is told that, too, and decides."""
    case, _ = await shop(quiet)
    first, second = (quiet.desk(MARKET, officer) for officer in ("officer-1", "officer-2"))
    await first.grant(case.id, FOOD)
    with behaving(quiet.district, Failing(times=9), CREDIT.code), pytest.raises(FactsChanged):
        await second.grant(case.id, FOOD)
    told = [doubt.says for doubt in await doubts(quiet, case, FOOD, MARKET)]
    assert told
    assert all("信用名单暂时无法查询" in says for says in told)
    await first.grant(case.id, FOOD)
    assert (await second.grant(case.id, FOOD)).state is State.GRANTED


@on_the_other_ledger
async def test_an_item_that_is_lodged_late(parts: Parts) -> None:
    """What a machine would grant days later goes to an officer, with what has changed meanwhile."""
    filed = submission(MARRIED)
    parts.behave(filed.id, HOUSEHOLD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, HOUSEHOLD, State.IN_REVIEW)
    await parts.forward(case.id, machine_steps.FRESH + timedelta(minutes=1))
    change(parts.district, POPULATION.code, filed.applicant.identity_number, {"alive": False})
    police = parts.desk(POLICE)
    with pytest.raises(FactsChanged):
        await police.grant(case.id, HOUSEHOLD)
    await police.grant(case.id, HOUSEHOLD)
    await until(case, ENROLMENT, State.IN_REVIEW)
    assert [doubt.rule for doubt in await doubts(parts, case, ENROLMENT, "medical-insurance")] == [DEAD]


@on_the_other_ledger
async def test_what_no_rule_reads_disturbs_nobody(parts: Parts) -> None:
    """A register may say other things of a person; the decision does not rest on them."""
    filed = submission(MARRIED)
    parts.behave(filed.id, HOUSEHOLD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, HOUSEHOLD, State.IN_REVIEW)
    mother = str(filed.form["mother_id"])
    change(parts.district, POPULATION.code, mother, {"address": "示范区新街1号"})
    change(parts.district, INSURANCE.code, mother, {"maternity": False})
    change(parts.district, BIRTHS.code, mother, {"certified": 1})
    assert (await parts.desk(POLICE).grant(case.id, HOUSEHOLD)).state is State.GRANTED


@on_the_other_ledger
async def test_what_a_register_said_before(parts: Parts) -> None:
    """A divorce is told with what was; the officer's word is taken then."""
    filed = submission(MARRIED)
    parts.behave(filed.id, HOUSEHOLD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, HOUSEHOLD, State.IN_REVIEW)
    change(parts.district, MARRIAGES.code, str(filed.form["mother_id"]), {"ended_on": "2026-11-27"})
    with pytest.raises(FactsChanged, match=r"newborn\.marriage-ended"):
        await parts.desk(POLICE).grant(case.id, HOUSEHOLD)
    [doubt] = await doubts(parts, case, HOUSEHOLD, POLICE)
    assert "婚姻终止日期原为无，现为2026-11-27" in doubt.says
    assert (await parts.desk(POLICE).grant(case.id, HOUSEHOLD)).state is State.GRANTED
    assert kinds.NEWBORN_REGISTER_PAGE.code in {
        item.licence.code for item in (await case.progress()).items if item.licence
    }


@on_the_other_ledger
async def test_a_leave_that_is_taken_back(parts: Parts) -> None:
    """Nothing is asked about a father any more who has withdrawn it meanwhile: an officer sees why."""
    filed = submission(MARRIED)
    parts.behave(filed.id, HOUSEHOLD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, HOUSEHOLD, State.IN_REVIEW)
    father = Applicant(
        name=str(filed.form["father_name"]),
        identity_number=str(filed.form["father_id"]),
        phone="13900000001",
    )
    await parts.platform.authorise(
        father, grantee=filed.applicant.identity_number, one_matter="newborn", until=date(2026, 1, 1)
    )
    with pytest.raises(FactsChanged, match=r"newborn\.father-name"):
        await parts.desk(POLICE).grant(case.id, HOUSEHOLD)
    told = {doubt.rule: doubt.says for doubt in await doubts(parts, case, HOUSEHOLD, POLICE)}
    assert "未取得本人授权" in told["newborn.father-name"]
