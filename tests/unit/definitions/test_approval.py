"""When a machine may grant: the rules, the trust in them, and the share that officers look at again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import sqrt
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matters import catalogue
from matters.definitions import law
from matters.definitions.newborn.definition import NEWBORN, vaccination_record
from matters.definitions.registers import BIRTHS, BirthEntry
from matters.definitions.restaurant.definition import food_licence
from matters.language import (
    Check,
    Facts,
    Family,
    Figure,
    Form,
    NotForMachines,
    OneMatter,
    Silence,
    Unattended,
)
from matters.language.partial_form import fill_in
from matters.proof.basis_table import provisions
from matters.proof.one_matter_proof import prove_one
from matters.proof.provision import unverified
from matters.review.approval import (
    Agreement,
    JudgedRule,
    Judgement,
    Verdict,
    agrees,
    is_drawn,
    judge,
    may_grant,
    trusts,
)

PEOPLE: Final = 4_000
ON: Final = date(2026, 11, 23)
MOTHER: Final = "990101199203120021"


class Short(Form):
    mother: str


def never(*_: object) -> bool:
    return False


def born(form: Short, facts: Facts) -> bool:
    return facts.entry(BIRTHS, form.mother) is not None


def breaks(*_: object) -> bool:
    raise ZeroDivisionError


def rule(holds: Callable[[Short, Facts], bool], name: str = "") -> Check[Short]:
    return Check(
        rule=name or f"short.{holds.__name__}",
        family=Family.ELIGIBILITY,
        holds=holds,
        field="mother",
        says="不符合",
        mend="请核对",
        basis=law.AT_THE_WINDOW,
    )


def figure(value: int) -> Figure:
    return Figure(name="示范", value=Decimal(value), unit="", basis=law.DEMONSTRATION_RULE)


def unattended(*rules: Check[Short], shadow: tuple[Check[Short], ...] = ()) -> Unattended[Short]:
    return Unattended[Short](
        rules=rules, agreement=figure(90), cases=figure(10), second_look=figure(5), shadow=shadow
    )


def judged(declared: Unattended[Short], said: object) -> Judgement:
    facts = Facts(on=ON, applicant=MOTHER).told({(BIRTHS, MOTHER): said})  # type: ignore[dict-item]
    return judge(declared, fill_in(Short, {"mother": MOTHER}), facts)


BIRTH: Final = BirthEntry(as_of=ON, born_on=ON, sex="女", hospital="某院")


@pytest.mark.parametrize(
    ("holds", "said", "verdict"),
    [
        (born, BIRTH, Verdict.HOLDS),
        (born, Silence.NOT_FOUND, Verdict.FAILS),
        (born, Silence.UNREACHABLE, Verdict.UNKNOWN),
        (born, Silence.UNAUTHORISED, Verdict.UNKNOWN),
        (breaks, BIRTH, Verdict.UNKNOWN),
    ],
)
def test_a_verdict(holds: Callable[[Short, Facts], bool], said: object, verdict: Verdict) -> None:
    """A rule holds, fails, or cannot tell; a register that is silent and a rule that breaks are no yes."""
    [one] = judged(unattended(rule(holds)), said).judged
    assert one.verdict is verdict
    assert [register for (register, _), _ in one.inputs] == ([BIRTHS] if holds is born else [])


def test_registers_are_asked_first() -> None:
    """As long as something is unasked there is no judgement upon it."""
    facts = Facts(on=ON, applicant=MOTHER)
    asked = judge(unattended(rule(born), rule(never)), fill_in(Short, {"mother": MOTHER}), facts)
    assert asked.unasked == ((BIRTHS, MOTHER),)
    assert [one.check.rule for one in asked.judged] == ["short.never"]


def test_an_answer_that_is_missing_is_no_yes() -> None:
    """A form without the answer that a rule wants is for an officer."""
    found = judge(unattended(rule(born)), fill_in(Short, {}), Facts(on=ON, applicant=MOTHER))
    assert [one.verdict for one in found.judged] == [Verdict.UNKNOWN]


VERDICTS: Final = st.lists(st.tuples(st.sampled_from(Verdict), st.booleans(), st.booleans()), min_size=1)


@given(VERDICTS)
def test_the_machine_grants_only_what_is_beyond_doubt(drawn: list[tuple[Verdict, bool, bool]]) -> None:
    """Every rule that counts holds, and is trusted; what is in shadow changes nothing."""
    checks = [rule(never, f"short.rule-{number}") for number, _ in enumerate(drawn)]
    acting = tuple(check for check, (_, shadow, _) in zip(checks, drawn, strict=True) if not shadow)
    found = tuple(
        JudgedRule(check=check, verdict=verdict, shadow=shadow, inputs=())
        for check, (verdict, shadow, _) in zip(checks, drawn, strict=True)
    )
    good = Agreement(cases=10, agreed=9)
    agreements = {
        check.rule: good if trusted else Agreement(cases=10, agreed=8)
        for check, (_, _, trusted) in zip(checks, drawn, strict=True)
    }
    expected = all(verdict is Verdict.HOLDS and trusted for verdict, shadow, trusted in drawn if not shadow)
    judgement = Judgement(judged=found, unasked=())
    assert may_grant(unattended(*acting), judgement, agreements) is expected


@pytest.mark.parametrize(
    ("cases", "agreed", "trusted"),
    [(0, 0, False), (9, 9, False), (10, 8, False), (10, 9, True), (10, 10, True), (100, 89, False)],
)
def test_trust(cases: int, agreed: int, *, trusted: bool) -> None:
    """Enough cases, and agreement of at least what the definition says."""
    assert trusts(unattended(rule(born)), Agreement(cases=cases, agreed=agreed)) is trusted


@pytest.mark.parametrize(
    ("verdict", "granted", "unopposed", "agreed"),
    [
        (Verdict.HOLDS, True, True, True),
        (Verdict.HOLDS, True, False, True),
        (Verdict.HOLDS, False, True, False),
        (Verdict.HOLDS, False, False, None),
        (Verdict.FAILS, True, False, False),
        (Verdict.FAILS, False, False, True),
        (Verdict.UNKNOWN, True, False, None),
        (Verdict.UNKNOWN, False, False, None),
    ],
)
def test_agreement(verdict: Verdict, *, granted: bool, unopposed: bool, agreed: bool | None) -> None:
    """A refusal for another reason says nothing of a rule that held, nor of one that could not tell."""
    assert agrees(verdict, granted=granted, unopposed=unopposed) is agreed


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=8), st.integers(1, 100))
def test_the_share_that_is_drawn(prefix: str, percent: int) -> None:
    """Of many numbers about the share is drawn, the same ones each time, and more where the share is more."""
    share = figure(percent)
    numbers = [f"{prefix}{number:04}" for number in range(PEOPLE)]
    drawn = [number for number in numbers if is_drawn(number, share)]
    expected = PEOPLE * percent / 100
    assert abs(len(drawn) - expected) <= 6 * sqrt(expected * (1 - percent / 100)) + 1
    assert drawn == [number for number in numbers if is_drawn(number, share)]
    assert all(is_drawn(number, figure(min(percent + 10, 100))) for number in drawn)


def test_what_is_inspected_is_not_for_machines() -> None:
    """It cannot even be written down."""
    with pytest.raises(NotForMachines, match=r"food-licence.*two officers"):
        replace(food_licence, unattended=Unattended[Any](**vars(unattended(rule(born)))))


def _with(changes: dict[str, Any]) -> OneMatter[Any]:
    assert vaccination_record.unattended
    changed = replace(vaccination_record.unattended, **changes)
    matter = replace(vaccination_record, unattended=changed)
    return replace(
        NEWBORN, matters=tuple(matter if it is vaccination_record else it for it in NEWBORN.matters)
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rules": ()}, "would grant anything"),
        ({"agreement": figure(50)}, "trusts a rule at 50"),
        ({"agreement": figure(101)}, "trusts a rule at 101"),
        ({"cases": figure(0)}, "trusts a rule after 0"),
        ({"second_look": figure(0)}, "shows 0 to an officer"),
        ({"second_look": figure(101)}, "shows 101 to an officer"),
    ],
)
def test_proof(changes: dict[str, Any], says: str) -> None:
    """A machine that nobody could hold to account is found by `onematter matters check`."""
    [fault] = prove_one(_with(changes), on=ON)
    assert fault.where == "newborn/vaccination-record unattended"
    assert says in fault.says


def test_proof_of_rules() -> None:
    """A rule that decides has a basis, and does not decide and only watch at once."""
    assert vaccination_record.unattended
    first, *others = vaccination_record.unattended.rules
    bare = replace(first, rule="newborn.bare", basis=None)
    assert "has no basis" in prove_one(_with({"rules": (bare, *others)}), on=ON)[0].says
    assert "both decide and be in shadow" in prove_one(_with({"shadow": (first,)}), on=ON)[0].says


@pytest.mark.parametrize("one", catalogue.ONE_MATTERS, ids=lambda one: one.code)
def test_every_number_is_marked(one: OneMatter[Any]) -> None:
    """Shares and numbers that no law sets are listed for whoever puts a definition to use."""
    declared = [matter for matter in one.matters if matter.unattended]
    numbers = [number for number in unverified(provisions(one)) if number.where.endswith("unattended")]
    assert len(numbers) == 3 * len(declared)
    assert not any(matter.inspection for matter in declared)
