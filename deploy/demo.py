"""`make demo`: six cases of two one-matters, one told as a story, and a campaign, on an engine of its own."""

import asyncio
import shutil
import sys
import tempfile
from contextlib import aclosing
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.table import Column, Table

from activities.errors import WorldError
from client import Case, ItemProgress, OneMatterError, Outcome, Platform, Progress, State, names
from client.labels import OUTCOMES, STATES
from deploy import demonstration, engine, server, story
from deploy.campaign_demo import demonstrate_campaign
from deploy.engine import Engine, WorkerFault
from deploy.serve import PORT, UI_PORT
from deploy.server import ServerFault

TITLES: Final = {
    "newborn-married-with-mother": "父母已婚，随母落户",
    "newborn-unmarried-with-father": "父母未婚，随父落户",
    "newborn-settling-elsewhere": "不在本市落户",
    "restaurant-small-with-licence": "小店，已有营业执照",
    "restaurant-large-with-sign": "大店，设招牌，尚无营业执照",
}

console = Console(highlight=False)


async def demonstrate(folder: Path) -> None:
    """Run the five cases side by side, show them live, then tell how they went."""
    console.print("[bold]一件事[/]：一次提交，多部门联办。正在启动 Temporal 服务与工作进程 …")
    port, ui_port = server.free_port(PORT), server.free_port(UI_PORT)
    async with engine.running(folder, port=port, ui_port=ui_port) as running:
        # Departments take their time here, one fails once, and one says no.
        demonstration.set_stand_ins(running.district, demonstration.DISTRICT / "behaviours.json")
        platform = await running.connect()
        cases = {title: await _submit(platform, name) for name, title in TITLES.items()}
        outcomes = await _show_live(cases)
        console.print()
        for title, case in cases.items():
            console.print(_story(title, case, outcomes[title]))
        console.print(_licences(outcomes))
        cases[story.TITLE] = await story.tell(running, platform, console)
        console.print("\n[bold]免申即享[/]：两万居民的津贴，比对、放行、发放、对账")
        await demonstrate_campaign(running, console)
        _print_pages(cases, running)
        if sys.stdin.isatty() and sys.stdout.isatty():
            await _offer_to_stay()
        else:
            console.print("  （服务随本命令结束；在终端中运行可选择保留）")


async def _submit(platform: Platform, name: str) -> Case:
    case = await platform.submit(demonstration.submission(name))
    receipt = case.receipt
    console.print(
        f"  已受理 {receipt.one_matter}（{TITLES[name]}）：受理编号 {receipt.acceptance_number}，"
        f"{len(receipt.items)} 个事项，承诺 {receipt.due_on} 前办结"
    )
    return case


async def _show_live(cases: dict[str, Case]) -> dict[str, Outcome]:
    seen: dict[str, Progress] = {}
    with Live(console=console, refresh_per_second=8, get_renderable=lambda: _progress(seen)):

        async def follow(title: str, case: Case) -> None:
            async with aclosing(case.watch()) as changes:
                async for progress in changes:
                    seen[title] = progress

        await asyncio.gather(*(follow(title, case) for title, case in cases.items()))
    return {title: await case.outcome() for title, case in cases.items()}


def _progress(seen: dict[str, Progress]) -> Table:
    table = Table("案件", "事项", "部门", "状态", title="办理进度", title_style="bold")
    for title in filter(seen.__contains__, TITLES.values()):
        for index, item in enumerate(seen[title].items):
            table.add_row("" if index else title, item.name, item.department, _state(item))
        table.add_section()
    return table


def _state(item: ItemProgress) -> str:
    colour = {State.GRANTED: "green", State.REFUSED: "red", State.LODGED: "yellow"}.get(item.state, "dim")
    return f"[{colour}]{STATES[item.state]}[/]"


def _story(title: str, case: Case, outcome: Outcome) -> Table:
    """How every item ended, whom it waited for, and how long."""
    after = {item.code: item.after for item in case.receipt.items}
    named = {item.code: item.name for item in outcome.items}
    table = Table(
        Column("事项", overflow="fold"),
        Column("结果", overflow="fold"),
        "等待的前置事项",
        "等待",
        "部门用时",
        title=f"{title}：{OUTCOMES[outcome.kind]}",
        title_style="bold",
    )
    for item in outcome.items:
        table.add_row(
            item.name,
            _state(item) + _reasons(item),
            "、".join(named[code] for code in after[item.code]) or "—",
            *_times(case, item),
        )
    return table


def _times(case: Case, item: ItemProgress) -> tuple[str, str]:
    if not (item.lodged_at and item.decided_at):
        return "—", "—"
    waited = (item.lodged_at - case.receipt.received_at).total_seconds()
    took = (item.decided_at - item.lodged_at).total_seconds()
    return f"{waited:.1f} 秒", f"{took:.1f} 秒"


def _reasons(item: ItemProgress) -> str:
    return f"\n{'；'.join(item.refusal.reasons)}\n{item.refusal.remedies}" if item.refusal else ""


def _licences(outcomes: dict[str, Outcome]) -> Table:
    table = Table(
        "案件", Column("电子证照与标识", overflow="fold"), title="发放的电子证照", title_style="bold"
    )
    for title, outcome in outcomes.items():
        given = [item.licence for item in outcome.items if item.licence]
        lines = "\n".join(f"{licence.name}\n  {licence.identifier}" for licence in given)
        table.add_row(title, lines, end_section=True)
    return table


def _print_pages(cases: dict[str, Case], running: Engine) -> None:
    """Unwrapped and outside of any table, so that they can be clicked."""
    console.print("\n[bold]在 Temporal 界面中查看[/]")
    for title, case in cases.items():
        console.print(f"  {title}\n  {running.server.page(names.case_id(case.id))}", soft_wrap=True)


async def _offer_to_stay() -> None:
    console.print("\n保留服务以便查看上述页面？(y/N) ", end="", markup=False)
    if (await _typed_line()).strip().lower() == "y":
        console.print("服务保持运行，按 Ctrl-C 结束。")
        await asyncio.Event().wait()


async def _typed_line() -> str:
    """Without a thread that would wait for the line after Ctrl-C, too."""
    loop = asyncio.get_running_loop()
    typed: asyncio.Future[str] = loop.create_future()
    loop.add_reader(sys.stdin, lambda: typed.set_result(sys.stdin.readline()))
    try:
        return await typed
    finally:
        loop.remove_reader(sys.stdin)


def main() -> int:
    """Leave nothing behind; tell in one line what went wrong, if something did."""
    folder = Path(tempfile.mkdtemp(prefix="one-matter-"))
    try:
        asyncio.run(demonstrate(folder))
    except (KeyboardInterrupt, asyncio.CancelledError):
        console.print("已结束。")
    except (ServerFault, WorkerFault, WorldError, OneMatterError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
