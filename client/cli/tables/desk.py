"""What officers see: their inbox, an item with all that the department was asked, what an order led to."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from ...labels import NOT_RUNNING, RESULTS, STARS, STATES
from ...messages.cases.answers import HandedPaper, Opinion, Reason, Request
from ...messages.cases.plan_order import PlanOrderGiven
from ...messages.cases.progress import ItemProgress, State
from ...messages.officers.commands import Assignment
from ...messages.officers.docket import Sheet, Task
from ...messages.officers.rule_table import RuleStanding
from ...messages.officers.second_look import Looked
from ...messages.officers.stalled_run import REPLACED, StalledRun
from ...trust.actor import Role
from ...trust.titles import ROLES
from .item import items, on_file, procedures, remarks
from .layout import coloured, listed, moment, said, table

NOTHING = "没有待办"
SECOND_LOOK = "已自动通过，待抽查复核"
TO_SERVE = "已决定，待送达"
DECIDE = "onematter campaign decide"
"""What takes the number of a grant; it is the office that pays which decides, not the one window."""
SEQUEL = "onematter sequel show"
"""What shows a proceeding about a decision whose case is closed."""
RULE_HEADINGS = ("规则（不符时的告知）", "结果", "参与决定", "依据", "核对的信息")
PROPOSED = "已记录为拟办意见，另一名经办人作出同样决定后生效"


def tasks(waiting: Iterable[Task]) -> RenderableType:
    """What waits for officers, in the order in which it came."""
    rows = tuple(
        (
            str(task.due_on or ("" if task.second_look else NOT_RUNNING)),
            _standing_of(task),
            f"{task.name}\n{task.one_matter}\n{task.department_name or task.department}",
            f"{task.number}\n{task.item}\n{DECIDE}"
            if task.of_grant
            else f"{SEQUEL} {task.case}\n{task.item}"
            if task.of_sequel
            else f"{task.case}\n{task.item}\n{task.officer}",
        )
        for task in waiting
    )
    drawn = table(("承诺办结日", "状态", "事项与部门", "案件、事项代码与经办人"), rows)
    drawn.columns[-1].no_wrap = True  # to be copied into the next command
    return drawn if rows else NOTHING


def _standing_of(task: Task) -> str | Text:
    if task.second_look:
        return SECOND_LOOK
    if task.stars:
        return coloured(f"{STARS[task.stars - 1]}，待回访：{task.says}", task.colour)
    stands = task.step or STATES[task.state]
    if task.proposed_by:
        stands = f"{task.proposed_by} 于 {moment(task.proposed_at)} 提出意见，待另一人确认"
    return coloured(TO_SERVE if task.to_serve else stands, task.colour)


def plan_order(number: str, given: PlanOrderGiven) -> str:
    """What has become of an order by which cases are planned anew."""
    if given.waits:
        return f"{number}：待另一督办人员下达同一调整"
    done = f"{number}：{given.cases} 件在办案件已按此调整办理方案，{len(given.left)} 件未调整"
    return "\n".join((done, *(f"{one.case}：{one.says}" for one in given.left)))


def stalled(runs: Iterable[StalledRun]) -> RenderableType:
    """What stands still in the engine, each with the command that mends it: lines, to be copied."""
    return Group(*(line for run in runs for line in _stalled(run)))


def why(run: StalledRun) -> str:
    """What has come about."""
    if run.cause == REPLACED:
        return "在办案件的运行被外部终止或者顶替"
    return f"引擎故障：{run.cause} {run.failure}".strip()


def _stalled(run: StalledRun) -> tuple[str, str]:
    stands = f"系统故障停滞  {run.workflow}  自 {moment(run.since)}"
    if run.cause == REPLACED:
        return f"{stands}  {why(run)}", f"  其平台再次提交同一申请，或者执行：{run.mend}"
    return (
        f"{stands}  已试 {run.attempts} 次  {run.cause} {run.failure}".strip(),
        f"  运行写下其历史的版本或已修复的版本（原因见其日志），即自行继续；仍停滞时再执行：{run.mend}",
    )


def sheet(seen: Sheet) -> RenderableType:
    """An item as its officers see it."""
    shown: list[RenderableType] = [
        f"{seen.progress.name}  办件编号 {seen.progress.number}  第 {seen.progress.round} 轮",
        *on_file(seen),
        items((seen.progress,)),
        *procedures((seen.progress,)),
        *remarks((seen.progress,)),
    ]
    if seen.request:
        shown += _request(seen.request, seen.called)
    shown += [
        f"待补正：{seen.called.get(point.path, '')}（{point.path}）{point.says}（{point.mend}）"
        for point in seen.progress.points
    ]
    shown += _proposal(seen)
    if seen.extension:
        reasons = "；".join(seen.extension.reasons)
        shown.append(f"{seen.extension.officer}提请延长，待{seen.extension.approver}批准：{reasons}")
    if seen.trace:
        shown.append(table(RULE_HEADINGS, (_reason(reason, seen.called) for reason in seen.trace)))
    shown += (
        f"{moment(one.at)}  {ROLES[Role(one.role)]} {one.actor} 的此次提交由“{one.via}”辅助拟写"
        for one in seen.prepared
    )
    if seen.assignments:
        shown.append(table(("经办人", "交办人", "截至", "原因"), map(_assignment, seen.assignments)))
    return Group(*shown)


def rules(standings: Iterable[RuleStanding]) -> RenderableType:
    """The rules by which machines grant; a rule that officers do not agree with decides nothing by itself."""
    rows = (
        (
            f"{one.says}\n{one.rule}\n{one.name or one.one_matter} {one.edition} {one.item_name or one.item}",
            f"{one.held}/{one.judged}",
            f"{one.agreed}/{one.decided}",
            f"{one.needs_agreement:g}%，至少{one.needs_cases}件",
            _standing(one),
        )
        for one in standings
    )
    headings = ("规则（不符时的告知）", "通过/判定", "一致/人工核定", "自动通过的条件", "现状")
    return listed(headings, rows, none="没有由规则自动审批的事项")


def looked(seen: Looked) -> RenderableType:
    """An officer's word on what a machine has granted."""
    return f"{seen.officer} {'同意' if seen.agrees else '不同意'}自动通过的结果，已记录"


def after(item: ItemProgress, *, proposed: bool) -> RenderableType:
    """An item after an order; one that was decided and is still in review waits for a second officer."""
    waits = (PROPOSED,) if proposed and item.state is State.IN_REVIEW else ()
    return Group(items((item,)), *procedures((item,)), *remarks((item,)), *waits)


def _request(asked: Request, called: Mapping[str, str]) -> Iterator[RenderableType]:
    applicant = asked.applicant
    yield f"申请人 {applicant.name}  {applicant.identity_number}  {applicant.phone}  {asked.acts_as}".rstrip()
    yield from map(_opinion, asked.opinions)
    yield from (
        f"预审存疑：{doubt.called}（{doubt.path}）{doubt.says}，依据{doubt.basis}" for doubt in asked.doubts
    )
    if asked.changed:
        yield f"预填后改动：{'、'.join(_field(name, called) for name in asked.changed)}"
    if asked.inspection:
        yield "须现场核查：由两名经办人作出决定"
    if asked.because:
        yield f"再次送达：{asked.because}"
    rows = ((_field(name, called), name, said(value)) for name, value in asked.fields.items())
    yield table(("项目", "代码", "内容"), rows)
    if asked.papers:
        yield table(("材料", "代码", "来源"), map(_paper, asked.papers))


def _field(name: str, called: Mapping[str, str]) -> str:
    return called.get(f"form.{name}", name)


def _opinion(heard: Opinion) -> str:
    reasons = f"：{'；'.join(heard.reasons)}" if heard.reasons else ""
    return f"会同意见：{heard.name}（{heard.department}）{STATES[State(heard.state)]}{reasons}"


def _paper(paper: HandedPaper) -> tuple[str, ...]:
    if paper.licence:
        return paper.name, paper.code, f"电子证照 {paper.licence}"
    if paper.sha256:
        return paper.name, paper.code, f"文件 SHA-256 {paper.sha256}"
    return paper.name, paper.code, f"容缺，{paper.follows_by} 前补交" if paper.follows_by else "未提交"


def _proposal(seen: Sheet) -> Iterator[RenderableType]:
    if seen.proposal:
        yield f"拟不予办理（{_by(seen)}）：{'；'.join(seen.proposal.reasons)}"
        yield f"  依据：{seen.proposal.basis}"
        yield f"  救济途径：{seen.proposal.remedies}"
    elif seen.proposed_by:
        yield f"拟同意（{_by(seen)}），须另一名经办人决定"


def _by(seen: Sheet) -> str:
    return "、".join(seen.proposed_by) or "部门系统提出，须由经办人决定"


def _standing(one: RuleStanding) -> str:
    if one.shadow:
        return "试运行，不参与决定"
    return "可自动通过" if one.trusted else "转人工"


def _reason(reason: Reason, called: Mapping[str, str]) -> tuple[str, ...]:
    counts = "试运行" if reason.shadow else "是" if reason.trusted else "一致率不足"
    result = f"{RESULTS[reason.result]} {reason.says}".strip()
    entries = "\n".join(f"{entry.source} {entry.reference}".strip() for entry in reason.inputs)
    rule = "\n".join(filter(None, (called.get(f"rules.{reason.rule}"), reason.rule)))
    return rule, result, counts, reason.basis, entries


def _assignment(given: Assignment) -> tuple[str, ...]:
    return given.officer, given.given_by, str(given.until or "不限"), given.reason
