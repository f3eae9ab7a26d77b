"""What officers may order, and what follows from it: rules of the law, checked before anything changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from temporalio import workflow

from client.errors import (
    AlreadyDecided,
    DayPassed,
    NotPending,
    NotProven,
    NotYours,
    SamePerson,
    Unanswerable,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.labels import STATES
from client.messages.cases.answers import Decided, Flaw, Refused, Wanting
from client.messages.cases.progress import State
from client.messages.officers.commands import (
    ApproveExtension,
    Ask,
    Assignment,
    Begin,
    Command,
    Extend,
    GrantItem,
    Reassign,
    Refuse,
    Resume,
    ReturnTo,
    Suspend,
    TakeStep,
)
from matters.language.form import PAPERS
from matters.language.register import PROOF_AGAINST
from workflows.cases.admissibility import require_gone_through, require_words
from workflows.cases.officers import extensions, suspensions
from workflows.cases.records import demands
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import TWO, ItemRecord, Proposal
from workflows.trust import gate

TOLD: Final = "proposals-told"
"""The change of 2026-12: before, an inbox did not tell that something waits for a second officer."""

HANDS: Final[Mapping[type[Command], tuple[State, ...]]] = {
    GrantItem: (State.IN_REVIEW,),
    Refuse: (State.IN_REVIEW,),
    Ask: (State.IN_REVIEW,),
    Suspend: (State.IN_REVIEW,),
    Resume: (State.SUSPENDED,),
    Begin: (State.IN_REVIEW, State.SUSPENDED),
    TakeStep: (State.WAITING, State.LODGED, State.IN_REVIEW, State.SUSPENDED, State.CORRECTION),
    Extend: (State.IN_REVIEW, State.SUSPENDED),
    ApproveExtension: (State.IN_REVIEW, State.SUSPENDED),
    ReturnTo: (State.IN_REVIEW, State.SUSPENDED, State.CORRECTION),
    Reassign: (State.LODGED, State.IN_REVIEW, State.SUSPENDED, State.CORRECTION),
}
"""In which states of an item an officer has it in hand for what."""

AGAINST_REGISTERS: Final = f"{PAPERS}{PROOF_AGAINST[0]}"
"""May be asked for in any case; plans of before it was listed do not name it."""


def require(command: Command, file: CaseFile) -> None:
    """Whether the command may be carried out now.  Raises a `Rejected` that says why not."""
    if isinstance(command, Extend | ApproveExtension) and command.item == file.plan.one_matter:
        require_department(command, extensions.approving(command, file.clock) or file.plan.lead, file)
        extensions.require(command, file.clock, file.plan.calendar, file)
        return
    item = require_item(command, file)
    require_in_hand(command, item)
    if not isinstance(command, Reassign | ApproveExtension):
        require_holder(command, item, file)
    _require_lawful(command, item, file)


def carry_out(command: Command, file: CaseFile) -> None:
    """Do what `require` has allowed."""
    if isinstance(command, Extend | ApproveExtension) and command.item == file.plan.one_matter:
        extensions.carry_out(command, file.clock, file)
        return
    item = file.items[command.item]
    if not isinstance(command, ReturnTo | ApproveExtension):
        item.note_reviewer(command.officer, gate.spoken().person)
    match command:
        case GrantItem():
            _decide(command, item, refusal=None)
        case Refuse():
            refusal = Refused(reasons=command.reasons, basis=command.basis, remedies=command.remedies)
            _decide(command, item, refusal=refusal)
        case Ask():
            item.answer = Wanting(points=command.points, reason=command.reason)
            item.state = State.CORRECTION
        case Suspend():
            suspensions.suspend(command, item, file)
        case Resume():
            suspensions.resume(item, file)
        case Extend() | ApproveExtension():
            extensions.carry_out(command, item.running, file)
        case ReturnTo():
            given = Assignment(
                officer=command.to,
                given_by=command.officer,
                until=command.until,
                reason=command.reason,
                since=command.since if isinstance(command, Reassign) else None,
            )
            item.assign(given, file.today)
        case _:
            raise AssertionError(f"no rule for {type(command).__name__}")


def require_item(command: Command, file: CaseFile, *, department: str = "") -> ItemRecord:
    """The item that it is about, which must be for the `department` that takes the step, or decides."""
    item = item_of(command.item, file)
    require_department(command, department or item.planned.department, file)
    return item


def item_of(code: str, file: CaseFile) -> ItemRecord:
    """Raises `UnknownItem`."""
    item = file.items.get(code)
    if item is None:
        known = ", ".join(file.items)
        raise UnknownItem(f"办件 {file.id} 没有事项 {code!r}，只有：{known}")
    return item


def require_holder(command: Command, item: ItemRecord, file: CaseFile) -> None:
    """Who has it by name has it alone; what he has proposed is for somebody else to confirm."""
    holder = item.holder(file.today)
    proposed = item.proposal.officers if item.proposal else ()
    if holder not in {"", command.officer, *proposed}:
        raise NotYours(f"{command.item}：由 {holder} 承办，请由其本人移交，或者由负责人改派")


def require_department(command: Command, department: str, file: CaseFile) -> None:
    """An item is for its own department to act on."""
    if command.department != department:
        its, other = _called(department, file), _called(command.department, file)
        raise WrongDepartment(f"{command.item} 由{its}办理，不由{other}办理")
    if not command.officer.strip():
        raise Unreasoned("须写明是哪一名工作人员")


def _called(department: str, file: CaseFile) -> str:
    """As the plan has it; by its code, if it has no item of the case."""
    plans = (item.planned for item in file.items.values())
    return next((one.department_name for one in plans if one.department == department), f" {department} ")


def require_undecided(code: str, item: ItemRecord) -> None:
    """Raises `AlreadyDecided`."""
    if item.settled or item.decision:
        raise AlreadyDecided(f"{code}：{STATES[item.state]}，已有决定")


def require_in_hand(command: Command, item: ItemRecord) -> None:
    """Whether officers have it in hand for that."""
    require_undecided(command.item, item)
    if item.state not in HANDS[type(command)]:
        raise NotPending(f"{command.item}：{STATES[item.state]}（{item.state}），目前不能作此操作")


def _require_lawful(command: Command, item: ItemRecord, file: CaseFile) -> None:
    match command:
        case GrantItem() | Refuse():
            _require_decidable(command, item, file)
        case Ask():
            require_words(
                command.item, "需要补正的内容（`points`）", *(point.says for point in command.points)
            )
            _require_answerable(command, file)
            _require_not_again(command, item, file)
            if _comes_late(item, file):
                require_words(command.item, "现在才要求补正的理由", command.reason)
        case Suspend():
            suspensions.require(command, item, file)
        case Resume():
            suspensions.require_end(command, item)
        case Extend() | ApproveExtension():
            extensions.require(command, item.running, file.calendar_of(item), file)
        case ReturnTo():
            require_words(command.item, "接办的工作人员", command.to)
            _require_time(command, file)
            if isinstance(command, Reassign):
                require_words(command.item, "理由", command.reason)
            elif command.to == command.officer:
                raise SamePerson(f"{command.item}：请指定另一名工作人员接办")
        case _:
            pass


def _require_time(command: ReturnTo, file: CaseFile) -> None:
    """That the other officer has it on any day at all, today or later."""
    since, until = command.since if isinstance(command, Reassign) else None, command.until
    if until and until < max(since or file.today, file.today):
        begins = f"开始之日（{since}）" if since and since > file.today else f"今日（{file.today}）"
        raise DayPassed(
            f"{command.item}：截止日期（{until}）早于{begins}，承办人不会改变；"
            f"请填{begins}或者以后的日期，长期交办的不填"
        )


def _require_decidable(command: GrantItem | Refuse, item: ItemRecord, file: CaseFile) -> None:
    if isinstance(command, Refuse):
        require_words(command.item, "理由", *command.reasons)
        require_words(command.item, "依据", command.basis)
        _require_remedies(command, item)
    require_gone_through(command.item, item, file)
    _require_other(command, item, refusal=isinstance(command, Refuse))


def _require_remedies(command: Refuse, item: ItemRecord) -> None:
    """They are told by the item's own data: whoever writes something says nothing else."""
    delivery = item.planned.delivery
    if delivery is None:
        require_words(command.item, "救济途径", command.remedies)
    elif command.remedies and not any(way.name in command.remedies for way in delivery.remedies):
        raise Unreasoned(
            f"{command.item}：{command.remedies!r} 不是对本决定的救济途径；不填 `remedies` 的，"
            f"决定将告知：{delivery.instruction}"
        )


def _require_other(command: Command, item: ItemRecord, *, refusal: bool) -> None:
    """Whoever approves what an officer proposes is another person, and signs over that word."""
    proposal, spoken = item.proposal, gate.spoken()
    if proposal is None or not proposal.officers or bool(proposal.refusal) is not refusal:
        return
    if command.officer in proposal.officers or spoken.person == proposal.person:
        raise SamePerson(f"{command.item}：{command.officer} 已提出意见，须由另一名工作人员确认")
    if spoken.over != proposal.mark:
        raise NotProven(f"{command.item}：{proposal.officers[0]} 已提出意见，请先查看，再就该意见签名")


def _require_answerable(command: Ask, file: CaseFile) -> None:
    planned = file.items[command.item].planned
    paths = (path for point in command.points if (path := planned.placed(point.path)) != AGAINST_REGISTERS)
    if wrong := demands.unanswerable(paths, file):
        raise Unanswerable(
            f"{command.item}：申请人无法更正 {'、'.join(wrong)}：本办件没有这一项或者这份材料，"
            "或者已有决定以其为据；请改写其他路径，或者不写路径"
        )


def _require_not_again(command: Ask, item: ItemRecord, file: CaseFile) -> None:
    """What a lower body has reported is not asked for once more (行政许可法 Art. 35)."""
    here = {f"{PAPERS}{code}" for code in file.sha256}
    again = [point.path for point in command.points if point.flaw is Flaw.MISSING and point.path in here]
    if again and any(course.procedure.comes_first for course in item.courses.values()):
        raise Unanswerable(
            f"{command.item}：{'、'.join(again)} 已经提交，并由下级机关报送，请直接查阅"
            "（行政许可法第三十五条）"
        )


def _comes_late(item: ItemRecord, file: CaseFile) -> bool:
    """Whether it could have been asked before: in an earlier notice, or within the time for the one."""
    in_time = item.running.may_be_told(file.today, file.calendar_of(item))
    return item.running.proceedings.told_on is not None or not in_time


def _decide(command: Command, item: ItemRecord, *, refusal: Refused | None) -> None:
    """An item that is inspected is only proposed by the first of two officers."""
    officers: tuple[str, ...] = (command.officer,)
    proposal = item.proposal
    if proposal and proposal.officers and bool(proposal.refusal) == bool(refusal):
        officers = (*proposal.officers, command.officer)
        refusal = proposal.refusal
    if item.planned.inspection and len(officers) < TWO:
        spoken = gate.spoken()
        at = workflow.now() if workflow.patched(TOLD) else None
        item.proposal = Proposal(officers, refusal, spoken.person, spoken.mark, at)
        return
    if item.request is None:
        raise AssertionError("an item in an officer's hands has been lodged")
    item.decision = Decided(
        request=item.request,
        officers=officers,
        refusal=refusal and refusal.model_copy(update={"officers": officers}),
        rests_on=item.rests_on,
        at=workflow.now(),
    )
