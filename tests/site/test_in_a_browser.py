"""The site in a real browser, from a file, at a desk and on a telephone."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.support.browser import CHROMIUM, DESK, TELEPHONE, Browser, browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt install chromium")

PAGES: Final = (
    "index",
    "newborn",
    "restaurant",
    "clawback",
    "recruitment",
    "bereavement",
    "old-age-allowance",
    "disability-care-allowance",
)

TOO_WIDE: Final = """[...document.querySelectorAll("body *")]
    .filter((node) => !node.closest(".scroll") && !node.closest(".skip"))
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => node.outerHTML.slice(0, 80))"""
SMALL_TARGETS: Final = """[...document.querySelectorAll("fieldset label, button, .search input")]
    .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 40).length"""
CARDS: Final = """[...document.querySelectorAll("[data-words]:not([hidden]) a")]
    .map((link) => link.getAttribute("href"))"""
ITEMS: Final = """Object.fromEntries([...document.querySelectorAll("[data-item]")]
    .map((item) => [item.dataset.item, item.dataset.standing]))"""
PAPERS: Final = """[...document.querySelectorAll("[data-item]:not([data-standing=not]) [data-paper]")]
    .filter((paper) => paper.offsetParent).map((paper) => paper.dataset.paper)"""
SUMMARY: Final = """document.querySelector(".summary").textContent"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tab() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


def choose(field: str, label: str) -> str:
    """A click upon what is read."""
    return f"""[...document.querySelectorAll('[name="{field}"]')]
        .find((choice) => choice.parentElement.textContent.trim() === "{label}").click()"""


def search(words: str) -> str:
    return f"""(() => {{
        const input = document.getElementById("words");
        input.value = "{words}";
        input.dispatchEvent(new Event("input", {{ bubbles: true }}));
    }})()"""


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [DESK, TELEPHONE])
async def test_nothing_overflows(tab: Browser, site: Path, page: str, width: int) -> None:
    """No page is wider than its window; what can be touched is large enough for a thumb."""
    await tab.open((site / f"{page}.html").as_uri(), width=width)
    assert await tab.says("document.documentElement.scrollWidth") <= width
    assert await tab.says(TOO_WIDE) == []
    assert await tab.says(SMALL_TARGETS) == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("小饭馆", ["restaurant.html"]),
        ("二胎", ["newborn.html"]),
        ("老人补贴", ["old-age-allowance.html"]),
        ("食品 招牌", ["restaurant.html"]),
        ("离婚", []),
    ],
)
async def test_everyday_words_find(tab: Browser, site: Path, words: str, found: list[str]) -> None:
    """One-matters and grants, by what people call them and by what they contain."""
    await tab.open((site / "index.html").as_uri())
    await tab.says(search(words))
    assert await tab.says(CARDS) == found
    says = await tab.says('document.querySelector(".found").textContent')
    assert says == (f"找到 {len(found)} 项" if found else "没有找到，换个说法试试")


async def test_answers_narrow_items_papers_fees_and_limits(tab: Browser, site: Path) -> None:
    """A large restaurant that commits to fire safety, with a sign on the road and without tobacco."""
    await tab.open((site / "restaurant.html").as_uri(), width=TELEPHONE)
    assert (await tab.says(SUMMARY)).startswith("共 7 个事项")
    for field, label in (
        ("floor_area", "300 及以上"),
        ("commits_to_fire_safety", "是"),
        ("already_registered", "否"),
        ("premises_licence", "没有，不填"),
        ("hangs_a_sign", "是"),
        ("sign_on_road", "是"),
        ("sells_tobacco", "否"),
    ):
        await tab.says(choose(field, label))
    items = await tab.says(ITEMS)
    assert {code for code, standing in items.items() if standing == "not"} == {
        "fire-check",
        "tobacco-licence",
    }
    assert "possible" not in items.values()
    papers = await tab.says(PAPERS)
    assert "business-registration/premises-proof" in papers
    assert "fire-check/fire-application" not in papers
    summary = await tab.says(SUMMARY)
    assert "需要办理 5 项" in summary
    assert "费用 200.00 元" in summary
    assert "承诺不超过 22 个工作日" in summary
    assert "都清楚了" in summary


async def test_what_matters_no_more_is_not_asked(tab: Browser, site: Path) -> None:
    """A small shop is not asked about fire safety; what is answered stays, and can be taken back."""
    await tab.open((site / "restaurant.html").as_uri())
    asked = """!document.querySelector('[data-question="commits_to_fire_safety"]').hidden"""
    assert await tab.says(asked)
    await tab.says(choose("floor_area", "不足 300"))
    assert not await tab.says(asked)
    await tab.says("""document.querySelector("button[type=reset]").click()""")
    await tab.says("0")
    assert await tab.says(asked)


async def test_what_is_asked_of_each_narrows(tab: Browser, site: Path) -> None:
    """Of employees: who wants no card causes no item for one; what is asked of each is in the form."""
    await tab.open((site / "recruitment.html").as_uri(), width=TELEPHONE)
    assert (await tab.says(ITEMS))["social-card"] == "possible"
    await tab.says(choose("employees[0].wants_card", "否"))
    assert (await tab.says(ITEMS))["social-card"] == "not"
    await tab.says(choose("employees[0].wants_card", "是"))
    assert (await tab.says(ITEMS))["social-card"] == "certain"
    assert "员工：是否申领社会保障卡？" in await tab.says(
        "document.querySelector('#form + .scroll').textContent"
    )


async def test_a_rule_that_is_not_met_is_named(tab: Browser, site: Path) -> None:
    """Of a grant: which one speaks against it, and that registers decide."""
    await tab.open((site / "old-age-allowance.html").as_uri())
    await tab.says(choose("of-age", "否"))
    assert await tab.says(SUMMARY) == "按您的回答，不能享受：期内年满65周岁"
