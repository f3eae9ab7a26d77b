"""`make screenshots`: what operators see in the Temporal UI, in a real browser; also for the README."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from playwright.async_api import BrowserContext, Error, Page, async_playwright

from activities.stand_ins.population import generate
from client import CampaignOrder, Campaigns, CampaignStage, names
from client.offices.campaign import Campaign
from client.transport.connection import connect, plugin
from deploy import demonstration, engine
from deploy.demonstration import ALLOWANCE, DAY, DISTRICT, PERIOD
from deploy.engine import Engine

FOLDER: Final = Path("var/screenshots")
OF_README: Final = {"case-page": Path("deploy/case-page.png"), "timeline": Path("deploy/timeline.png")}

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
OPTIONS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
WIDTH, HEIGHT = 1500, 1250
PATIENCE: Final = timedelta(minutes=2)
LOOK: Final = 200
"""Milliseconds."""

PEOPLE: Final = 2_000
AUTOMATIC: Final = "newborn-married-with-mother"
BY_OFFICERS: Final = "restaurant-large-with-sign"


class NoBrowser(Exception):
    """There is no Chromium on this machine; Debian's package is `chromium`."""


@asynccontextmanager
async def browsing() -> AsyncGenerator[BrowserContext]:
    """A browser while the block lasts, which loads the UI once for all pages.  Raises `NoBrowser`."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise NoBrowser(f"no {BROWSERS[0]} here: install Debian's package of that name")
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=program, args=OPTIONS)
        try:
            yield await browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        finally:
            await browser.close()


async def opened(browser: BrowserContext, address: str, *shows: str) -> Page:
    """A page of the UI, once it shows these texts; what runs tell of themselves is in a frame of its own.

    The page before is closed: it would ask its run again and again.  Raises `TimeoutError`.
    """
    for before in browser.pages:
        await before.close()
    page = await browser.new_page()
    async with asyncio.timeout(PATIENCE.total_seconds()):
        await page.goto(address, wait_until="commit")
        while not all([await said(page, text) for text in shows]):
            await page.wait_for_timeout(LOOK)
    return page


async def said(page: Page, text: str) -> bool:
    """Whether any frame says so; they come and go while a page is built."""
    for frame in page.frames:
        with suppress(Error):
            if await frame.get_by_text(text).count():
                return True
    return False


async def tab(running: Engine, workflow: str, name: str) -> str:
    """The address of a tab of a run, such as `user-metadata` or `timeline`."""
    client = await connect(plugin(running.keys), address=running.server.address, namespace=names.NAMESPACE)
    run = (await client.get_workflow_handle(workflow).describe()).run_id
    return f"{running.server.page(workflow)}/{run}/{name}"


async def take(running: Engine, folder: Path) -> None:
    """A case in officers' hands, one that machines have granted, a campaign that waits for release."""
    platform = await running.connect()
    granted = await platform.submit(demonstration.submission(AUTOMATIC))
    await granted.outcome()
    demonstration.set_stand_ins(running.district, DISTRICT / "officers.json")
    open_case = await platform.submit(demonstration.submission(BY_OFFICERS))
    campaign = await previewed(running)
    async with browsing() as browser:
        for picture, workflow, name, shows in (
            ("case-page", names.case_id(open_case.id), "user-metadata", "现在等谁"),
            ("case-timeline", names.case_id(open_case.id), "timeline", "审查并决定：食品经营许可"),
            ("timeline", names.case_id(granted.id), "timeline", "办结归档"),
            ("campaign-page", names.campaign_id(campaign.id), "user-metadata", "现在等谁"),
        ):
            page = await opened(browser, await tab(running, workflow, name), shows)
            await page.screenshot(path=folder / f"{picture}.png")
            print(folder / f"{picture}.png")


async def previewed(running: Engine) -> Campaign:
    """A campaign over people whom nobody knew before; its preview waits for a release."""
    for _ in generate(running.district, count=PEOPLE, seed=1, on=DAY):
        pass
    office = await Campaigns.connect(running.server.address, keys=running.keys, identities=running.identities)
    order = CampaignOrder(policy=ALLOWANCE, period=PERIOD, prepared_by="经办人")
    campaign = await office.prepare(order)
    async for now in campaign.watch():
        if now.stage is CampaignStage.PREVIEW and now.preview:
            break
    return campaign


async def main() -> None:
    """On an engine of its own, which is gone afterwards."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="one-matter-") as folder:
        async with engine.running(Path(folder)) as running:
            await take(running, FOLDER)
    for picture, kept in OF_README.items():
        shutil.copyfile(FOLDER / f"{picture}.png", kept)


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except NoBrowser as error:
        sys.exit(str(error))
