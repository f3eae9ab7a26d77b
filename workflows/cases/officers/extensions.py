"""A limit is extended once, in two words: an officer puts it to somebody, who approves (许可法 42)."""

from activities.cases.notices import Addressee, NoticeKind
from client.errors import AlreadyExtended, DayPassed, NotPending, NotYours, SamePerson
from client.messages.officers.commands import ApproveExtension, Extend
from matters.clock import Extension
from matters.clock.calendar import Calendar
from workflows.cases.admissibility import require_words
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.legal_clock import LegalClock
from workflows.trust import gate


def require(
    command: Extend | ApproveExtension, running: LegalClock, calendar: Calendar, file: CaseFile
) -> None:
    """Whether it may be put, or approved, now.  Raises a `Rejected` that says why not."""
    if running.extended:
        says = "期限已经延长过" if running.planned.extension else "没有规定可以延长期限"
        raise AlreadyExtended(f"{command.item}：{says}，不能再延长")
    if not running.may_be_extended(file.today, calendar):
        raise DayPassed(
            f"{command.item}：期限最后一日已过，只有未届满的期限才能延长（行政许可法第四十二条），请尽快决定"
        )
    if isinstance(command, Extend):
        _require_reasons(command)
    else:
        _require_approver(command, running)


def approving(command: Extend | ApproveExtension, running: LegalClock) -> str:
    """The body whose head approves, if it is another than whoever puts it (行政许可法 Art. 42)."""
    planned = running.planned.extension
    return planned.body if planned and isinstance(command, ApproveExtension) else ""


def carry_out(command: Extend | ApproveExtension, running: LegalClock, file: CaseFile) -> None:
    """Note what is put to somebody; once he approves, the limit is longer."""
    if isinstance(command, ApproveExtension):
        if running.put_to is None:
            raise AssertionError("`require` lets nothing be approved that was not put to anybody")
        _extend(running.put_to, running, file)
    elif file.plan.in_two_words:
        running.put_to, running.put_by = command, gate.spoken().person
    else:
        _extend(command, running, file)


def _require_reasons(command: Extend) -> None:
    require_words(command.item, "理由", *command.reasons)
    require_words(command.item, "批准人", command.approver)
    if command.approver == command.officer:
        raise SamePerson(f"{command.item}：{command.officer} 提请延长，须由他人批准")


def _require_approver(command: ApproveExtension, running: LegalClock) -> None:
    if running.put_to is None:
        raise NotPending(f"{command.item}：没有待批准的延长申请，请先由承办人提请")
    if command.officer == running.put_to.officer or gate.spoken().person == running.put_by:
        raise SamePerson(f"{command.item}：{command.officer} 提请延长，须由他人批准")
    if command.officer != running.put_to.approver:
        raise NotYours(f"{command.item}：已提请 {running.put_to.approver} 批准，须由其本人批准")


def _extend(put: Extend, running: LegalClock, file: CaseFile) -> None:
    planned = running.planned.extension
    if planned is None:
        raise AssertionError("`require` lets nothing be extended that the definition does not extend")
    running.extend(
        Extension(
            term=planned.term,
            approver=put.approver,
            proposed_by=put.officer,
            reasons=put.reasons,
            on=file.today,
        )
    )
    says = f"办理期限延长{planned.term}，经{planned.approver}批准，理由：{'；'.join(put.reasons)}"
    file.tell(Addressee.APPLICANT, NoticeKind.EXTENSION, says, item=put.item)
