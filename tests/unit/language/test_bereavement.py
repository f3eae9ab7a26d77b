"""公民身后: which answers call for what, whose is what, and that a large estate is planned at once."""

import json
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from stdnum.iso7064 import mod_11_2

from matters import catalogue
from matters.guide.advice import guide
from matters.guide.service_guide import service_guide
from matters.guide.whole_form import read_whole
from matters.language import Confidence, Facts, Silence
from matters.language.groups.amendment import amended
from matters.language.groups.unfolded_items import item_alone, unfold
from matters.language.partial_form import Answers, fill_in
from matters.language.parties.duty import asked_by_law
from matters.plan.application import Application
from matters.plan.plan import Plan, Source
from matters.prefill.filled_form import prefill
from matters.proof.one_matter_proof import prove_one
from matters.proof.one_matter_provisions import one_matter_provisions
from matters.review.review import review
from tests.support.places import CASES

ONE: Final = catalogue.find("bereavement")
ON: Final = date(2026, 11, 23)
FILED: Final[dict[str, Any]] = json.loads((CASES / "bereavement-two-heirs.json").read_text(encoding="utf-8"))[
    "form"
]
DEAD, SPOUSE, CHILD = "990101195001010037", "990101195202020020", "990101197803030012"

MONEY: Final = ("pension-account", "survivors-benefit", "medical-account", "fund-withdrawal")
PROVED: Final = ("property-transfer[0]", "property-transfer[1]")
EXAMINED: Final = ("examined-transfer[0]", "examined-transfer[1]")
DEPOSITS: Final = ("deposit[0]", "deposit[1]")
ALL: Final = ("household-cancellation", "driving-licence", *MONEY, *DEPOSITS, *PROVED)

SITUATIONS: Final[dict[str, tuple[dict[str, Any], tuple[str, ...]]]] = {
    "as filed": ({}, ALL),
    "never drove": ({"drove": False}, tuple(code for code in ALL if code != "driving-licence")),
    "insured as a resident": (
        {"pension": "城乡居民基本养老保险"},
        tuple(code for code in ALL if code != "survivors-benefit"),
    ),
    "not insured": ({"pension": "未参加基本养老保险"}, (*ALL[:2], *MONEY[2:], *DEPOSITS, *PROVED)),
    "an accident at work": (
        {"work_accident": True},
        tuple(code for code in ALL if code != "survivors-benefit"),
    ),
    "no medical account": (
        {"medical_account": False},
        tuple(code for code in ALL if code != "medical-account"),
    ),
    "no housing fund": ({"fund_account": False}, tuple(code for code in ALL if code != "fund-withdrawal")),
    "no deposits": ({"accounts": []}, tuple(code for code in ALL if code not in DEPOSITS)),
    "no property": ({"properties": []}, tuple(code for code in ALL if code not in PROVED)),
    "no notary": (
        {"route": "没有公证，由登记机构查验"},
        (*(code for code in ALL if code not in PROVED), *EXAMINED),
    ),
    "one property only": ({"properties[0]": None}, tuple(code for code in ALL if code != PROVED[0])),
}


def answers(changes: dict[str, Any]) -> Answers:
    read, wrong = read_whole(ONE, amended(FILED, changes))
    assert not wrong
    return read


def planned(changes: dict[str, Any], **more: Any) -> Plan:
    form = fill_in(ONE.form, answers(changes))
    return Application[Any](one=ONE, form=form, facts=Facts(on=ON, applicant=CHILD), **more).plan()


@pytest.mark.parametrize(("changes", "called_for"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_situations(changes: dict[str, Any], called_for: tuple[str, ...]) -> None:
    """Each answer calls for its items and no others."""
    assert tuple(item.code for item in planned(changes).items) == called_for


def test_it_is_sound() -> None:
    """Nothing of it is wrong, and all that was read in no source says so."""
    assert prove_one(ONE, on=ON) == ()
    bases = {it.says: it.basis for it in one_matter_provisions(ONE) if it.basis}
    assert bases["80.00元"].confidence is Confidence.UNVERIFIED
    assert bases["免公证提取的存款限额 50000元"].confidence is Confidence.SECONDARY
    assert bases["30个工作日"].confidence is Confidence.VERIFIED


def test_each_body_has_its_own() -> None:
    """Registries by the district, banks by the account; each property costs, and is its heir's."""
    items = {item.code: item for item in planned({}).items}
    assert [items[code].department for code in (*DEPOSITS, *PROVED)] == [
        *("savings-bank", "rural-bank", "registry-one", "registry-two")
    ]
    assert [fee and fee.fen for fee in (items[code].fee for code in PROVED)] == [80_00, 80_00]
    given = [items[code].gives for code in PROVED]
    assert [one and one.holder for one in given] == [SPOUSE, CHILD]
    assert [one and one.face["name"] for one in given] == ["配偶丑", "继承人甲"]


def test_against_a_bank_one_goes_to_court() -> None:
    """It is no authority: its answer says so, and what may be done; each office's names review and court."""
    for item in planned({}).items:
        says = item.delivery.instruction if item.delivery else ""
        if item.code in DEPOSITS:
            assert item.delivery
            assert item.delivery.remedies == ()
            assert "民事诉讼" in says
        assert says.startswith(
            "银行不是行政机关" if item.code in DEPOSITS else "不服本决定的救济途径：行政复议"
        )


def test_a_new_certificate_is_no_old_one() -> None:
    """No transfer waits for another: the paper is the one of the dead, what is given is an heir's."""
    held = {("property-certificate", DEAD): "old"}
    items = planned({}, held=held).items
    assert {item.after for item in items} == {()}
    papers = [paper for item in items for paper in item.papers]
    assert {paper.source for paper in papers if paper.code == "old-certificate"} == {Source.LICENCE_LIBRARY}


def test_any_proof_of_death() -> None:
    """Whichever of three the library holds."""
    for kind in ("death-certificate", "police-death-proof", "cremation-certificate"):
        item = planned({}, held={(kind, DEAD): kind}).items[0]
        assert [(paper.source, paper.reference) for paper in item.papers] == [(Source.LICENCE_LIBRARY, kind)]


def test_the_guide_tells_it() -> None:
    """Who may apply, whose the certificate is, which bodies decide, and who else is asked."""
    text = service_guide(ONE)
    assert "申请人：逝者的继承人，可由其监护人、代理人代为申请" in text
    assert "证照发给：取得该住宅的继承人" in text
    assert "由以下机构之一办理：示范一区不动产登记中心、示范二区不动产登记中心，其他地方的不在此办理" in text
    assert "死亡证明（居民死亡医学证明（推断）书、公安机关非正常死亡证明、火化证明，任一即可）" in text
    assert "由部门依职责查询：婚姻登记信息库" in text


def test_a_department_asks_about_whom_it_is_told() -> None:
    """An item alone knows its element, and the dead and the heirs by duty."""
    item = next(one for one in planned({}).items if one.code == PROVED[1])
    found = item_alone(ONE, item.code, item.fields)
    assert found
    matter, form = found
    assert matter.code == PROVED[1]
    asked = asked_by_law(matter.by_law, form)
    assert {person for _, person in asked} == {DEAD, SPOUSE, CHILD}


def _identity(number: int) -> str:
    body = f"9901011980{number // 27 + 1:02}{number % 27 + 1:02}{number:03}"
    return f"{body}{mod_11_2.calc_check_digit(body)}"


def _large() -> Answers:
    """Twenty heirs, fifty properties."""
    heirs = [
        {"heir_id": _identity(place), "heir_name": f"继承人{place}", "relation": "子女"}
        for place in range(20)
    ]
    properties = [
        {
            "unit": f"990101001001GB00001F{place:08}",
            "address": f"光明路{place}号",
            "district": "示范一区",
            "goes_to": _identity(place % 20),
        }
        for place in range(50)
    ]
    return answers({"heirs": heirs, "properties": properties, "payee_id": _identity(0)})


def _calls(work: Callable[[], object]) -> int:
    """How many functions were called: the same wherever it runs, and whatever else does there."""
    calls = 0

    def count(_frame: object, event: str, _told: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def test_a_large_estate_is_quick() -> None:
    """A plan, and guide, prefill and pre-review, in a million calls at most: a tenth of a second or two."""
    given = _large()
    form, unfolded = fill_in(ONE.form, given), unfold(ONE, given)
    facts = Facts(on=ON, applicant=_identity(0), by_law=asked_by_law(unfolded.duties, form))
    advice = guide(ONE, given)

    def look() -> Any:
        return review(ONE, given, advice, facts, uploaded={}, committed=True)

    while unasked := look().unasked:
        facts = facts.told(dict.fromkeys(unasked, Silence.NOT_FOUND))
    assert _calls(lambda: Application[Any](one=ONE, form=form, facts=facts).plan()) < 600_000
    assert _calls(lambda: guide(ONE, given)) < 850_000
    assert _calls(lambda: prefill(ONE, given, facts)) < 1_000_000
    assert _calls(look) < 600_000
