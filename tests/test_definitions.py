"""What is drawn from a definition, what is proved of it, and the command line for both."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from matters import catalogue, departments, law
from matters.drawing import mermaid
from matters.guide import questions, service_guide
from matters.language import (
    Basis,
    CalendarDays,
    Figure,
    Form,
    Licence,
    Limit,
    Material,
    Matter,
    OneMatter,
    WorkingDays,
    question,
)
from matters.proof import prove, unverified

ROOT: Final = Path(__file__).parents[1]
CASES: Final = ROOT / "deploy" / "cases"
ONES: Final = pytest.mark.parametrize("one", catalogue.ONE_MATTERS, ids=lambda one: one.code)
OURS: Final = Basis(document="本测试")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m matters …`, as an author calls it."""
    command = [sys.executable, "-m", "matters", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


@ONES
def test_the_guide_says_all_that_the_definition_says(one: OneMatter[Any]) -> None:
    """Every item, department, paper, limit, figure, rule and question is in it: one source for both."""
    guide = service_guide(one)
    said = [one.name, one.edition, one.lead.name, str(one.promised), str(one.promised.basis)]
    said += [text for figure in one.figures for text in (str(figure), str(figure.basis))]
    said += [question(one.form, field).question for field in one.form.model_fields]
    for matter in one.matters:
        said += [matter.name, matter.department.name, f"{matter.promised}，{matter.promised.basis}"]
        said += [paper.name for paper in matter.materials]
        said += [check.says for check in matter.checks]
        said += [f"{matter.statutory}，{matter.statutory.basis}"] if matter.statutory else []
    assert [text for text in said if text not in guide] == []


@ONES
def test_the_guide_asks_each_question_once(one: OneMatter[Any]) -> None:
    """However many items need an answer, it is one question."""
    assert sorted(questions(one)) == sorted(one.form.model_fields)


def test_the_guide_says_where_each_paper_comes_from() -> None:
    """From an item before, from the library, or from the applicant; doubtful numbers are marked."""
    guide = service_guide(catalogue.find("restaurant"))
    assert "- 营业执照：前置事项产生（营业执照办理）；不办理该事项时，电子证照库调取" in guide
    assert "- 经营者居民身份证：电子证照库调取" in guide
    assert "- 招牌设计效果图：申请人提交" in guide
    assert "〔待核实〕" in guide


@ONES
def test_the_drawing_has_every_item_and_every_edge(one: OneMatter[Any]) -> None:
    """One line for each, the edges named after the licence that makes them."""
    lines = [line.strip() for line in mermaid(one).splitlines()]
    edges = [line.split() for line in lines if "-->" in line]
    assert lines[0] == "flowchart LR"
    assert [line.split("[")[0] for line in lines if "[" in line] == [matter.code for matter in one.matters]
    assert [(words[0], words[-1]) for words in edges] == [
        (earlier.code, matter.code) for matter in one.matters for earlier in one.before(matter)
    ]
    assert all(words[1].startswith('-->|"') for words in edges)


@ONES
def test_the_schema_asks_every_question(one: OneMatter[Any]) -> None:
    """JSON Schema with the questions as titles, what must be answered, and no reference into nowhere."""
    printed = run("schema", one.code).stdout
    schema = json.loads(printed)
    titles = {field: described["title"] for field, described in schema["properties"].items()}
    assert titles == {field: question(one.form, field).question for field in one.form.model_fields}
    required = [name for name, field in one.form.model_fields.items() if field.is_required()]
    assert sorted(schema["required"]) == sorted(required)
    named = {part.split('"')[0] for part in printed.split('"#/$defs/')[1:]}
    assert named <= set(schema["$defs"])


class Shop(Form):
    area: Decimal
    open_late: bool = False
    street: str | None = None


SIZE: Final = Figure(value=Decimal(300), unit="平方米", basis=OURS)
PERMIT: Final = Licence(code="permit", name="许可", type_code=f"{departments.HEALTH.credit_code}001")
CARD: Final = Licence(code="card", name="证", type_code=f"{departments.HEALTH.credit_code}002")


def is_large(form: Shop) -> bool:
    """面积达到标准"""
    return form.open_late or form.area >= SIZE.value


def is_huge(form: Shop) -> bool:
    """面积极大"""
    return form.area > 10 * SIZE.value


def is_anything(form: Shop) -> bool:
    """面积不限"""
    return form.area < SIZE.value or form.area >= SIZE.value


def is_long_street(form: Shop) -> bool:
    """路名较长"""
    return form.street.strip() != "x"  # type: ignore[union-attr]  # the mistake


def is_small(form: Shop) -> bool:
    """面积未达标准"""
    return not is_large(form)


def days(count: int) -> Limit:
    return WorkingDays(count=count, basis=OURS)


FIRST: Final = Matter(
    code="first",
    name="第一项",
    basic_code="990000000001",
    department=departments.HEALTH,
    form=Shop,
    promised=days(2),
    statutory=days(5),
    gives=PERMIT,
    materials=(Material[Shop](code="proof", name="证明", when=is_large),),
)
SECOND: Final = Matter(
    code="second",
    name="第二项",
    basic_code="990000000002",
    department=departments.HEALTH,
    form=Shop,
    promised=days(3),
    when=is_large,
    materials=(Material[Shop](code="permit", name="许可", licence=PERMIT),),
)
SOUND: Final = OneMatter[Shop](
    code="shop",
    edition="2026-11",
    name="开店一件事",
    basic_code="990000000000",
    lead=departments.HEALTH,
    form=Shop,
    promised=days(5),
    statutory=days(20),
    figures=(SIZE,),
    matters=(FIRST, SECOND),
)


def with_first(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(replace(FIRST, gives=None, **changes), SECOND))


def with_second(**changes: Any) -> OneMatter[Shop]:
    return replace(SOUND, matters=(FIRST, replace(SECOND, **changes)))


def paper(code: str, *, when: Callable[[Shop], bool] = is_large, **more: Any) -> tuple[Material[Shop], ...]:
    return (Material[Shop](code=code, name="证明", when=when, **more),)


def test_sound_definitions_have_no_fault() -> None:
    """The catalogue is proved, and so is the definition that the next test breaks."""
    assert prove((*catalogue.ONE_MATTERS, SOUND)) == ()


@pytest.mark.parametrize(
    ("broken", "where", "says"),
    [
        (with_second(basic_code=FIRST.basic_code), "shop", "first, second share the basic code"),
        (with_second(materials=paper("proof", licence=CARD)), "shop/second/proof", "another paper"),
        (with_second(when=is_huge), "shop/second", "no answer makes 'is_huge' true"),
        (with_second(when=is_anything), "shop/second", "no answer makes 'is_anything' false"),
        (with_second(when=is_long_street), "shop/second", "its condition fails on {'street': None}"),
        (with_first(materials=paper("proof", when=is_huge)), "shop/first/proof", "'is_huge' true"),
        (with_first(materials=paper("proof", when=is_anything)), "shop/first/proof", "'is_anything' false"),
        (with_second(materials=paper("other", when=is_small)), "shop/second/other", "'is_small' true"),
        (with_first(promised=days(0)), "shop/first", "promised limit is 0个工作日"),
        (with_first(statutory=days(1)), "shop/first", "promises 2个工作日, the law allows 1个工作日"),
        (replace(SOUND, statutory=days(4)), "shop", "promises 5个工作日, the law allows 4个工作日"),
        (with_second(promised=days(4)), "shop/second", "first -> second takes 6个工作日"),
    ],
)
def test_a_seeded_fault_is_found(broken: OneMatter[Shop], where: str, says: str) -> None:
    """Each mistake gives one fault, which says where it is and what is wrong."""
    faults = prove((broken,))
    assert [fault.where for fault in faults] == [where]
    assert says in str(faults[0])


def test_a_shared_paper_may_be_wanted_by_one_item_in_any_case() -> None:
    """Whoever needs the first item's paper only when it is due itself may use the same value."""
    assert prove((with_second(materials=FIRST.materials),)) == ()


def test_an_edition_is_listed_once() -> None:
    """Editions may stand side by side; two texts may not be called the same."""
    assert prove((SOUND, replace(SOUND, edition="2027-01"))) == ()
    assert [str(fault) for fault in prove((SOUND, SOUND))] == [
        "shop: edition '2026-11' is listed 2 times; give each text its own edition"
    ]


def test_limits_of_different_units_are_not_compared() -> None:
    """Thirty calendar days may be more or less than twenty working days: nothing is claimed."""
    long = CalendarDays(count=30, basis=OURS)
    assert prove((with_first(promised=long, statutory=days(20)),)) == ()


def test_numbers_to_confirm_are_a_reminder() -> None:
    """A number whose source was not read is listed with its place, and is no fault."""
    doubtful = with_second(promised=WorkingDays(count=3, basis=law.DEMONSTRATION))
    assert prove((doubtful,)) == ()
    assert unverified(SOUND) == ()
    assert [str(number) for number in unverified(doubtful)] == [
        f"shop/second promised 3个工作日，{law.DEMONSTRATION}"
    ]


def test_commands_print_what_the_functions_say() -> None:
    """`list`, `show`, `graph` and `check` end well on the catalogue; a pipe gets plain Markdown."""
    newborn = catalogue.find("newborn")
    assert "| newborn | 2026-11 | 新生儿出生一件事 | 7 |" in run("list").stdout
    assert run("show", "newborn").stdout == service_guide(newborn) + "\n"
    assert run("graph", "newborn").stdout == mermaid(newborn) + "\n"
    checked = run("check")
    assert (checked.returncode, checked.stdout.count("通过")) == (0, len(catalogue.ONE_MATTERS))


@pytest.mark.parametrize("path", sorted(CASES.glob("*-*.json")), ids=lambda path: path.stem)
def test_explaining_the_demonstration(path: Path) -> None:
    """Each case has nothing to mend, and every item is either in with a date or out with a reason."""
    code = json.loads(path.read_text())["one_matter"]
    explained = run("explain", code, str(path), "--on", "2026-11-23")
    assert explained.returncode == 0, explained.stderr
    assert "## 预审\n\n- 无\n" in explained.stdout
    rows = [
        line for line in explained.stdout.splitlines() if " | 是 | " in line or " | 否 | 不符合：" in line
    ]
    assert len(rows) == len(catalogue.find(code).matters)


def test_explaining_a_bare_form(tmp_path: Path) -> None:
    """Without applicant and papers the findings say what is still to come; provisional dates are marked."""
    case = json.loads((CASES / "restaurant-large-with-sign.json").read_text())
    bare = tmp_path / "form.json"
    bare.write_text(json.dumps(case["form"]))
    explained = run("explain", "restaurant", str(bare), "--on", "2026-12-23").stdout
    assert "缺少材料：招牌设计效果图" in explained
    assert "申请人不是表中所填的经营者" in explained
    assert "2027-01-13（暂定）" in explained


def test_a_wrong_form_is_explained_field_by_field(tmp_path: Path) -> None:
    """All mistakes at once, in the words of the form."""
    wrong = tmp_path / "form.json"
    wrong.write_text('{"floor_area": "much", "shop": "x"}')
    explained = run("explain", "restaurant", str(wrong), "--on", "2026-11-23")
    assert explained.returncode == 1
    assert "- form.floor_area：须为数字" in explained.stdout
    assert "- form.operator_id：未填写，请补填" in explained.stdout
    assert "- form.shop：表单中没有此项，请删除" in explained.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "divorce"), "there is no one-matter 'divorce'; the catalogue has: newborn, restaurant"),
        (("explain", "newborn", "nowhere.json", "--on", "2026-11-23"), "nowhere.json cannot be read"),
        (("explain", "newborn", "pyproject.toml", "--on", "2026-11-23"), "pyproject.toml is not JSON"),
        (("explain", "newborn", "deploy", "--on", "2026-11-23"), "deploy cannot be read"),
        (("explain", "newborn", "nowhere.json"), "--on"),
    ],
)
def test_misuse_is_told_in_a_line(arguments: tuple[str, ...], says: str) -> None:
    """Nothing on the output, a message without a traceback, exit code 2."""
    misused = run(*arguments)
    assert (misused.returncode, misused.stdout) == (2, "")
    assert says in misused.stderr
    assert "Traceback" not in misused.stderr
