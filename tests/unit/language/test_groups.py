"""Items, papers, rules and fees for each element of a list; paths; and places that are kept."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from matters.guide.advice import guide
from matters.guide.advised import Applicability
from matters.guide.service_guide import service_guide
from matters.guide.whole_form import read_whole
from matters.language import CheckFinding, Facts, Silence
from matters.language.groups.amendment import amended, changed
from matters.language.groups.unfolded_items import item_alone, unfold
from matters.language.partial_form import Answers, fill_in, read_answers
from matters.plan.application import Application
from matters.plan.plan import Plan, Source
from matters.prefill.filled_form import prefill
from matters.proof.one_matter_proof import prove_one
from matters.review.review import review
from tests.support.applications.estate import ESTATE, GUARDIAN, EstateForm, filled, identity, transfer

ON: Final = date(2026, 11, 30)
FACTS: Final = Facts(on=ON, applicant=identity(0))


def form_of(answers: Answers) -> EstateForm:
    form = fill_in(EstateForm, answers)
    assert isinstance(form, EstateForm)
    return form


def planned(given: dict[str, Any]) -> Plan:
    answers, wrong = read_whole(ESTATE, given)
    assert not wrong
    return Application[EstateForm](one=ESTATE, form=form_of(answers), facts=FACTS).plan()


def reviewed(given: dict[str, Any]) -> tuple[CheckFinding, ...]:
    answers, _ = read_whole(ESTATE, given)
    facts, advice = FACTS, guide(ESTATE, answers)
    while (found := review(ESTATE, answers, advice, facts, uploaded={}, committed=True)).unasked:
        facts = facts.told(dict.fromkeys(found.unasked, Silence.NOT_FOUND))
    return found.findings


def test_the_definition_is_sound() -> None:
    """Items for each are proved as any other."""
    assert prove_one(ESTATE, on=ON) == ()


def test_an_item_for_each() -> None:
    """With its own code, name, department, code of implementation, fee and fields; it knows no other."""
    plan = planned(filled(heirs=2, properties=3))
    search, *transfers = plan.items
    assert [item.code for item in transfers] == ["transfer[0]", "transfer[1]", "transfer[2]"]
    assert [item.department for item in transfers] == ["registry-two", "registry-one", "registry-two"]
    assert transfers[0].implementation_code != transfers[1].implementation_code
    assert transfers[1].name == "不动产转移登记（不动产2）"
    assert [item.fee and item.fee.fen for item in transfers] == [8000, 8000, 8000]
    element = transfers[1].element
    assert element
    assert (element.at, element.about) == ("properties[1]", "示范路1号")
    assert transfers[1].fields["unit"] == "单元1"
    assert "properties" not in transfers[1].fields
    assert len(transfers[1].fields["heirs"]) == 2  # type: ignore[arg-type]
    assert all(item.after == ("search",) for item in transfers)
    assert "unit" not in search.fields


def test_papers_of_each() -> None:
    """Of its own element one; of another group all that are wanted; a plain one once for all of them."""
    given = filled(heirs=3, properties=2)
    given["heirs"][2]["under_age"] = True
    _, first, second = planned(given).items
    cards = [f"heir-card[{place}]" for place in range(3)]
    assert [paper.code for paper in first.papers] == [*cards, "guardian[2]", "agreement", "plan[0]"]
    assert [paper.code for paper in second.papers] == [*cards, "guardian[2]", "agreement", "plan[1]"]
    assert {paper.source for paper in first.papers} == {Source.APPLICANT}


def test_places_are_kept() -> None:
    """Where one has left, nobody takes his place, and the others keep theirs."""
    given = filled(heirs=1, properties=3)
    mended = amended(
        given, {"properties[0]": None, "properties[3]": {**given["properties"][0], "unit": "新"}}
    )
    plan = planned(mended)
    assert [item.code for item in plan.items[1:]] == ["transfer[1]", "transfer[2]", "transfer[3]"]
    assert plan.items[1] == planned(given).items[2]
    assert plan.items[3].fields["unit"] == "新"


def test_nobody_is_there() -> None:
    """Without an element there is no item, and why is told."""
    plan = planned(filled(heirs=1, properties=0))
    assert [item.code for item in plan.items] == ["search"]
    assert [(out.code, out.because) for out in plan.left_out] == [("transfer", "有不动产")]


def test_a_finding_names_its_element() -> None:
    """By path; a rule of the whole form that several items share is found once."""
    given = filled(heirs=2, properties=2)
    given["heirs"][1]["heir_name"] = "示范甲"
    given["properties"][1]["goes_to"] = identity(7)
    found = [(one.rule, one.path, one.matter) for one in reviewed(given) if one.rule.startswith("estate")]
    assert found == [
        ("estate.heir-name", "form.heirs[1].heir_name", "search"),
        ("estate.goes-to", "form.properties[1].goes_to", "transfer[1]"),
    ]
    missing = [one.path for one in reviewed(given) if one.rule == "paper.there"]
    assert missing == ["papers.heir-card[0]", "papers.heir-card[1]", "papers.agreement", *PLANS]


PLANS: Final = ("papers.plan[0]", "papers.plan[1]")


def test_doubts_go_to_the_item_of_their_element() -> None:
    """The doubt about one property is none about the others."""
    given = filled(heirs=1, properties=2)
    answers, _ = read_whole(ESTATE, given)
    [check] = [one for one in transfer.checks if one.rule == "estate.goes-to"]
    doubt = replace(check, field="properties[1].goes_to").doubt("transfer[1]", because="查询失败")
    plan = Application[EstateForm](one=ESTATE, form=form_of(answers), facts=FACTS, findings=(doubt,)).plan()
    assert [len(item.doubts) for item in plan.items] == [0, 0, 1]


def test_what_cannot_be_read_is_named_by_its_path() -> None:
    """One mistake in one element is one finding, and the rest of the list is read."""
    given = filled(heirs=2, properties=2)
    given["heirs"][1]["heir_id"] = "1"
    given["properties"][0]["area"] = "many"
    del given["properties"][1]["unit"]
    answers, wrong = read_whole(ESTATE, given)
    assert sorted(fault.path for fault in wrong) == [
        "form.heirs[1].heir_id",
        "form.properties[0].area",
        "form.properties[1].unit",
    ]
    assert len(answers["heirs"]) == 2  # type: ignore[arg-type]
    none = read_whole(ESTATE, {**given, "heirs": []})[1]
    assert ("form.heirs", "至少选择 1 项") in {(fault.path, fault.says) for fault in none}


def test_two_elements_with_one_identity_are_refused() -> None:
    """They would be one, or none."""
    given = filled(heirs=2, properties=1)
    given["heirs"][1]["heir_id"] = given["heirs"][0]["heir_id"]
    [fault] = read_whole(ESTATE, given)[1]
    assert (fault.path, fault.says) == ("form.heirs[1].heir_id", "与继承人1重复，请删除或更正")


def test_guidance_before_anybody_is_named() -> None:
    """One item stands for all; that there are some is what is asked."""
    answers, _ = read_answers(ESTATE.form, {"deceased_id": identity(900)})
    advice = guide(ESTATE, answers)
    items = {item.code: item for item in advice.items}
    assert items["search"].standing is Applicability.CERTAIN
    assert items["transfer"].standing is Applicability.POSSIBLE
    assert items["transfer"].name == "不动产转移登记（每一不动产）"
    assert "heirs" in [question.field for question in advice.questions]
    assert "properties" in [question.field for question in advice.questions]


def test_guidance_asks_of_each_what_is_missing() -> None:
    """By its path, in words that say of whom."""
    given = filled(heirs=1, properties=1)
    del given["properties"][0]["goes_to"]
    answers, _ = read_answers(ESTATE.form, given)
    asked = [(question.field, question.asks) for question in guide(ESTATE, answers).questions]
    assert asked == [
        ("heirs[0].under_age", "继承人1：是否未成年？"),
        ("properties[0].goes_to", "不动产1：由谁取得"),
    ]


def test_prefilling_counts_answers_of_elements() -> None:
    """Two lists, two answers of each heir and five of the property; what hangs on age is still asked."""
    answers, _ = read_answers(ESTATE.form, filled(heirs=2, properties=1))
    facts = FACTS
    while (found := prefill(ESTATE, answers, facts)).unasked:
        facts = facts.told(dict.fromkeys(found.unasked, Silence.NOT_FOUND))
    assert found.answers_needed == 1 + (1 + 2 * 2) + (1 + 5) + 2
    assert [one.field for one in found.guidance.questions] == ["heirs[0].under_age", "heirs[1].under_age"]


def test_an_item_alone() -> None:
    """Its department's fields are enough to judge its rules again, under the same paths and codes."""
    plan = planned(filled(heirs=2, properties=2))
    item = plan.items[2]
    found = item_alone(ESTATE, item.code, item.fields)
    assert found
    matter, form = found
    assert matter.code == "transfer[1]"
    assert [paper.code for paper in matter.materials][-2:] == ["agreement", "plan[1]"]
    goes_to = matter.checks[0]
    assert goes_to.field == "properties[1].goes_to"
    assert goes_to.holds(form, FACTS)
    assert item_alone(ESTATE, "nothing", {}) is None


def test_an_unfolded_one_matter_stays() -> None:
    """Whoever unfolds again changes nothing."""
    answers, _ = read_whole(ESTATE, filled(heirs=1, properties=1))
    once = unfold(ESTATE, answers)
    assert unfold(once, answers) is once
    assert len(once.matters) == 2


def test_the_guide_shows_groups() -> None:
    """What is for each, how many there may be, and what is asked of each."""
    guide_ = service_guide(ESTATE)
    assert "| 继承人名单 | 必填，1 至 20 项，逐项填写 | — |" in guide_
    assert "| 继承人：继承人姓名 | 必填 | — |" in guide_
    assert "| 不动产转移登记 | 不动产登记机构 | 每一不动产：所有情形 |" in guide_
    assert f"每一继承人：{GUARDIAN.name}（继承人未成年时）：申请人提交" in guide_


def test_paths_are_mended() -> None:
    """An answer, an element, one more; what is nowhere is left to be told as unknown."""
    form: dict[str, Any] = {"employees": [{"wage": 1}, None], "name": "x"}
    assert amended(form, {"employees[0].wage": 2})["employees"] == [{"wage": 2}, None]
    assert amended(form, {"employees[2]": {"wage": 3}})["employees"] == [{"wage": 1}, None, {"wage": 3}]
    assert amended(form, {"employees[1].wage": 2})["employees[1].wage"] == 2
    assert amended(form, {"employees[7]": {}})["employees[7]"] == {}
    assert changed(form, {"employees[0].wage": 1, "name": "y"}) == ("name",)
