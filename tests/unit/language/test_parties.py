"""Who may apply, and as what somebody else may for them: a representative, a guardian, an agent."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from matters.definitions import law
from matters.definitions.registers import BUSINESSES, GUARDIANS, BusinessEntry, GuardianEntry
from matters.guide.service_guide import service_guide
from matters.language import Acts, Facts, Form, Parties, Severity, Silence, Unasked, Wordless
from matters.language.partial_form import fill_in
from matters.plan.application import Application
from matters.proof.one_matter_proof import prove_one
from matters.review.capacity import capacity
from tests.support.applications.district import Filing
from tests.support.applications.estate import ESTATE, Estate, filled, identity

ON: Final = date(2026, 11, 23)
FIRM: Final = "91310000132210595U"
OPERATOR: Final = "99010119880909007X"
STRANGER: Final = "990101198004040024"
AGENT: Final = "990101199001010027"


def heirs(form: Estate) -> tuple[str, ...]:
    """继承人"""
    return tuple(heir.heir_id for heir in form.heirs)


def firm(_: Form) -> tuple[str, ...]:
    """用人单位"""
    return (FIRM,)


OF_HEIRS: Final = Parties[Estate](may_apply=heirs, acting=(Acts.GUARDIAN, Acts.AGENT), basis=law.AGENCY)
OF_A_FIRM: Final = Parties[Form](may_apply=firm, acting=(Acts.REPRESENTATIVE, Acts.AGENT), basis=law.AGENCY)
FORM: Final = fill_in(Estate, Estate.model_validate(filled(heirs=2, properties=0)).__dict__)
BUSINESS: Final = BusinessEntry(
    as_of=ON,
    credit_code=FIRM,
    name="甲",
    operator=OPERATOR,
    operator_name="乙",
    address="丙",
    division="990101",
)
REGISTERED: Final = {(BUSINESSES, FIRM): BUSINESS}


def test_whose_it_is_asks_nobody() -> None:
    """Any one of them applies himself."""
    assert capacity(OF_HEIRS, FORM, Facts(on=ON, applicant=identity(1))) is Acts.HIMSELF


def test_a_guardian_is_known_by_the_register() -> None:
    """Under his own number; whoever is guardian of somebody else is none here."""
    stranger = Facts(on=ON, applicant=AGENT)
    with pytest.raises(Unasked) as asked:
        capacity(OF_HEIRS, FORM, stranger)
    assert asked.value.enquired == (GUARDIANS, AGENT)
    of_an_heir = stranger.told({(GUARDIANS, AGENT): GuardianEntry(as_of=ON, wards=(identity(1),))})
    assert capacity(OF_HEIRS, FORM, of_an_heir) is Acts.GUARDIAN
    of_another = stranger.told({(GUARDIANS, AGENT): GuardianEntry(as_of=ON, wards=(identity(900),))})
    assert capacity(OF_HEIRS, FORM, of_another) is None


def test_an_agent_has_the_word_of_one_of_them() -> None:
    """In force for this one-matter, as recorded."""
    facts = Facts(on=ON, applicant=AGENT).told({(GUARDIANS, AGENT): Silence.NOT_FOUND})
    assert capacity(OF_HEIRS, FORM, facts) is None
    assert capacity(OF_HEIRS, FORM, replace(facts, authorised_by=(identity(1),))) is Acts.AGENT


def test_a_firm_is_represented() -> None:
    """By whom the register names, or by his agent; the firm's code authorises nobody."""
    himself = Facts(on=ON, applicant=OPERATOR).told(REGISTERED)
    assert capacity(OF_A_FIRM, FORM, himself) is Acts.REPRESENTATIVE
    agent = Facts(on=ON, applicant=AGENT).told(REGISTERED)
    assert capacity(OF_A_FIRM, FORM, agent) is None
    assert capacity(OF_A_FIRM, FORM, replace(agent, authorised_by=(OPERATOR,))) is Acts.AGENT


def test_pre_review_says_who_may_apply() -> None:
    """And as what the applicant does, if he may."""
    ours, _ = Filing(case="recruitment-two").review()
    assert ours.acts_as is Acts.AGENT
    own, _ = Filing(case="recruitment-two", applicant=OPERATOR).review()
    assert own.acts_as is Acts.REPRESENTATIVE
    alone, _ = Filing(case="recruitment-two", authorised_by=()).review()
    [found] = [one for one in alone.findings if one.path == "applicant"]
    assert found.rule == "applicant.may-apply"
    assert "用人单位" in found.says
    assert "法定代表人" in found.mend


def test_nobody_can_tell_now() -> None:
    """A person looks at it, and nothing is held up."""
    found, _ = Filing(case="recruitment-two", authorised_by=(), down=("business-register",)).review()
    [doubt] = [one for one in found.findings if one.path == "applicant"]
    assert doubt.severity == "to-a-person"
    assert found.acts_as is None


def test_proof_against_a_register_reaches_officers() -> None:
    """Of every item: whoever applies is nobody's alone, and all are shown what he brings."""
    proof = {"register-proof": "r"}
    brought = {
        **{f"kinship-proof[{n}]": "k" for n in (0, 1)},
        "deposit-promise": "p",
        "inheritance-proof": "i",
    }
    stranger = Filing(case="bereavement-two-heirs", applicant=STRANGER, papers={**brought, **proof})
    [doubt] = [one for one in stranger.review()[0].findings if one.path == "applicant"]
    assert doubt.severity == "to-a-person"
    form = fill_in(Estate, Estate.model_validate(filled(heirs=2, properties=2)).__dict__)
    applied = Application[Any](
        one=replace(ESTATE, parties=OF_HEIRS),
        form=form,
        facts=Facts(on=ON, applicant=STRANGER),
        uploaded=(*proof,),
        findings=(doubt,),
    )
    items = applied.plan().items
    assert len(items) > 1
    assert all(item.doubts == (doubt,) for item in items)
    assert all("register-proof" in {paper.code for paper in item.papers} for item in items)
    told = replace(applied, findings=(replace(doubt, severity=Severity.MUST_MEND),)).plan().items
    assert not any(item.doubts or "register-proof" in {it.code for it in item.papers} for item in told)


def test_guide_and_plan_name_them() -> None:
    """In the words of the definition."""
    one = replace(ESTATE, parties=OF_HEIRS)
    assert "申请人：继承人，可由其监护人、代理人代为申请" in service_guide(one)
    applied = Application[Any](one=one, form=FORM, facts=Facts(on=ON, applicant=AGENT), acts_as=Acts.AGENT)
    assert applied.plan().acts_as == "代理人"
    assert prove_one(one, on=ON) == ()


def test_they_have_words() -> None:
    """Which the guide prints."""
    with pytest.raises(Wordless):
        Parties[Form](may_apply=lambda _: ())
