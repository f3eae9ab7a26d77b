"""What is drawn from a definition: guide, picture, schema; and the command line."""

import json
from pathlib import Path
from typing import Any, Final

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
import pytest

from matters import catalogue
from matters.guide.service_guide import questions, service_guide
from matters.language import Confidence, OneMatter, question
from matters.language.groups.unfolded_items import unfold
from matters.language.partial_form import read_answers
from matters.plan.graph import mermaid
from matters.proof.basis_table import provisions
from tests.support.places import ROOT
from tests.support.terminal import Terminal

CASES: Final = ROOT / "deploy" / "cases"
FILED: Final = str(CASES / "newborn-married-with-mother.json")
LAST_YEAR: Final[int] = max(chinese_calendar.holidays).year
CURRENT: Final = pytest.mark.parametrize(
    "one", [catalogue.find(code) for code in ("newborn", "restaurant", "clawback")], ids=lambda one: one.code
)
ONES: Final = pytest.mark.parametrize("one", catalogue.ONE_MATTERS, ids=lambda one: one.code)


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
    following = {(before.code, matter.code) for matter in one.matters for before in matter.after}
    assert all(edge[1].startswith('-->|"') or (edge[0], edge[-1]) in following for edge in edges)


@CURRENT
async def test_the_schema_asks_every_question(author: Terminal, one: OneMatter[Any]) -> None:
    """JSON Schema with the questions as titles, what must be answered, and no reference into nowhere."""
    printed = await author.done("matters", "schema", one.code)
    schema = json.loads(printed)
    titles = {field: described["title"] for field, described in schema["properties"].items()}
    assert titles == {field: question(one.form, field).question for field in one.form.model_fields}
    required = [name for name, field in one.form.model_fields.items() if field.is_required()]
    assert sorted(schema["required"]) == sorted(required)
    named = {part.split('"')[0] for part in printed.split('"#/$defs/')[1:]}
    assert named <= set(schema["$defs"])


async def test_commands_print_what_the_functions_say(author: Terminal) -> None:
    """`list`, `show`, `graph` and `check` end well on a definition; a pipe gets plain Markdown."""
    newborn = catalogue.find("newborn")
    assert "| newborn | 2026-12 | 新生儿出生一件事 | 7 |" in await author.done("matters", "list")
    assert await author.done("matters", "show", "newborn") == service_guide(newborn) + "\n"
    assert await author.done("matters", "graph", "newborn") == mermaid(newborn) + "\n"
    editions = [one for one in catalogue.ONE_MATTERS if one.code == newborn.code]
    assert (await author.done("matters", "check", "newborn")).count("| 通过 |") == len(editions)


@pytest.mark.parametrize("code", ["restaurant", "old-age-allowance"])
async def test_a_lawyer_reads_every_basis(author: Terminal, code: str) -> None:
    """A row for each number, rule and step, with document, article, confidence and date; as JSON the same."""
    laid_down = provisions(catalogue.find_any(code))
    printed = await author.done("matters", "basis", code)
    rows = [line for line in printed.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == len(laid_down)
    told = json.loads(await author.done("matters", "basis", code, "--json"))["provisions"]
    assert [(it["where"], it["says"]) for it in told] == [(it.where, it.says) for it in laid_down]
    assert {it["basis"]["confidence"] for it in told} <= set(Confidence)
    for row, it in zip(rows, laid_down, strict=True):
        assert it.basis
        assert it.basis.document in row
        assert it.basis.article in row
        assert it.basis.confidence in row
        assert str(it.basis.since or "—") in row


async def test_expired_texts_are_told_by_check(author: Terminal) -> None:
    """Not sixty-one days before their end, but from sixty on; a text that is over is no fault."""
    ends = ("matters", "check", "job-retention-refund", "--on")
    assert "执行至 2025-12-31" not in await author.done(*ends, "2025-10-31")
    assert "执行至 2025-12-31；请查明接续文件" in await author.done(*ends, "2025-11-01")


@pytest.mark.parametrize("path", sorted(CASES.glob("*-*.json")), ids=lambda path: path.stem)
async def test_explaining_the_demonstration(author: Terminal, path: Path) -> None:
    """Each case has nothing to mend now, and every item is either in with a date or out with a reason."""
    code = _filed(path)["one_matter"]
    explained = await author.done("matters", "explain", code, path, "--on", "2026-11-23")
    found = explained.partition("## 预审\n\n")[2].partition("\n\n")[0].splitlines()
    assert all(line == "- 无" or line.startswith("- 〔提示〕") for line in found), found
    stands = (" | 是 | ", " | 否 | 不符合：", " | 待定 | 待答复：")
    rows = [line for line in explained.splitlines() if any(word in line for word in stands)]
    one = catalogue.find(code)
    answers, _ = read_answers(one.form, _filed(path)["form"])
    assert len(rows) == len(unfold(one, answers).matters)


async def test_explaining_a_bare_form(author: Terminal, tmp_path: Path) -> None:
    """Without applicant and papers the findings say what is still to come; provisional dates are marked."""
    case = _filed(CASES / "restaurant-large-with-sign.json")
    bare = tmp_path / "form.json"
    bare.write_text(json.dumps(case["form"]))
    said = await author("matters", "explain", "restaurant", bare, "--on", f"{LAST_YEAR}-12-31")
    explained = said.out
    assert "缺少材料：招牌设计效果图" in explained
    assert "申请人不是表中所填的经营者" in explained
    assert f"全部事项最迟办结：{LAST_YEAR + 1}-0" in explained
    assert "（暂定）" in explained


async def test_a_wrong_form_is_explained_field_by_field(author: Terminal, tmp_path: Path) -> None:
    """All mistakes at once, in the words of the form."""
    wrong = tmp_path / "form.json"
    wrong.write_text('{"floor_area": "much", "shop": "x"}')
    explained = await author("matters", "explain", "restaurant", wrong, "--on", "2026-11-23")
    assert explained.code == 1
    assert "- form.floor_area：须为数字" in explained.out
    assert "- form.operator_id：未填写，请补填" in explained.out
    assert "- form.shop：表单中没有此项，请删除" in explained.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "divorce"), "no one-matter or grant 'divorce'; the catalogue has: newborn, restaurant"),
        (("graph", "divorce"), "there is no one-matter 'divorce'; the catalogue has: newborn, restaurant"),
        (("explain", "newborn", "nowhere.json", "--on", "2026-11-23"), "nowhere.json cannot be read"),
        (("explain", "newborn", "pyproject.toml", "--on", "2026-11-23"), "pyproject.toml is not JSON"),
        (("explain", "newborn", "deploy", "--on", "2026-11-23"), "deploy cannot be read"),
        (("explain", "newborn", FILED, "--on", "someday"), "--on"),
    ],
)
async def test_misuse_is_told_in_a_line(author: Terminal, arguments: tuple[str, ...], says: str) -> None:
    """Nothing on the output, a message without a traceback, exit code 2."""
    misused = await author("matters", *arguments)
    assert (misused.code, misused.out) == (2, "")
    assert says in misused.err
    assert "Traceback" not in misused.err


def _filed(path: Path) -> dict[str, Any]:
    filed: dict[str, Any] = json.loads(path.read_text())
    return filed
