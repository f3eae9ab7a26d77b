"""The Temporal UI in a real browser: what operators see first, and that it tells of nobody."""

import re
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from playwright.async_api import BrowserContext, Page

from client import RegistryEvent, names
from client.labels import OUTCOMES
from client.messages.cases.progress import OutcomeKind
from client.messages.grants.events import Birthday
from client.offices.registers import Registers
from deploy import codec_server, demonstration, engine
from deploy.demonstration import DISTRICT
from deploy.engine import Engine
from deploy.operators import screenshots
from tests.support import neighbours

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, screenshots.BROWSERS)),
    reason="no Chromium here: Debian's package is `chromium`",
)

NEAREST: Final = 6
"""Pixels between what stands in two cells of a row."""

GAPS: Final = """() => [...document.querySelectorAll('tr')].flatMap(row => {
    const boxes = [...row.cells].filter(cell => cell.textContent.trim()).map(cell => {
        const text = document.createRange();
        text.selectNodeContents(cell);
        return text.getBoundingClientRect();
    });
    return boxes.slice(1).map((box, before) => box.left - boxes[before].right);
})"""


@pytest.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Engine]:
    """An engine whose departments leave everything to their officers."""
    async with engine.running(tmp_path_factory.mktemp("engine")) as here:
        demonstration.set_stand_ins(here.district, DISTRICT / "officers.json")
        yield here


@pytest.fixture(scope="module")
async def browser() -> AsyncGenerator[BrowserContext]:
    """One for all pages."""
    async with screenshots.browsing() as found:
        yield found


async def _said(page: Page) -> str:
    """All that is to be read on a page, in whichever frame."""
    return "\n".join([await frame.locator("body").inner_text() for frame in page.frames])


async def _nearest(page: Page) -> float:
    """Pixels between the two cells that are nearest to each other."""
    gaps: list[float] = [gap for frame in page.frames for gap in await frame.evaluate(GAPS)]
    return min(gaps)


async def test_a_case(running: Engine, browser: BrowserContext, tmp_path: Path) -> None:
    """Whom it waits for stands on its page, no two cells touch at 1500 pixels, and nobody is named.

    Its run opens at its timeline: in the labels of the trade, and no citizen's words above it.
    """
    filed = demonstration.submission(screenshots.BY_OFFICERS)
    case = await (await running.connect()).submit(filed)
    address = await screenshots.tab(running, names.case_id(case.id), "user-metadata")
    page = await screenshots.opened(browser, address, "现在等谁", case.receipt.acceptance_number)
    await page.screenshot(path=tmp_path / "case-page.png")
    assert await _nearest(page) >= NEAREST
    read = await _said(page)
    timeline = await screenshots.tab(running, names.case_id(case.id), "timeline")
    first = await screenshots.opened(browser, timeline, "预审与办理方案", codec_server.UNSHOWN)
    read += await _said(first)
    for secret in (filed.applicant.name, filed.applicant.identity_number, filed.applicant.phone):
        assert secret not in read


@pytest.mark.slow
async def test_a_view_finds_cases(running: Engine, browser: BrowserContext) -> None:
    """Links of the page lead to lists of the UI: the cases of the same applicant are found there."""
    filed = demonstration.submission(screenshots.BY_OFFICERS)
    platform = await running.connect()
    case = await platform.submit(filed)
    await case.withdraw("不办了")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN
    address = await screenshots.tab(running, names.case_id(case.id), "user-metadata")
    page = await screenshots.opened(browser, address, OUTCOMES[OutcomeKind.WITHDRAWN])
    found = [frame.get_by_text("同一申请人的案件") for frame in page.frames]
    [link] = [await one.get_attribute("href") for one in found if await one.count()]
    await screenshots.opened(browser, f"{running.server.ui}{link}", str(case.id))


async def test_the_page_of_a_campaign(running: Engine, browser: BrowserContext) -> None:
    """Who has paused it and why, what is left of the budget, and a table for each question."""
    campaign = await screenshots.previewed(running)
    await campaign.pause("officer-3", "名单须核对")
    address = await screenshots.tab(running, names.campaign_id(campaign.id), "user-metadata")
    page = await screenshots.opened(browser, address, "officer-3 暂停：名单须核对")
    read = await _said(page)
    for question in ("现在等谁", "进度", "预览：如何发放", "预览：每笔金额", "预览：按地区", "预算"):
        assert question in read, question
    assert "剩余预算（元）" in read
    assert await _nearest(page) >= NEAREST
    assert not {*re.findall(r"p\d{6,}|\d{17}[\dX]", read)}
    await campaign.stop("officer-3", "不再发放")
    await campaign.report()


async def test_the_page_of_a_grant(running: Engine, browser: BrowserContext) -> None:
    """Its policy by name, what it comes to and what it waits for; and nobody's number, name or account."""
    person = neighbours.settle(running)
    registers = await Registers.connect(
        running.server.address, keys=running.keys, identities=running.identities
    )
    await registers.tell(RegistryEvent(id=str(uuid4()), person=person, fact=Birthday()))
    platform = await running.connect()
    (offer,) = await platform.offers(person)
    standing = await platform.object(offer.reference, "已不在此居住")
    run = names.grant_id(running.keys.seal(offer.reference))
    address = await screenshots.tab(running, run, "user-metadata")
    page = await screenshots.opened(browser, address, "现在等谁", offer.name)
    read = await _said(page)
    assert "决定异议" in read
    assert standing.answer_by
    for secret in (person, "已不在此居住", offer.reference, "9900"):
        assert secret not in read
    assert await _nearest(page) >= NEAREST
