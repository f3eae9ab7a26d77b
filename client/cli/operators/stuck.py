"""What stands still, is silent or overdue, and what fails of a case: each with the command that mends it."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from ... import names
from ...labels import HOLDERS
from ...messages.lists.case_line import Holder
from ...messages.lists.figures import SILENCE, CaseHistory, FailingCall, SilentItem
from ...messages.officers.docket import Task
from ...messages.officers.stalled_run import FailingRun, StalledRun, StuckList
from ..tables import desk
from ..tables.layout import moment
from ..tables.lists import Named, holder, region
from ..tables.rows import Rows

NOT_TAKEN: Final = "启动该部门的 worker，即自行继续"
ENGINE: Final = "启动引擎的 worker，即自行继续"
MENDED: Final = "该系统恢复后"
SILENT_FOR: Final = f"{SILENCE.seconds // 60} 分钟"
FAILURES: Final[Mapping[str, str]] = {
    "DepartmentSilent": "没有应答（DepartmentSilent）",
    "DepartmentFault": "答复报错（DepartmentFault）",
    "RegisterSilent": "登记机构没有应答（RegisterSilent）",
    "RegisterFault": "登记机构报错（RegisterFault）",
    "Timeout": "超时",
}
"""Of what kind the last error was; others go by the names that the log has."""

CALLS: Final[Mapping[str, str]] = {
    names.LODGE: "送部门办理",
    names.DECIDE: "转达决定",
    names.RETRACT: "撤回",
    names.REFUND: "退费",
    names.REVISE: "变更",
}
"""What departments' systems are asked; the engine's own steps go by the names that its log has."""


def stuck(found: StuckList, named: Named) -> Rows:
    """What stands still, what is silent, and what is overdue, each with the command that mends it."""
    headings = ("自", "原因", "区划", "部门", "案件与事项", "处置命令")
    none = f"没有停滞、{SILENT_FOR}以上未应答或者逾期的事项"
    return Rows(headings, tuple(_stuck(found, named)), none)


def _stuck(found: StuckList, named: Named) -> Iterator[tuple[object, ...]]:
    yield from (_stalled(run, named) for run in found.stalled)
    yield from (_failing(run, call, named) for run in found.failing for call in run.calls)
    yield from (_silent(item, named) for item in found.silent)
    yield from (_overdue(task, named) for task in found.tasks)


def _stalled(run: StalledRun, named: Named) -> tuple[object, ...]:
    where, who = _where(run, named), holder(Holder.ENGINE, named)
    return moment(run.since), desk.why(run), where, who, run.workflow, run.mend


def _where(run: StalledRun | FailingRun, named: Named) -> str:
    return region(run.region, named) if run.region else ""


def _failing(run: FailingRun, call: FailingCall, named: Named) -> tuple[object, ...]:
    """The engine goes on by itself, but for a worker that is not there."""
    whose = "部门系统" if call.department else "本系统步骤"
    why = f"{whose} {CALLS.get(call.call, call.call)}：{_fails(call)}"
    who = holder(call.department or Holder.ENGINE, named)
    mend = _mend(call, call.department, run.workflow)
    return moment(call.since), why, _where(run, named), who, run.workflow, mend


def _silent(item: SilentItem, named: Named) -> tuple[object, ...]:
    line = item.line
    return (
        moment(line.lodged_at),
        f"部门系统未应答{f'：{_fails(item.fault)}' if item.fault else ''}",
        region(item.region, named),
        holder(line.department, named),
        f"{line.name} {item.case} {line.code}",
        _mend(item.fault, line.department, item.case),
    )


def _fails(fault: FailingCall) -> str:
    """How often it was tried, and what came of it."""
    if not fault.attempts:
        return "尚无 worker 领取"
    again = f"，{moment(fault.next_at)} 自行再试" if fault.next_at else ""
    return f"已试 {fault.attempts} 次 {FAILURES.get(fault.failure, fault.failure)}".strip() + again


def _mend(fault: FailingCall | None, department: str, case: UUID | str) -> str:
    if fault and not fault.attempts:
        whose, queue = (NOT_TAKEN, names.desk_queue(department)) if department else (ENGINE, names.QUEUE)
        return f"{whose}：python -m worker {queue}"
    return f"{MENDED}：onematter ops retry {case}"


def faults(of: CaseHistory, named: Named) -> Rows:
    """What fails of a case, each with the command that mends it."""
    rows = (
        (
            moment(one.since),
            holder(one.department, named) if one.department else HOLDERS[Holder.ENGINE],
            CALLS.get(one.call, one.call),
            _fails(one),
            _mend(one, one.department, of.line.case),
        )
        for one in of.faults
    )
    return Rows(("技术故障自", "系统", "步骤", "原因", "处置命令"), tuple(rows))


def _overdue(task: Task, named: Named) -> tuple[object, ...]:
    about = f"{task.name} {task.case} {task.item}"
    why = f"已逾期，应于 {task.due_on} 前{task.step or '决定'}"
    mend = f"onematter ops remind --number {task.number} --reason 已逾期 --yes"
    return moment(task.since), why, region(task.region, named), holder(task.department, named), about, mend
