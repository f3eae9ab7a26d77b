"""What each one-matter does with a form: its situations, its rules, its plan."""

from datetime import date
from typing import Any, Final

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
import pytest

from matters import catalogue
from matters.definitions.departments import CIVIL_AFFAIRS
from matters.definitions.licences import MARRIAGE_CERTIFICATE
from matters.language import Severity, last_day_of_years
from matters.plan.application import Application
from matters.plan.plan import Plan, Source
from matters.review.review import ReviewConclusion
from tests.support.applications.planned import SMALL, application, without_licences
from tests.support.applications.reviews import findings, reviewed

MOTHER: Final = "newborn-married-with-mother"
FATHER: Final = "newborn-unmarried-with-father"
LARGE: Final = "restaurant-large-with-sign"
CLAWBACK: Final = "clawback-heard-in-instalments"
LAST_YEAR: Final[int] = max(chinese_calendar.holidays).year
EVERY: Final = {one.code: tuple(matter.code for matter in one.matters) for one in catalogue.ONE_MATTERS}


def codes(plan: Plan) -> list[str]:
    return [item.code for item in plan.items]


def says(asked: Application[Any]) -> list[str]:
    return [finding.says for finding in findings(asked)]


def test_a_married_couple_with_the_mother() -> None:
    """Six items in the order of the list; each waits for those that give what it needs."""
    plan = application(MOTHER).plan()
    assert {item.code: item.after for item in plan.items} == {
        "birth-certificate": (),
        "vaccination-record": (),
        "household-registration": ("birth-certificate",),
        "insurance-enrolment": ("birth-certificate", "household-registration"),
        "maternity-payment": ("birth-certificate",),
        "social-security-card": ("birth-certificate", "household-registration"),
    }
    assert codes(plan) == [item for item in EVERY["newborn"] if item != "parenting-guidance"]
    assert [(item.code, item.because) for item in plan.left_out] == [
        ("parenting-guidance", "愿意接受科学育儿指导")
    ]


def test_due_dates_follow_one_another() -> None:
    """An item's days start when those before it have used all of theirs."""
    due = {item.code: item.due.on for item in application(MOTHER).plan().items}
    assert due["birth-certificate"] == date(2026, 11, 24)
    assert due["household-registration"] == date(2026, 11, 26)
    assert due["insurance-enrolment"] == date(2026, 11, 27)
    assert due["maternity-payment"] == date(2026, 11, 27)


def test_what_follows_a_provisional_date_is_provisional() -> None:
    """A date that rests upon an unpublished calendar says so, whatever it is added to."""
    plan = application(SMALL, on=date(LAST_YEAR, 12, 31), already_registered=False).plan()
    assert plan.due.provisional
    assert all(item.due.provisional for item in plan.items)


def test_a_department_receives_its_own_fields_only() -> None:
    """The bank account goes to those who pay, the father to those who register."""
    fields = {item.code: set(item.fields) for item in application(MOTHER).plan().items}
    assert [code for code, names in fields.items() if "bank_account" in names] == ["maternity-payment"]
    assert "father_id" not in fields["birth-certificate"]
    assert "father_id" in fields["household-registration"]


@pytest.mark.parametrize(
    ("name", "changes", "item", "is_in"),
    [
        (MOTHER, {"settles": "不在本市落户"}, "birth-certificate", True),
        (MOTHER, {"settles": "不在本市落户"}, "vaccination-record", True),
        (MOTHER, {"settles": "随母落户"}, "household-registration", True),
        (MOTHER, {"settles": "随父落户"}, "household-registration", True),
        (MOTHER, {"settles": "不在本市落户"}, "household-registration", False),
        (MOTHER, {"settles": "随父落户"}, "insurance-enrolment", True),
        (MOTHER, {"settles": "不在本市落户"}, "insurance-enrolment", False),
        (MOTHER, {"maternity_insured": True}, "maternity-payment", True),
        (MOTHER, {"maternity_insured": False}, "maternity-payment", False),
        (MOTHER, {"wants_card": True}, "social-security-card", True),
        (MOTHER, {"wants_card": False}, "social-security-card", False),
        (MOTHER, {"settles": "不在本市落户", "wants_card": True}, "social-security-card", False),
        (MOTHER, {"wants_guidance": True}, "parenting-guidance", True),
        (MOTHER, {"wants_guidance": False}, "parenting-guidance", False),
        (SMALL, {}, "food-licence", True),
        (SMALL, {"already_registered": False}, "business-registration", True),
        (SMALL, {"already_registered": True}, "business-registration", False),
        (SMALL, {"floor_area": "299.99"}, "fire-commitment", False),
        (SMALL, {"floor_area": "300"}, "fire-commitment", True),
        (SMALL, {"floor_area": "300"}, "fire-recheck", True),
        (SMALL, {"floor_area": "300", "commits_to_fire_safety": False}, "fire-recheck", False),
        (SMALL, {"floor_area": "300", "commits_to_fire_safety": False}, "fire-commitment", False),
        (SMALL, {"floor_area": "300", "commits_to_fire_safety": False}, "fire-check", True),
        (SMALL, {"floor_area": "300"}, "fire-check", False),
        (SMALL, {"floor_area": "299", "commits_to_fire_safety": False}, "fire-check", False),
        (MOTHER, {"maternity_insured": False, "through_father": True}, "maternity-payment", True),
        (SMALL, {"hangs_a_sign": True}, "sign-permit", True),
        (SMALL, {"hangs_a_sign": False}, "sign-permit", False),
        (SMALL, {"sells_tobacco": True}, "tobacco-licence", True),
        (SMALL, {"sells_tobacco": False}, "tobacco-licence", False),
    ],
)
def test_an_item_is_in_by_its_condition(
    name: str, changes: dict[str, Any], item: str, *, is_in: bool
) -> None:
    """Every item is handled in its situation, left out in the other, and never lost."""
    plan = application(name, **changes).plan()
    left_out = [item.code for item in plan.left_out]
    assert (item in codes(plan), item in left_out) == (is_in, not is_in)
    assert sorted(codes(plan) + left_out) == sorted(EVERY[plan.one_matter])


@pytest.mark.parametrize(
    ("name", "changes", "wants"),
    [
        (MOTHER, {}, {"marriage-certificate"}),
        (MOTHER, {"parents_married": False}, {"unmarried-statement"}),
        (FATHER, {}, {"unmarried-statement", "paternity-report"}),
    ],
)
def test_a_paper_is_asked_for_by_its_condition(name: str, changes: dict[str, Any], wants: set[str]) -> None:
    """A family brings only the papers of its own situation."""
    by_situation = {"marriage-certificate", "unmarried-statement", "paternity-report"}
    items = {item.code: item for item in application(name, **changes).plan().items}
    papers = {paper.code for paper in items["household-registration"].papers}
    assert papers & by_situation == wants


def test_papers_come_from_earlier_items_from_the_library_and_last_from_the_applicant() -> None:
    """Nobody is asked for what an earlier item gives or an e-licence says."""
    registered = {item.code: item.papers for item in application(SMALL).plan().items}
    founded = {item.code: item.papers for item in application(SMALL, already_registered=False).plan().items}
    assert [paper.source for paper in registered["food-licence"]] == [
        Source.LICENCE_LIBRARY,
        Source.APPLICANT,
        Source.APPLICANT,
    ]
    first = founded["food-licence"][0]
    assert (first.source, first.reference) == (Source.EARLIER_ITEM, "business-registration")


def test_the_register_of_the_receiving_parent_is_looked_up() -> None:
    """A child who joins the father is written into the father's register."""
    asked = application(FATHER)
    assert ("household-register", "99010119930430003X") in asked.wanted_licences()


@pytest.mark.parametrize("name", [MOTHER, FATHER, SMALL, LARGE, "newborn-settling-elsewhere"])
def test_the_demonstration_has_nothing_to_mend(name: str) -> None:
    """With every e-licence found, the cases of the demonstration are accepted as they are."""
    assert findings(application(name)) == ()


def test_a_missing_paper_is_a_finding() -> None:
    """What neither library nor applicant supplies is asked for once, with its code, and stops the case."""
    missing = findings(without_licences(application(MOTHER)))
    assert [finding.path for finding in missing] == [
        "papers.mother-id-card",
        "papers.receiving-register",
        "papers.receiving-id-card",
        "papers.marriage-certificate",
    ]
    assert reviewed(without_licences(application(MOTHER))).conclusion is ReviewConclusion.CORRECT


@pytest.mark.parametrize(
    ("name", "changes", "broken"),
    [
        (MOTHER, {"born_on": "2026-11-24"}, "出生日期晚于申请日期"),
        (MOTHER, {"father_id": None}, "父母已婚或随父落户时须填写父亲信息"),
        (FATHER, {"father_name": None}, "父母已婚或随父落户时须填写父亲信息"),
        (MOTHER, {"father_id": "990101199203120021"}, "父亲与母亲的公民身份号码相同"),
        (MOTHER, {"bank_account": None}, "未填写生育医疗费用的收款账户"),
        (MOTHER, {"deliver_to": None}, "未填写社会保障卡邮寄地址"),
        (SMALL, {"applicant": "11010519491231002X"}, "申请人不是表中所填的经营者"),
        (SMALL, {"credit_code": None}, "已有营业执照但未填写统一社会信用代码"),
        (SMALL, {"staff_certified": False}, "接触直接入口食品的从业人员未全部取得健康证明"),
        (SMALL, {"dishes": ["热食类", "热食类"]}, "经营品类有重复"),
        (LARGE, {"sign_area": None}, "设置户外招牌但未填写招牌面积"),
    ],
)
def test_each_broken_rule_is_found_once(name: str, changes: dict[str, Any], broken: str) -> None:
    """One mistake gives one finding, though several items have the rule, and stops the case."""
    asked = application(name, **changes)
    assert says(asked) == [broken]
    assert reviewed(asked).conclusion is ReviewConclusion.MEND_NOW


def test_a_late_report_is_only_told() -> None:
    """A month after the birth, or the Monday after its end, is in time; later the family is warned only."""
    assert findings(application(MOTHER, born_on="2026-10-23")) == ()
    assert findings(application(MOTHER, born_on="2026-10-21")) == ()
    late = findings(application(MOTHER, born_on="2026-10-20"))
    assert [(finding.says, finding.severity) for finding in late] == [
        ("出生已超过1个月，属逾期申报", Severity.WARNING)
    ]


def test_the_first_birthday_ends_joint_handling() -> None:
    """On the day before it the case is accepted, on the day itself no more."""
    assert reviewed(application(MOTHER, born_on="2025-11-24")).conclusion is ReviewConclusion.ACCEPT
    assert "新生儿已满1周岁，不在联办范围" in says(application(MOTHER, born_on="2025-11-23"))


def test_a_month_from_the_thirty_first_ends_with_the_month() -> None:
    """There is no 31 February: the last day of the month stands for it (民法典 Art. 202)."""
    assert findings(application(MOTHER, born_on="2026-01-31", on=date(2026, 2, 28))) == ()
    assert findings(application(MOTHER, born_on="2026-01-31", on=date(2026, 3, 1)))


def test_no_restaurant_is_asked_for_a_hygiene_licence() -> None:
    """It was abolished in 2016, however large the shop (国发〔2016〕12号); the first edition keeps it."""
    items = codes(application(LARGE, floor_area="5000").plan())
    assert "hygiene-licence" not in items
    assert "hygiene-licence" in {it.code for it in catalogue.find("restaurant", "2026-11").matters}


def test_fire_safety_is_committed_to_and_checked_afterwards() -> None:
    """The licence comes upon the commitment; within twenty working days two go and see."""
    items = {item.code: item for item in application(LARGE).plan().items}
    commitment, recheck = items["fire-commitment"], items["fire-recheck"]
    assert (commitment.inspection, recheck.inspection, recheck.gives) == (False, True, None)
    assert recheck.after == ("fire-commitment",)
    assert (commitment.clock.promised.count, recheck.clock.promised.count) == (1, 20)
    assert {paper.code for paper in recheck.papers} == {"premises-plan", "fire-plan"}


def test_how_long_a_licence_is_valid() -> None:
    """Five years for food (食品安全法实施条例 Art. 15) and tobacco; a business licence has no end."""
    valid = {
        item.gives.code: item.gives.valid_years for item in application(LARGE).plan().items if item.gives
    }
    assert valid["food-licence"] == valid["tobacco-licence"] == 5
    assert valid["business-licence"] is None
    assert last_day_of_years(date(2026, 11, 28), 5) == date(2031, 11, 27)
    assert last_day_of_years(date(2024, 2, 29), 5) == date(2029, 2, 27)


def test_a_sign_costs_only_where_it_stands_on_the_road() -> None:
    """A fee needs a statute (行政许可法 Art. 58): that of occupying a city's roads."""
    fees = [
        next(it.fee for it in application(LARGE, sign_on_road=road).plan().items if it.code == "sign-permit")
        for road in (False, True)
    ]
    assert [fee and fee.fen for fee in fees] == [0, 20_000]
    assert all(fee and "《城市道路管理条例》第三十七条" in fee.basis for fee in fees)


@pytest.mark.parametrize(
    ("payer", "department"), [("民政局", "civil-affairs"), ("人力资源和社会保障局", "human-resources")]
)
def test_who_paid_claims_back(payer: str, department: str) -> None:
    """Notice, hearing and decision are of the department that paid; what is paid back goes to finance."""
    items = {item.code: item for item in application(CLAWBACK, paid_by=payer).plan().items}
    decided = ("clawback-notice", "clawback-hearing", "clawback-decision")
    assert {items[code].department for code in decided} == {department}
    assert items["clawback-receipt"].department == "finance"


def test_an_appeal_does_not_stop_execution_by_itself() -> None:
    """Only a stay does (行政复议法 Art. 42, 行政诉讼法 Art. 56), and none before there is a decision."""
    items = {item.code: item for item in application(CLAWBACK).plan().items}
    stops = {code: [ground.code for ground in item.stops_for] for code, item in items.items()}
    assert stops["clawback-decision"] == []
    assert stops["clawback-receipt"] == stops["clawback-instalments"] == ["stay"]


def test_hospital_and_clinic_issue_what_they_attest() -> None:
    """母婴保健法 Art. 23 and 疫苗管理法 Art. 47; marriage certificates are of civil affairs."""
    items = {item.code: item.department for item in application(MOTHER).plan().items}
    assert items["birth-certificate"] == "maternity-hospital"
    assert items["vaccination-record"] == "vaccination-clinic"
    assert MARRIAGE_CERTIFICATE.type_code.startswith(CIVIL_AFFAIRS.credit_code)
