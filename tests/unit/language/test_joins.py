"""Any one of several proofs, opinions, whose a licence is, registers asked by duty, and what is not ours."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from matters.definitions import licences, registers
from matters.definitions.registers import LICENCE_LIBRARY, HeldLicence, LicenceStatus
from matters.guide.advice import guide
from matters.guide.service_guide import service_guide
from matters.guide.whole_form import read_whole
from matters.language import (
    ByLaw,
    ClosedList,
    Competent,
    Department,
    Enquired,
    Entry,
    LeadTime,
    Material,
    OneMatter,
    Severity,
    Silence,
    WorkingDays,
)
from matters.language.groups.unfolded_items import unfold
from matters.language.partial_form import fill_in
from matters.language.parties.duty import asked_by_law
from matters.plan.application import Application
from matters.plan.plan import Source
from matters.proof.one_matter_proof import prove_one
from matters.review.review import Review, review
from tests.support.applications.estate import (
    ESTATE,
    FACTS,
    ON,
    ONE,
    Deceased,
    Heirs,
    Property,
    filled,
    identity,
    planned,
    search,
    transfer,
)
from tests.support.applications.shop import OURS
from tests.support.applications.stalls import SILENT_STALL, STALL, Stall
from tests.support.mistakes.mistake import with_item


def of_the_deceased(form: Deceased) -> str:
    return form.deceased_id


def whoever_gets_it(form: Property) -> str:
    """取得不动产的继承人"""
    return form.goes_to


def all_heirs(form: Heirs) -> tuple[str, ...]:
    """全体继承人（共有）"""
    return tuple(heir.heir_id for heir in form.heirs)


def nobody_at_all(_: Heirs) -> tuple[str, ...]:
    """无人"""
    return ()


def handed_over(form: Property) -> date:
    return date(2027, 1, 1 + int(form.unit.removeprefix("单元")))


def address(form: Property) -> dict[str, str]:
    return {"address": form.address}


def registry_if_any(form: Property) -> Department | None:
    return ONE if form.district == "一区" else None


def city_of_the_property(form: Property) -> str:
    return f"{form.district}不动产登记机构"


DEATH_PROOF: Final = Material[Deceased](
    code="death-proof",
    name="死亡证明",
    licence=licences.BIRTH_CERTIFICATE,
    or_else=(licences.MARRIAGE_CERTIFICATE,),
    of=of_the_deceased,
    basis=OURS,
)
PROVED: Final = replace(ESTATE, matters=(replace(search, materials=(DEATH_PROOF,)),))


def reviewed(one: OneMatter[Any], given: dict[str, Any], said: dict[Enquired, Entry] | None = None) -> Review:
    answers, _ = read_whole(one, given)
    facts, advice = FACTS, guide(one, answers)
    while (found := review(one, answers, advice, facts, uploaded={}, committed=True)).unasked:
        facts = facts.told({asked: (said or {}).get(asked, Silence.NOT_FOUND) for asked in found.unasked})
    return found


def held(code: str, holder: str, status: LicenceStatus = LicenceStatus.IN_FORCE) -> dict[Enquired, Entry]:
    face = HeldLicence(as_of=ON, identifier=code, code=code, holder=holder, status=status, elements={})
    return {(LICENCE_LIBRARY, f"{code}/{holder}"): face}


def test_any_one_of_several_proves_it() -> None:
    """Whichever the library holds and is in force; without any, one paper is asked for."""
    given, dead = filled(heirs=1, properties=0), identity(900)
    plan = planned(PROVED, given, held={(licences.MARRIAGE_CERTIFICATE.code, dead): "number"})
    [paper] = plan.items[0].papers
    assert (paper.source, paper.reference) == (Source.LICENCE_LIBRARY, "number")
    second = held(licences.MARRIAGE_CERTIFICATE.code, dead)
    assert not reviewed(PROVED, given, second).findings
    revoked = held(licences.BIRTH_CERTIFICATE.code, dead, LicenceStatus.REVOKED)
    assert not reviewed(PROVED, given, revoked | second).findings
    assert [one.rule for one in reviewed(PROVED, given, revoked).findings] == ["paper.valid"]
    assert [one.path for one in reviewed(PROVED, given).findings] == ["papers.death-proof"]


def test_the_guide_shows_that_any_one_suffices() -> None:
    """By the names of all of them."""
    assert "死亡证明（出生医学证明、结婚证，任一即可）：电子证照库调取" in service_guide(PROVED)


def test_an_item_hears_others() -> None:
    """It waits for them, and depends on nothing that they grant."""
    after, hears = (
        planned(ESTATE, filled(heirs=1, properties=1)),
        with_item(ESTATE, transfer, after=(), hears=(search,)),
    )
    item = planned(hears, filled(heirs=1, properties=1)).items[1]
    assert (item.after, item.hears) == ((), ("search",))
    assert item.due == after.items[1].due
    assert prove_one(hears, on=ON) == ()


def test_whose_a_licence_is_and_what_it_says() -> None:
    """Of each element its own."""
    given_to = with_item(ESTATE, transfer, given_to=whoever_gets_it, face=address)
    first, second = planned(given_to, filled(heirs=2, properties=2)).items[1:]
    assert first.gives
    assert second.gives
    assert (first.gives.holder, first.gives.face) == (identity(0), {"address": "示范路0号"})
    assert (second.gives.holder, second.gives.face) == (identity(1), {"address": "示范路1号"})


def test_a_licence_that_several_hold_together() -> None:
    """All of them are told to whoever issues it; another item's paper of theirs is that one."""
    theirs = Material[Heirs](
        code="their-certificate",
        name="共有的不动产权证书",
        licence=licences.PROPERTY_CERTIFICATE,
        of=all_heirs,
        basis=OURS,
    )
    given = replace(search, gives=licences.PROPERTY_CERTIFICATE, given_to=all_heirs)
    then = replace(transfer, materials=(theirs,), gives=None, given_to=None, after=(given,))
    one = replace(ESTATE, matters=(given, then))
    first, second = planned(one, filled(heirs=3, properties=1)).items
    assert first.gives
    assert (first.gives.holder, first.gives.co_holders) == (identity(0), (identity(1), identity(2)))
    assert [paper.source for paper in second.papers] == [Source.EARLIER_ITEM]
    alone = replace(ESTATE, matters=(search, replace(then, after=(search,))))
    assert planned(alone, filled(heirs=2, properties=1)).items[1].papers[0].source is Source.APPLICANT
    assert prove_one(one, on=ON) == ()
    nobodys = replace(ESTATE, matters=(replace(given, given_to=nobody_at_all),))
    assert any("`given_to` says something else" in str(fault) for fault in prove_one(nobodys, on=ON))


def test_what_nobody_serves_is_not_ours() -> None:
    """And who is competent is told, for the one element that it is about; the rest of the case is ours."""
    by: dict[str, Any] = {"by": registry_if_any, "elsewhere": city_of_the_property}
    served = Competent[Any](name="不动产登记机构", among=(ONE,), field="district", **by)
    here = with_item(ESTATE, transfer, competent=served)
    everything = reviewed(here, filled(heirs=1, properties=2)).findings
    found = [one for one in everything if one.rule == "item.served"]
    assert [(one.path, one.competent, one.severity) for one in found] == [
        ("form.properties[0].district", "二区不动产登记机构", Severity.MUST_MEND)
    ]
    assert prove_one(here, on=ON) == ()
    silent = with_item(ESTATE, transfer, competent=replace(served, elsewhere=None))
    assert any("names a body that is not listed" in str(fault) for fault in prove_one(silent, on=ON))


def test_what_silence_grants_is_said() -> None:
    """In the guide and in the plan, with its text; without a limit of the law there is no silence."""
    assert "期满未作决定的：视为准予，《本测试》第一条" in service_guide(SILENT_STALL)
    plan = Application(one=SILENT_STALL, form=Stall(street="东街"), facts=FACTS).plan()
    assert plan.items[0].clock.deemed == "《本测试》第一条"
    with pytest.raises(ClosedList, match="give `statutory`"):
        replace(STALL, quota=None, deemed=OURS)


def test_a_limit_before_an_event_of_each() -> None:
    """Each element has its own event, and its own last day."""
    before = LeadTime[Property](event="交房", day=handed_over, by=WorkingDays(count=1, basis=OURS))
    one = with_item(ESTATE, transfer, lead_time=before)
    leads = [item.clock.lead_time for item in planned(one, filled(heirs=1, properties=2)).items[1:]]
    assert [lead and lead.on for lead in leads] == [date(2027, 1, 1), date(2027, 1, 2)]


def test_a_limit_before_an_event_that_is_over() -> None:
    """Guide, pre-review and whoever decides are told the day, and that it is over, of that element."""
    before = LeadTime[Property](event="交房", day=handed_over, by=WorkingDays(count=25, basis=OURS))
    one, given = with_item(ESTATE, transfer, lead_time=before), filled(heirs=1, properties=2)
    given["properties"][1]["unit"] = "单元30"
    last, answers = date(2026, 11, 27), read_whole(one, given)[0]
    asked = reviewed(one, given)
    over = [found for found in asked.findings if found.rule == "item.lead-time"]
    assert [(found.matter, found.path) for found in over] == [("transfer[0]", "form.properties[0]")]
    assert over[0].says == f"不动产转移登记（不动产1）最迟应于交房前25个工作日（{last}）作出决定，该日已过"
    assert over[0].severity is Severity.TO_A_PERSON
    told = [item.lead_time for item in guide(one, answers, on=ON).items[1:]]
    assert told[0].startswith(f"最迟于交房前25个工作日（{last}）作出决定；该日已过")
    assert told[1] == "最迟于交房前25个工作日（2026-12-25）作出决定"
    assert guide(one, {}, on=ON).items[1].lead_time == "最迟于交房前25个工作日作出决定"
    doubts = [item.doubts for item in planned(one, given, findings=asked.findings).items[1:]]
    assert [len([it for it in each if it.rule == "item.lead-time"]) for each in doubts] == [1, 0]


def test_registers_that_may_be_asked_by_duty() -> None:
    """About whom a form names, and about nobody else; nobody is shown for it what they say."""
    duty = ByLaw(register=registers.POPULATION, whose=whoever_gets_it, basis=OURS)
    one = with_item(ESTATE, transfer, by_law=(duty,))
    answers, _ = read_whole(one, filled(heirs=2, properties=2))
    by_law = asked_by_law(unfold(one, answers).duties, fill_in(one.form, answers))
    facts = replace(FACTS, applicant="", by_law=by_law)
    assert facts.may_ask(registers.POPULATION, identity(1))
    assert not facts.may_ask(registers.POPULATION, identity(900))
    assert not facts.may_ask(registers.CREDIT, identity(1))
    assert not facts.may_see(identity(1))
