"""The desk of an operator at a terminal: tables, pages, and values for spreadsheets."""

import csv
from io import StringIO

from tests.support.cases.submissions import SMALL_SHOP
from tests.support.parts import Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import FOOD, Terminal, filed

pytestmark = on_one_ledger


async def test_a_list_and_a_page(parts: Parts, terminal: Terminal) -> None:
    """A case is found by its number, and its page tells whose its items are."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    number = (await parts.platform.case(case)).receipt.acceptance_number
    listed = await terminal.done("ops", "cases", "--number", number)
    assert str(case) in listed
    assert "共 1 件" in listed
    page = await terminal.done("ops", "case", number)
    assert str(case) in page
    assert "市场监督管理局" in page  # nobody has held it for any working second yet, if this is quick or late


async def test_for_a_spreadsheet(parts: Parts, terminal: Terminal) -> None:
    """With `--csv` there is a line for each row, under headings, and nothing else; codes are named."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    rows = [*csv.DictReader(StringIO(await terminal.done("ops", "cases", "--csv", "--size", "200")))]
    assert [row["一件事"] for row in rows if row["案件"] == str(case)] == ["开办餐饮店一件事"]
    departments = await terminal.done("ops", "departments", "--csv")
    assert departments.startswith("部门,")
    assert {"市场监督管理局", "财政局"} <= {row["部门"] for row in csv.DictReader(StringIO(departments))}


async def test_what_would_have_been(parts: Parts, terminal: Terminal) -> None:
    """A month with another officer: as it was, replayed and changed; how far that is to be trusted."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    month = f"{await parts.today(case):%Y-%m}"
    await terminal.done("case", "withdraw", case, "--reason", "不办了")
    await terminal.done("case", "outcome", case)
    called = ("ops", "what-if", "market-regulation", month, "--had", "1", "--officers", "2", "--limit=-1")
    said = await terminal.done(*called)
    assert all(
        word in said
        for word in ("实际", "不作改变重放", "改变后", "市场监督管理局经办", "按 1 名", "期限-1 个工作日")
    )
    assert (await terminal.done(*called, "--csv")).count("\n") == 4
    for what in ("stats", "variants"):
        assert "开办餐饮店一件事" in await terminal.done("ops", what, month, "--csv")
    nobody = await terminal("ops", "what-if", "no-such", month)
    assert (nobody.code, "没有部门 'no-such'" in nobody.err) == (2, True)
    nothing = await terminal("ops", "what-if", "customs", month)
    assert (nothing.code, "海关没有已办结且由其经办人办理的事项" in nothing.err) == (2, True)


async def test_two_ways_at_once(terminal: Terminal) -> None:
    """JSON and CSV are not asked for together."""
    assert (await terminal("ops", "stats", "--csv", "--json")).code


async def test_a_page_of_nothing(terminal: Terminal) -> None:
    """A case that there is not is said not to be there."""
    said = await terminal("ops", "case", "no-such-number")
    assert "CaseNotFound" in said.err
