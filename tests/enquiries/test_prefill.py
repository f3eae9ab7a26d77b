"""Prefilling: what is held comes filled in, with its source; of another person only by leave."""

import asyncio
from datetime import date, timedelta
from typing import Any, Final

import pytest

from activities.stand_ins.behaviour import Behaviour, Failing, Instant, Silent, Slow
from activities.stand_ins.books import entries
from activities.stand_ins.books.entries import EntrySaid
from activities.stand_ins.departments import behave
from client import Applicant, InvalidForm, UnknownOneMatter
from client.messages.enquiries.prefill import Obstacle, Prefilling
from matters import catalogue
from matters.definitions import registers
from matters.definitions.registers import MARRIAGES, POPULATION, MarriageEntry, PersonEntry
from matters.language import Entry, Facts, OneMatter, Silence
from matters.language.partial_form import read_answers
from matters.prefill.filled_form import prefill
from tests.support.cases.submissions import ELSEWHERE, MARRIED, SMALL_SHOP, UNMARRIED, at_home
from tests.support.parts import Parts
from tests.support.states import quiet_on_one_ledger

ON: Final = date(2026, 11, 23)
MOTHER: Final = "990101199203120021"
FATHER: Final = "990101199007080018"
STRANGER: Final = "11010519491231002X"


def values(found: Prefilling) -> dict[str, object]:
    return {datum.field: datum.value for datum in found.prefilled}


def obstacles(found: Prefilling) -> dict[str, Obstacle]:
    return {field.field: field.because for field in found.withheld}


async def of(quiet: Parts, name: str, **answers: Any) -> Prefilling:
    """What is found for the applicant of a demonstration case."""
    filed = at_home(name)
    return await quiet.platform.prefill(filed.one_matter, filed.applicant, answers)


@quiet_on_one_ledger
async def test_a_family_writes_four_answers(quiet: Parts) -> None:
    """Of a married couple everything is held but the name, the household, and two wishes."""
    found = await of(quiet, MARRIED)
    form = {"already_had": [], **at_home(MARRIED).form}
    assert {field: form[field] for field in values(found)} == values(found)
    assert {question.field for question in found.guidance.questions} == {
        *("child_name", "settles", "wants_card", "wants_guidance")
    }
    settled = await of(quiet, MARRIED, settles="随母落户", wants_card=True, wants_guidance=False)
    assert settled.answers_spared / settled.answers_needed >= 0.7
    assert settled.papers_spared == settled.papers_needed == 6
    assert {paper.code for paper in settled.held_papers} == {
        *("mother-id-card", "receiving-register", "receiving-id-card", "marriage-certificate")
    }


@quiet_on_one_ledger
async def test_source_date_and_trust(quiet: Parts) -> None:
    """Every answer says who holds it, since when, and on which level of trust."""
    found = {datum.field: datum for datum in (await of(quiet, MARRIED)).prefilled}
    name = found["mother_name"]
    assert (name.source, name.as_of, name.trust.value) == ("人口基础信息库", date(2026, 9, 1), "A")
    assert found["bank_account"].source == "电子证照库"


@quiet_on_one_ledger
async def test_a_prefilled_form_is_accepted(quiet: Parts) -> None:
    """What was found, and the little that is asked, is a form that the reception takes."""
    filed = at_home(MARRIED)
    found = await of(quiet, MARRIED)
    asked = {question.field: filed.form.get(question.field, False) for question in found.guidance.questions}
    case = await quiet.platform.submit(filed.model_copy(update={"form": {**values(found), **asked}}))
    assert case.receipt.accepted


@quiet_on_one_ledger
async def test_a_shop_that_is_registered(quiet: Parts) -> None:
    """The business register answers for the shop; size, dishes and sign are for the operator to say."""
    found = await of(quiet, SMALL_SHOP)
    form = at_home(SMALL_SHOP).form
    assert values(found) == {
        field: form[field]
        for field in (
            *("operator_id", "operator_name", "already_registered", "credit_code", "shop_name", "address"),
        )
    }
    assert [paper.code for paper in found.held_papers] == ["business-licence"]


@quiet_on_one_ledger
async def test_an_answer_that_was_given_stays(quiet: Parts) -> None:
    """Nobody is overruled by a register: what differs is for pre-review to tell."""
    found = await of(quiet, MARRIED, hospital="别的医院", parents_married=False)
    assert not {"hospital", "parents_married"} & values(found).keys()


@quiet_on_one_ledger
async def test_a_fathers_leave(quiet: Parts) -> None:
    """A mother is shown the father's data while he lets her; his last word counts, and only hers to him."""
    filed = at_home(ELSEWHERE)
    mother, father = filed.applicant, str(filed.form["father_id"])
    himself = Applicant(name="父亲丙", identity_number=father, phone="13900000003")

    async def until(day: date) -> Prefilling:
        recorded = await quiet.platform.authorise(
            himself, grantee=mother.identity_number, one_matter="newborn", until=day
        )
        assert recorded.until == day
        return await of(quiet, ELSEWHERE)

    today = date.today()  # noqa: DTZ011 # a day more or less on either side
    assert values(await until(today + timedelta(days=2)))["father_name"] == "父亲丙"
    expired = await until(today - timedelta(days=2))
    assert not {"father_id", "father_name"} & values(expired).keys()
    assert obstacles(expired)["father_id"] is Obstacle.UNAUTHORISED
    named = await of(quiet, ELSEWHERE, father_id=father)
    assert "父亲丙" not in named.model_dump_json()
    assert obstacles(named)["father_name"] is Obstacle.UNAUTHORISED
    assert values(await until(today + timedelta(days=2)))["father_id"] == father
    other_way = await quiet.platform.prefill("newborn", himself, {})
    assert "母亲丙" not in other_way.model_dump_json()
    for_a_shop = await quiet.platform.prefill("restaurant", mother, {"operator_id": father})
    assert "operator_name" not in values(for_a_shop)


@quiet_on_one_ledger
@pytest.mark.parametrize("grantee", [FATHER, "990101199203120022", "", "990101199203120021\n"])
async def test_an_authorisation_of_nobody(quiet: Parts, grantee: str) -> None:
    """One cannot authorise oneself, nor somebody whose number is none."""
    father = Applicant(name="父亲甲", identity_number=FATHER, phone="13900000001")
    with pytest.raises(InvalidForm) as caught:
        await quiet.platform.authorise(father, grantee=grantee, one_matter="newborn", until=ON)
    assert [field.path for field in caught.value.wrong_fields] == ["authorisation.grantee"]


@quiet_on_one_ledger
async def test_an_applicant_who_cannot_be(quiet: Parts) -> None:
    """Wrong data of the applicant, or an unknown one-matter, is an error and looks nothing up."""
    nobody = Applicant(name="母亲甲", identity_number="990101199203120022", phone="13900000001")
    with pytest.raises(InvalidForm) as caught:
        await quiet.platform.prefill("newborn", nobody, {})
    assert [field.path for field in caught.value.wrong_fields] == ["applicant.identity_number"]
    with pytest.raises(UnknownOneMatter):
        await quiet.platform.prefill("divorce", at_home(MARRIED).applicant, {})


@quiet_on_one_ledger
@pytest.mark.parametrize("behaviour", [Failing(times=1), Silent(), Slow(seconds=9)], ids=lambda it: it.kind)
async def test_a_register_that_is_down(quiet: Parts, behaviour: Behaviour) -> None:
    """What it holds is asked for, with the reason; the others answer, and soon."""
    behave(quiet.district, behaviour, matter=MARRIAGES.code)
    try:
        async with asyncio.timeout(8):
            found = await of(quiet, MARRIED)
    finally:
        behave(quiet.district, Instant(), matter=MARRIAGES.code)
    assert obstacles(found) == dict.fromkeys(("father_id", "parents_married"), Obstacle.UNREACHABLE)
    assert values(found)["mother_name"] == "母亲甲"


@quiet_on_one_ledger
async def test_a_register_that_answers_rubbish(quiet: Parts) -> None:
    """An entry that cannot be read is no entry, and no value of it is told."""
    filed = at_home(UNMARRIED).applicant
    with quiet.district.transaction() as books:
        before = entries.find(books, register="account-register", key=filed.identity_number)
        rubbish = '{"as_of": "2026-01-01", "phone": 3}'
        entries.enter(books, [_account(filed, rubbish)])
    found = await of(quiet, UNMARRIED)
    with quiet.district.transaction() as books:
        entries.enter(books, [_account(filed, before or "")])
    assert obstacles(found)["phone"] is Obstacle.UNREACHABLE


def _account(applicant: Applicant, entry: str) -> EntrySaid:
    return EntrySaid(source="account-register", key=applicant.identity_number, entry=entry)


def told(one: OneMatter[Any], said: dict[Any, Entry], *, applicant: str = MOTHER) -> dict[str, object]:
    """What is prefilled where registers say just this, and nothing else."""
    facts = Facts(on=ON, applicant=applicant)
    while (found := prefill(one, {}, facts)).unasked:
        facts = facts.told({asked: said.get(asked, Silence.NOT_FOUND) for asked in found.unasked})
    filled: dict[str, object] = {datum.field: datum.value for datum in found.prefilled}
    return {**filled, **{field.field: field.because for field in found.withheld}}


def person(number: str, name: str, sex: str) -> PersonEntry:
    return PersonEntry(as_of=ON, number=number, name=name, sex=sex, division="990101", address="某路")


def test_registers_that_contradict_each_other() -> None:
    """Where two of them differ, neither is believed: the applicant is asked."""
    one = catalogue.find("newborn")
    card = registers.HeldLicence(
        as_of=ON,
        identifier="x",
        code="id-card",
        holder=MOTHER,
        status=registers.LicenceStatus.IN_FORCE,
        elements={registers.Element.NAME: "母亲某"},
    )
    said: dict[Any, Entry] = {
        (POPULATION, MOTHER): person(MOTHER, "母亲甲", "女"),
        (registers.LICENCE_LIBRARY, f"id-card/{MOTHER}"): card,
    }
    assert told(one, said)["mother_name"] == "contradictory"


def test_a_marriage_that_has_ended() -> None:
    """A former spouse is no father by the register, and nobody is said to be married."""
    one = catalogue.find("newborn")
    ended = MarriageEntry(
        as_of=ON,
        husband=FATHER,
        husband_name="父亲甲",
        wife=MOTHER,
        wife_name="母亲甲",
        ended_on=ON,
    )
    filled = told(one, {(POPULATION, MOTHER): person(MOTHER, "母亲甲", "女"), (MARRIAGES, MOTHER): ended})
    assert not {"father_id", "parents_married"} & filled.keys()


def test_what_a_form_would_not_take() -> None:
    """A register's value that is no answer, such as a name with control characters, is not filled in."""
    one = catalogue.find("newborn")
    assert "mother_name" not in told(one, {(POPULATION, MOTHER): person(MOTHER, "母\x1b亲", "女")})
    _, wrong = read_answers(one.form, {"mother_name": "母\x1b亲"})
    assert wrong
