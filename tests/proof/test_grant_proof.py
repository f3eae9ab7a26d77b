"""What `onematter matters check` proves of a grant: each mistake seeded into a sound one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from matters import catalogue
from matters.definitions import grants
from matters.language import (
    Bound,
    Budget,
    Datum,
    Figure,
    Grant,
    InForce,
    MalformedCode,
    Mode,
    Narrowing,
    Occasion,
    Often,
    Once,
    Op,
    PayDay,
    Person,
    Publicity,
    Rule,
    WorkingDays,
)
from matters.proof.basis_table import provisions
from matters.proof.grant_proof import prove_grants
from matters.proof.inspection import faults
from matters.proof.provision import unverified
from tests.support.applications.shop import OURS

TODAY: Final = date(2026, 12, 1)
SOUND: Final = grants.OLD_AGE
WHERE: Final = "old-age-allowance"


def answers(answer: Callable[[Person], bool | None], *, datum: Datum | None = None) -> Grant[Person]:
    """The sound grant with one rule more."""

    def holds(person: Person, _: Occasion) -> bool | None:
        return answer(person)

    more = Rule(id="more", says="", holds=holds, basis=OURS, datum=datum)
    return replace(SOUND, rules=(*SOUND.rules, more))


def narrowed(column: str, op: Op, *, value: Any = None) -> Grant[Person]:
    bound = Bound(column=column, op=op, value=lambda _: value)
    return replace(SOUND, narrowing=Narrowing((bound,)))


def public(limit: int, *, objection: int) -> Publicity:
    return Publicity(
        limit=WorkingDays(count=limit, basis=OURS),
        objection=WorkingDays(count=objection, basis=OURS),
        basis=OURS,
    )


def test_the_catalogue_is_sound() -> None:
    """Every grant in force, and the list of them beside the one-matters."""
    assert faults(catalogue.ONE_MATTERS, catalogue.GRANTS, on=TODAY) == ()


@pytest.mark.parametrize(
    ("broken", "where", "says"),
    [
        (replace(SOUND, entry=replace(SOUND.entry, evidence_held=None)), WHERE, "lacks a criterion"),
        (replace(SOUND, publicity=public(0, objection=5)), WHERE, "publicity limit is 0个工作日"),
        (replace(SOUND, publicity=public(5, objection=0)), WHERE, "objection limit is 0个工作日"),
        (replace(SOUND, answer=WorkingDays(count=0, basis=OURS)), WHERE, "answer limit is 0个工作日"),
        (replace(SOUND, budget=Budget(fen=0, basis=OURS)), WHERE, "budget is 0.00元"),
        (replace(SOUND, brake=replace(SOUND.brake, returns=Decimal(0))), WHERE, "brake on returns is 0"),
        (replace(SOUND, brake=replace(SOUND.brake, faults=Decimal(2))), WHERE, "brake on faults is 2"),
        (
            replace(SOUND, second_look=replace(SOUND.second_look, value=Decimal(101))),
            WHERE,
            "second look is 101%",
        ),
        (replace(SOUND, mode=Mode.COMMITMENT), WHERE, "has no text of it"),
        (replace(SOUND, figures=()), WHERE, "lists no figure"),
        (replace(SOUND, once=Once(often=Often.LIFETIME, basis=OURS)), WHERE, "bring the two together"),
        (replace(SOUND, once=replace(SOUND.once, among=(WHERE,))), WHERE, "its own code counts"),
        (replace(SOUND, pay_day=PayDay(day=31, basis=OURS)), WHERE, "paid on day 31"),
        (
            replace(SOUND, term=InForce(since=date(2026, 1, 1), until=date(2025, 1, 1), basis=OURS)),
            WHERE,
            "ends on 2025-01-01, before it begins",
        ),
        (replace(SOUND, rules=(*SOUND.rules, SOUND.rules[0])), f"{WHERE}/registered-here", "have this id"),
        (answers(lambda person: person.lawful_birth), f"{WHERE}/more", "names no datum"),
        (
            answers(lambda _: True, datum=Datum(field="shoe", asks="?")),
            f"{WHERE}/more",
            "asks for 'shoe', which Person does not have",
        ),
        (
            answers(lambda person: person.died_on.year > 2000),  # type: ignore[union-attr]  # the mistake
            f"{WHERE}/more",
            "fails on empty registers: AttributeError",
        ),
        (narrowed("shoe", Op.NOT_NULL), f"{WHERE}/shoe", "does not have; name one that it has"),
        (narrowed("account_known", Op.EQUALS, value=True), f"{WHERE}/account_known", "does not have"),
        (narrowed("born_on", Op.AT_MOST, value="1960"), f"{WHERE}/born_on", "with '1960'; give a value"),
        (narrowed("born_on", Op.AT_MOST), f"{WHERE}/born_on", "with None; give a value"),
        (narrowed("work", Op.EQUALS, value="闲"), f"{WHERE}/work", "with '闲'; give a value"),
        (narrowed("died_on", Op.IS_NULL, value=date(2026, 1, 1)), f"{WHERE}/died_on", "with nothing"),
        (narrowed("registered_in", Op.IN, value=("990101", 2)), f"{WHERE}/registered_in", "give a value"),
    ],
)
def test_a_seeded_fault_is_found(broken: Grant[Any], where: str, says: str) -> None:
    """Each mistake gives one fault, which says where it is and what is wrong."""
    found = prove_grants((broken,))
    assert [fault.where for fault in found] == [where]
    assert says in str(found[0])


def test_a_grant_that_waits_for_somebody_may_lack_evidence() -> None:
    """What the registers do not hold, the beneficiary commits to."""
    assert grants.FLEXIBLE_EMPLOYMENT.entry.evidence_held is None
    assert prove_grants((grants.FLEXIBLE_EMPLOYMENT,)) == ()


def test_an_edition_is_listed_once_and_a_code_means_one_thing() -> None:
    """Editions may stand side by side; neither two texts nor two kinds of service share a name."""
    assert prove_grants((SOUND, replace(SOUND, edition="2027-01", since=date(2027, 1, 1)))) == ()
    assert "listed 2 times" in str(prove_grants((SOUND, SOUND))[0])
    assert "a one-matter has this code, too" in str(prove_grants((SOUND,), taken=(WHERE,))[0])


def test_doubtful_numbers_are_a_reminder() -> None:
    """Figures, limits, terms and assumptions that nobody has confirmed, each with its place."""
    told = [str(number) for number in unverified(provisions(grants.FLEXIBLE_EMPLOYMENT))]
    assert any("补贴比例 50%" in line and "〔待核实〕" in line for line in told)
    assert any("publicity 5个工作日" in line and "〔他地或转载来源〕" in line for line in told)
    assert any("异议期与公示期相同" in line for line in told)
    read = Figure(name="读过的数", value=Decimal(1), unit="元", basis=OURS)
    assert not any("读过的数" in str(it) for it in unverified(provisions(replace(SOUND, figures=(read,)))))


def test_a_code_that_is_not_plain() -> None:
    """Codes of grants are written as those of one-matters."""
    with pytest.raises(MalformedCode, match="grant 'Old Age': write lower-case words joined by hyphens"):
        replace(SOUND, code="Old Age")
