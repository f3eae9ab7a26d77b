"""One case told as a story: an officer, a correction, a special procedure, and fifteen working days."""

from datetime import date, datetime, timedelta
from typing import Final

from rich.console import Console
from rich.table import Column, Table
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.departments import behave
from client import Case, Officer, Platform, State, names
from client.labels import NOT_RUNNING, OUTCOMES, STATES
from client.messages.cases.answers import Demand, Flaw
from client.messages.cases.correction import Supplement
from client.messages.cases.explanation import Reckoning
from client.messages.cases.progress import ItemProgress
from client.messages.cases.submission import Paper
from client.transport.connection import connect, plugin
from deploy import demonstration
from deploy.engine import Engine
from matters import clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions import law
from matters.language import WorkingDays

FOOD: Final = "food-licence"
INSPECTION: Final = "inspection"
DEPARTMENT: Final = "market-regulation"
FIFTEEN: Final = WorkingDays(count=15, basis=law.DEMONSTRATION)
TITLE: Final = "经办人审查：补正、检测、十五个工作日"

WITHOUT_STORES: Final = Demand(
    path="papers.layout-plan",
    says="布局图未标明原料库房",
    mend="请在布局图上标明原料库房后重新上传",
    flaw=Flaw.DEFECTIVE,
    rule="food-layout",
    basis="《食品经营许可条件》",
)


async def tell(running: Engine, platform: Platform, console: Console) -> Case:
    """Tell it while it happens; the days pass on the case's own clock, in no time."""
    console.print(f"\n[bold]{TITLE}[/]")
    client = await connect(plugin(running.keys), address=running.server.address, namespace=names.NAMESPACE)
    officer, second = await _officer(running, "officer-1"), await _officer(running, "officer-2")
    case, plan = await _submit_without_plan(running, platform, console)
    await case.supplement(Supplement(papers=(plan,)))
    await _until(case, State.IN_REVIEW)
    item = await _item(case)
    console.print(
        f"  申请人补交布局图，当日受理；承诺 {item.due_on} 前办结，法定 {item.statutory_due_on} 前办结"
    )

    _say(console, f"officer-1 的待办：{[task.name for task in await officer.inbox()]}")
    await officer.ask(case.id, FOOD, [WITHOUT_STORES])
    await _until_told(case, console)
    await case.supplement(Supplement(papers=(plan,)))
    await _until(case, State.IN_REVIEW)
    _say(console, f"申请人再次补正，进入第 {(await _item(case)).round} 轮审查")

    await _test_the_water(client, officer, case, console)
    await _inspect(officer, case, console)
    await officer.grant(case.id, FOOD)
    _say(console, "officer-1 拟同意；该事项须现场核查，等待第二名经办人决定")
    decided = await second.grant(case.id, FOOD)
    licence = decided.licence.identifier if decided.licence else ""
    _say(console, f"officer-2 同意：{STATES[decided.state]}，证照 {licence}")
    _say(console, f"结果：{OUTCOMES[(await case.outcome()).kind]}")
    return case


async def _inspect(officer: Officer, case: Case, console: Console) -> None:
    """Two officers go and see, and sign what they have seen."""
    both = ("officer-1", "officer-2")
    await officer.take_step(case.id, FOOD, procedure=INSPECTION, step="sent", officers=both)
    seen = await officer.take_step(
        case.id, FOOD, procedure=INSPECTION, step="record", document="核查〔2026〕1号", signed_by=both
    )
    [inspection] = seen.procedures
    _say(
        console, f"{inspection.name}：{'；'.join(f'{step.name}（{step.says}）' for step in inspection.steps)}"
    )


def _say(console: Console, text: str) -> None:
    console.print(f"  {text}", soft_wrap=True, markup=False)


async def _submit_without_plan(running: Engine, platform: Platform, console: Console) -> tuple[Case, Paper]:
    whole = demonstration.submission("restaurant-small-with-licence")
    behave(running.district, Reviewing(), matter=FOOD, case=str(whole.id))
    plan = next(paper for paper in whole.papers if paper.code == "layout-plan")
    others = tuple(paper for paper in whole.papers if paper is not plan)
    case = await platform.submit(whole.model_copy(update={"papers": others}))
    for finding in case.receipt.findings:
        _say(console, f"预审：{finding.says}；{finding.mend}，最迟 {case.receipt.answer_by}")
    return case, plan


async def _test_the_water(client: Client, officer: Officer, case: Case, console: Console) -> None:
    """A special procedure takes fifteen working days, which do not count."""
    today = clock.day_in_china(datetime.now(clock.CHINA))
    end = _in_fifteen_working_days(today)
    await officer.suspend(
        case.id, FOOD, procedure="testing", expected_end=end, notice=f"检告〔{today.year}〕1 号"
    )
    standing = await _item(case)
    _say(console, f"用水送检：{STATES[standing.state]}（{standing.due_on or NOT_RUNNING}）")
    skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
    handle = client.get_workflow_handle(names.case_id(case.id))
    _say(console, f"…… 快进十五个工作日，至 {end} ……")
    await skipper.fast_forward(handle, timedelta(days=(end - today).days))
    resumed = await officer.resume(case.id, FOOD)
    _say(console, f"检测合格，恢复计时：承诺办结日顺延至 {resumed.due_on}")
    reckonings = (await case.explain()).clocks
    console.print(_explained(next(one for one in reckonings if resumed.name in one.subject)))


async def _until(case: Case, state: State) -> None:
    async for progress in case.watch():
        if any(item.state is state for item in progress.items):
            return


async def _until_told(case: Case, console: Console) -> None:
    async for progress in case.watch():
        if not progress.notices or progress.items[0].state is not State.CORRECTION:
            continue
        notice = progress.notices[-1]
        for point in notice.points if notice.number > 1 else ():
            _say(console, f"补正告知 {notice.number}：{point.says}；{point.mend}，最迟 {notice.answer_by}")
            return


async def _item(case: Case) -> ItemProgress:
    return (await case.progress()).items[0]


async def _officer(running: Engine, account: str) -> Officer:
    return await Officer.connect(
        running.server.address,
        department=DEPARTMENT,
        officer=account,
        namespace=names.NAMESPACE,
        keys=running.keys,
        identities=running.identities,
    )


def _in_fifteen_working_days(today: date) -> date:
    return clock.due(today, Term.of(FIFTEEN), published(today)).on


def _explained(reckoning: Reckoning) -> Table:
    table = Table(
        "首日",
        "末日",
        "天数",
        "计入",
        Column("说明", overflow="fold"),
        title=reckoning.subject,
        title_style="bold",
    )
    for span in reckoning.spans:
        counted = "计入" if span.counted else "不计入"
        table.add_row(str(span.first), str(span.last), str(span.days), counted, span.why)
    return table
