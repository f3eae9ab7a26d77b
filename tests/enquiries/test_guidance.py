"""Guidance: it asks only what matters, is never wrong on the way, and ends where the reception ends."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client import InvalidForm, UnknownOneMatter
from client.messages.enquiries.guidance import Applies as Told
from matters import catalogue
from matters.guide.advice import guide
from matters.guide.advised import Advice, Applicability
from matters.guide.whole_form import read_form
from matters.language import OneMatter
from matters.language.partial_form import Answers, read_answers
from matters.plan.plan import Source
from tests.support.applications.forms import FORMS
from tests.support.applications.shop import SIZE, Shop, with_second
from tests.support.applications.situations import completions, decides, drawn, is_needed, outline
from tests.support.cases.submissions import MARRIED, at_home
from tests.support.parts import Parts
from tests.support.states import on_one_ledger, on_the_other_ledger

NEW: Final[dict[str, Any]] = {"already_had": []}
"""Nothing is had yet."""

ANY_FORM: Final = st.sampled_from(sorted(FORMS)).flatmap(
    lambda code: st.tuples(st.just(code), FORMS[code], st.randoms(use_true_random=False))
)


def read(one: OneMatter[Any], answers: dict[str, Any]) -> Answers:
    readable, wrong = read_answers(one.form, answers)
    assert not wrong
    return readable


def guided(guidance: Advice) -> list[Any]:
    certain = (item for item in guidance.items if item.standing is Applicability.CERTAIN)
    return [
        (item.code, item.after, [(paper.code, paper.source) for paper in item.papers]) for item in certain
    ]


@settings(deadline=None)  # every situation is drawn for every question, on a machine with other work
@given(ANY_FORM)
def test_it_ends_where_the_reception_ends(drawn_form: tuple[str, dict[str, Any], Any]) -> None:
    """Any form, answered in any order: nothing certain is ever taken back, and the end is the plan."""
    code, whole, chance = drawn_form
    one = catalogue.find(code)
    plan = drawn(one, one.form.model_validate(whole))
    final = {item.code for item in plan.items}
    answers: dict[str, Any] = {}
    while (guidance := guide(one, read(one, answers))).questions:
        standing = {item.code: item.standing for item in guidance.items}
        assert {item for item, is_ in standing.items() if is_ is Applicability.CERTAIN} <= final
        assert not {item for item, is_ in standing.items() if is_ is Applicability.NOT} & final
        asked = chance.choice(guidance.questions).field
        assert asked not in answers
        answers[asked] = whole[asked]
    assert guided(guidance) == outline(plan)
    form, wrong = read_form(one, answers)
    assert form is not None, wrong
    assert outline(drawn(one, form)) == outline(plan)


@settings(deadline=None, max_examples=25)  # every situation is drawn for every question
@given(ANY_FORM)
def test_it_asks_nothing_else(drawn_form: tuple[str, dict[str, Any], Any]) -> None:
    """A question turns some plan, or an item that is certain needs its answer; else it is not asked."""
    code, whole, chance = drawn_form
    one = catalogue.find(code)
    known = chance.sample(sorted(whole), chance.randrange(len(whole)))
    answers = read(one, {name: whole[name] for name in known})
    possible = completions(one, answers, whole)
    for asked in guide(one, answers).questions:
        assert asked.field not in answers
        if asked.decides:
            assert decides(asked.field, possible), asked
        else:
            assert is_needed(asked.field, one, possible), asked


def test_the_most_decisive_question_comes_first() -> None:
    """What is had already, then where a child settles; what is merely filled in comes last."""
    questions = guide(catalogue.find("newborn"), {}).questions
    assert [question.field for question in questions[:2]] == ["already_had", "settles"]
    assert [len(question.decides) for question in questions[:2]] == [3, 3]
    counts = [len(question.decides) for question in questions]
    assert counts == sorted(counts, reverse=True)


def test_what_is_decided_whatever_comes_is_decided() -> None:
    """A child that settles elsewhere gets no card: nobody asks whether it wants one, or for its father."""
    one = catalogue.find("newborn")
    guidance = guide(one, read(one, {"settles": "不在本市落户"}))
    asked = {question.field for question in guidance.questions}
    assert not asked & {"wants_card", "deliver_to", "parents_married", "father_id", "phone"}
    card = next(item for item in guidance.items if item.code == "social-security-card")
    assert (card.standing, card.because) == (Applicability.NOT, "在本市落户并同时申领社会保障卡")
    no_card = guide(one, read(one, {"wants_card": False}))
    assert Applicability.NOT in {item.standing for item in no_card.items if item.code == card.code}


def test_what_a_rule_of_completeness_wants_is_asked() -> None:
    """Optional by the form, needed here: the account of an insured mother, the father of a married one."""
    one = catalogue.find("newborn")
    asked = {
        question.field
        for question in guide(
            one,
            read(one, {**NEW, "maternity_insured": True, "settles": "随母落户", "parents_married": True}),
        ).questions
    }
    assert {"bank_account", "father_id", "father_name"} <= asked
    foreign = {
        **NEW,
        "settles": "随母落户",
        "parents_married": True,
        "father_document": "护照 E1",
        "father_name": "J",
    }
    assert "father_id" not in {question.field for question in guide(one, read(one, foreign)).questions}
    unmarried = read(
        one, {**NEW, "maternity_insured": False, "settles": "随母落户", "parents_married": False}
    )
    left = {question.field for question in guide(one, unmarried).questions}
    assert not left & {"bank_account", "father_id", "father_name"}


def test_where_papers_come_from() -> None:
    """The licence of an earlier item that is certain comes from there; else the library is asked first."""
    one = catalogue.find("restaurant")
    for registered, source in ((True, Source.LICENCE_LIBRARY), (False, Source.EARLIER_ITEM)):
        items = guide(one, read(one, {"already_registered": registered})).items
        food = next(item for item in items if item.code == "food-licence")
        assert food.papers[0].source is source


def test_what_nobody_needs_may_be_left_out() -> None:
    """A family that settles elsewhere is not asked whether the parents are married, and files without."""
    one = catalogue.find("newborn")
    whole = dict(at_home(MARRIED, settles="不在本市落户").form)
    for name in ("parents_married", "phone", "father_id", "father_name"):
        del whole[name]
    form, wrong = read_form(one, whole)
    assert (wrong, form is not None) == ((), True)
    _, wrong = read_form(one, whole | {"settles": "随母落户"})
    assert {field.path for field in wrong} == {"form.parents_married", "form.phone"}


def reads_what_does_not_matter(form: Shop) -> bool:
    """面积达到标准"""
    return form.area >= SIZE.value if form.open_late else not form.area < SIZE.value


def is_in_main_street(form: Shop) -> bool:
    """临大街"""
    return form.street == "大街"


@pytest.mark.parametrize(
    ("condition", "asks"),
    [(reads_what_does_not_matter, {"area"}), (is_in_main_street, {"street"})],
)
def test_what_a_condition_hangs_on(condition: Callable[[Shop], bool], asks: set[str]) -> None:
    """What is read but turns nothing is not asked; a text that is looked at is: it cannot be tried out."""
    guidance = guide(with_second(when=condition), {})
    assert {question.field for question in guidance.questions if "第二项" in question.decides} == asks


@on_one_ledger
async def test_guided_by_the_engine(parts: Parts) -> None:
    """A platform gets the same, with every answer that cannot be read, and nothing is left behind."""
    answers: dict[str, Any] = {
        **NEW,
        "settles": "随母落户",
        "mother_id": "990101199203120022",
        "nickname": "x",
        "born_on": 3,
    }
    guidance = await parts.platform.guide("newborn", answers)
    assert {field.path for field in guidance.wrong_fields} == {
        "form.mother_id",
        "form.nickname",
        "form.born_on",
    }
    assert "mother_id" in {question.field for question in guidance.questions}
    assert (
        next(item for item in guidance.items if item.code == "household-registration").standing
        is Told.CERTAIN
    )


@on_the_other_ledger
async def test_a_guided_form_is_accepted(parts: Parts) -> None:
    """Whoever answers what is asked, and nothing else, has a form that the reception takes."""
    whole = at_home(MARRIED, settles="不在本市落户")
    answers: dict[str, Any] = {}
    while questions := (await parts.platform.guide("newborn", answers)).questions:
        answers[questions[0].field] = (NEW | whole.form).get(questions[0].field, False)
    case = await parts.platform.submit(whole.model_copy(update={"form": answers}))
    assert case.receipt.accepted
    assert "phone" not in answers


@on_the_other_ledger
async def test_guidance_for_nothing(parts: Parts) -> None:
    """An unknown one-matter is told as such; what cannot be sent is not sent."""
    with pytest.raises(UnknownOneMatter, match="newborn"):
        await parts.platform.guide("divorce", {})
    with pytest.raises(UnknownOneMatter, match="1999-01"):
        await parts.platform.guide("newborn", {}, edition="1999-01")
    with pytest.raises(InvalidForm):
        await parts.platform.guide("newborn", {"hospital": float("nan")})
    with pytest.raises(InvalidForm):
        await parts.platform.guide("newborn", {"hospital": "好" * 2**16})
