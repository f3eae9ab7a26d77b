"""The clock of an item stands for a special procedure, and runs again (行政许可法 Art. 45)."""

from typing import Final

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client.errors import DayPassed, NotPending, OutsideTheList
from client.messages.cases.progress import State
from client.messages.officers.commands import Resume, Suspend
from matters.clock import OwnGround, SpecialProcedure, Suspension
from workflows.cases.admissibility import require_words
from workflows.cases.records import service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

RESUMED: Final = "resumption-told"
"""In cases from before this, the end that was expected was told, and not the one that came."""


def require(command: Suspend, item: ItemRecord, file: CaseFile) -> None:
    """Whether it may stand.  Raises a `Rejected` that says why not."""
    known = _grounds(item)
    if command.procedure not in known:
        raise OutsideTheList(
            f"{command.item}：{command.procedure!r} 不是行政许可法第四十五条所列的程序，"
            f"也不是本事项规定的事由；可以选择：{'、'.join(known)}"
        )
    if command.procedure in item.courses:
        raise OutsideTheList(
            f"{command.item}：{command.procedure} 是本事项自己的程序，不中止期限，请办理其各步骤"
        )
    _require_without_steps(command, known[command.procedure], file)
    require_words(command.item, "书面告知", command.notice)
    if command.expected_end < file.today:
        raise DayPassed(
            f"{command.item}：程序不可能在开始之前（{command.expected_end}）结束，"
            "请写明预计结束的日期（行政许可法第四十五条）"
        )


def require_end(command: Resume, item: ItemRecord) -> None:
    """What a procedure with steps has stopped goes on with the last of these.  Raises `NotPending`."""
    if all(ground in item.grounds for ground in item.running.grounds):
        raise NotPending(f"{command.item}：期限因一项程序而停止计算，请办理该程序的下一步")


def suspend(command: Suspend, item: ItemRecord, file: CaseFile) -> None:
    """From today on no day is counted, of which the applicant is told, and whomever else it concerns."""
    procedure = _grounds(item)[command.procedure]
    item.running.suspend(
        Suspension(
            procedure=procedure,
            since=file.today,
            expected_end=command.expected_end,
            notice=command.notice,
        )
    )
    item.state = State.SUSPENDED
    basis = procedure.basis_for(licensed=item.planned.clock.licensed)
    until = f"所需时间不计入期限，预计 {command.expected_end} 结束，依据{basis}"
    reasons = f"，理由：{'；'.join(command.reasons)}" * bool(command.reasons)
    says = f"{item.planned.name}进入{procedure.word}（{command.notice}），{until}{reasons}"
    file.tell(Addressee.APPLICANT, NoticeKind.SUSPENSION, says, item=command.item)
    if service.tells_others(item, file):
        says = f"{item.planned.name}进入{procedure.word}，{until}"
        service.tell_others(says, NoticeKind.SUSPENSION, item=item, file=file)


def resume(item: ItemRecord, file: CaseFile) -> None:
    """From tomorrow on days are counted again; whoever was told that they are not is told that."""
    ended = [one.procedure.word for one in item.running.standing if one.procedure not in item.grounds]
    item.running.resume(file.today, but=item.grounds)
    item.state = item.in_hand
    if workflow.patched(RESUMED):
        due = item.running.due(file.calendar_of(item))
        until = f"，自次日起恢复计算期限，最迟 {due.on} 作出决定" if due else ""
        says = f"{item.planned.name}的{'、'.join(ended)}于 {file.today} 结束{until}"
        file.tell(Addressee.APPLICANT, NoticeKind.SUSPENSION, says, item=item.planned.code)
        service.tell_others(says, NoticeKind.SUSPENSION, item=item, file=file)


def _require_without_steps(command: Suspend, ground: SpecialProcedure | OwnGround, file: CaseFile) -> None:
    """A procedure that has steps is begun, so that each is taken, and told."""
    codes = [procedure.code for procedure in file.plan.procedures if procedure.ground == ground]
    if codes:
        raise OutsideTheList(
            f"{command.item}：{command.procedure} 有法定步骤，请启动该程序：{'、'.join(codes)}"
        )


def _grounds(item: ItemRecord) -> dict[str, SpecialProcedure | OwnGround]:
    """On which its clock may stand, by their codes."""
    listed = {special.value: special for special in SpecialProcedure}
    return {**listed, **{own.code: own for own in item.planned.stops_for}}
