"""What may be said of a sequel."""

from datetime import date

from activities.cases.notices import ELECTRONICALLY, may_go_by
from activities.cases.sequels.openings import SequelOpened
from client.errors import (
    AlreadyDecided,
    DayPassed,
    NotAsked,
    NotPending,
    NotProven,
    OutsideTheList,
    SamePerson,
    TooLate,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.answers import Refused
from client.messages.cases.sequel import ConcludeSequel, MendSequel, SequelState, SequelWord
from client.messages.officers.commands import Command, ServeDecision
from matters import clock
from matters.language import Consequence
from workflows.cases.admissibility import require_words
from workflows.cases.sequels import service
from workflows.cases.sequels.sequel_file import SequelFile
from workflows.trust import gate

JUDGED = (SequelWord.GRANT, SequelWord.REFUSE)
ISSUES = (Consequence.RENEWS, Consequence.ALTERS)
"""By which a department issues another licence in place of the one before."""
AGAIN = (Consequence.ANEW, Consequence.DECIDES)
"""By which it still owes a decision."""
BEFORE = (SequelWord.ACCEPT, SequelWord.ASK)
"""Words before anything is decided, of one person alone (行政许可法 Art. 32)."""


def require(command: ConcludeSequel, file: SequelFile) -> None:
    """Whether it may be said now.  Raises a `Rejected` that says why not."""
    require_own(command, file)
    if not file.is_open or file.decision:
        raise AlreadyDecided(f"{command.item}：{file.law.name}已有结论（{file.state}）")
    if command.word not in _possible(file):
        said = "、".join(_possible(file))
        raise NotPending(f"{command.item}：对{file.law.name}不能作 {command.word}；可以作：{said}")
    if not (file.law.ordered and command.word is SequelWord.CARRY_OUT) and command.word not in {
        SequelWord.GRANT,
        SequelWord.ACCEPT,
    }:
        what = "须补正的全部内容" if command.word is SequelWord.ASK else "理由"
        require_words(command.item, what, *command.reasons)
    if command.word is SequelWord.REFUSE:
        require_words(command.item, "依据", command.basis)
    if command.word is SequelWord.CARRY_OUT and file.law.heard_within:
        _require_heard(command, file)
    if command.word is SequelWord.CARRY_OUT and file.law.compensates and command.compensation is None:
        what = f"{file.law.compensation}数额，没有的写 0（`compensation`，{file.law.compensates}）"
        require_words(command.item, what, "")
    if command.compensation and not file.law.compensates:
        raise OutsideTheList(f"{command.item}：{file.law.name}依法没有补偿或者赔偿，请不填 `compensation`")
    if _seconds(command, file):
        _require_other(command, file)


def _require_heard(command: ConcludeSequel, file: SequelFile) -> None:
    """Whoever has the licence was told, and has spoken or let his time pass (行政许可法 Art. 7)."""
    until = file.heard_until
    if until is None:
        raise NotPending(f"{command.item}：尚未向持证人送达，不可能已经听取意见，请先送达")
    require_words(
        command.item, f"持证人在 {until} 前陈述、申辩的内容，或者其没有陈述（`views`）", command.views
    )


def require_mending(says: MendSequel, file: SequelFile) -> None:
    """Whether the holder was asked, and says something to it.  Raises `NotAsked`, `Unreasoned`."""
    item = file.order.item
    if file.state is not SequelState.MENDING:
        raise NotAsked(f"{item}：{file.law.name if file.has_begun else ''}目前没有需要补正的内容")
    require_words(item, "补正的内容（`says`）", says.says)


def require_own(command: Command, file: SequelFile) -> None:
    """It is about the item of this sequel, and its department's."""
    if not file.has_begun or command.item != file.order.item:
        raise UnknownItem(f"不是 {command.item!r} 的决定后程序，或者尚未登记，请稍后再试")
    if command.department != file.order.department:
        raise WrongDepartment(f"{command.item} 由{file.law.item.department_name}办理")


def require_open(file: SequelFile) -> None:
    """Something is to be decided by a day. What begins later counts as was ordered.  Raises `TooLate`."""
    if not (file.has_begun and isinstance(file.opened, SequelOpened) and file.is_open):
        raise TooLate(f"{file.order.item}：尚未登记，或者已有结论，没有需要重新计算的期限")


def require_service(command: ServeDecision, file: SequelFile) -> None:
    """Whether that can be how something of it was served.  Raises a `Rejected` that says why not."""
    require_own(command, file)
    key = meant(command, file)
    if not _is_pending(key, command, file):
        whom = f"致利害关系人〔{command.party}〕的" * bool(command.party)
        raise NotPending(f"{command.item}：没有待送达的{whom}文书")
    way = next((way for way in file.law.ways if way.code == command.mode), None)
    if way is None:
        known = "、".join(way.code for way in file.law.ways)
        raise OutsideTheList(f"{command.item}：{command.mode!r} 不是送达方式，可以选择：{known}")
    if not may_go_by(way.code, agrees=_mode(command, file) == ELECTRONICALLY):
        known = "、".join(way.code for way in file.law.ways if way.code != ELECTRONICALLY)
        who = f"利害关系人〔{command.party}〕" if command.party else "持证人"
        raise OutsideTheList(f"{command.item}：{who}未同意{way.name}（{way.basis}）；可以选择：{known}")
    if way.witnessed and not command.witness.strip():
        raise Unreasoned(f"{command.item}：须写明见证人，或者回证编号（`witness`）")
    first = file.told_on.get(key) or file.decided_on or file.begun_on
    if not first <= command.on <= file.today:
        raise DayPassed(f"{command.item}：作出于 {first}，请填该日至今日（{file.today}）之间的日期")
    before = file.day_of(key)
    if before and before <= way.served_on(command.on):
        raise NotPending(f"{command.item}：公告期内已登记送达，{way.name}不能早于该日生效")


def meant(command: ServeDecision, file: SequelFile) -> str:
    """The key of what was served: the one that is named, else its last word, else the oldest on its way."""
    if command.notice:
        return command.notice
    told = [key for key, party in file.to_parties.items() if party == command.party]
    last = told[-1] if told else "" if command.party else file.key
    on_its_way = service.still_to_serve(file, party=command.party)
    return last if file.day_of(last) is None or last in on_its_way else next(iter(on_its_way), last)


def _is_pending(key: str, command: ServeDecision, file: SequelFile) -> bool:
    """Whether it is his, and can still be served; of the last word it may not be known how it went."""
    if key in service.still_to_serve(file, party=command.party):
        return True
    unknown = bool(key and file.law.mode) and file.day_of(key) is None
    return unknown and key == file.key and not command.party


def _mode(command: ServeDecision, file: SequelFile) -> str:
    """In which he was served last."""
    modes = {one.party: one.mode for one in file.law.parties}
    return modes.get(command.party, "") if command.party else file.law.mode


def answer_by(file: SequelFile) -> date | None:
    """The holder's last day to mend: his time begins when what tells him of it is served."""
    at_once = file.told_on.get(file.asked_key, file.today) if file.law.mode in {"", ELECTRONICALLY} else None
    since, within = file.day_of(file.asked_key) or at_once, file.law.answer_within
    return file.last_day(since, within) if since and within else None


def is_enough(command: ConcludeSequel, file: SequelFile) -> bool:
    """Whether it is decided by this word: two persons end, change or set aside what was decided."""
    judged = command.word in JUDGED and file.law.item.inspection
    two = command.word is SequelWord.CARRY_OUT or file.law.ordered or judged
    return not two or _seconds(command, file)


def grants(said: ConcludeSequel, file: SequelFile) -> bool:
    """Whether its department issues what is applied for, or what the review body has granted."""
    ordered = said.word is SequelWord.CARRY_OUT and file.law.consequence in ISSUES
    return said.word is SequelWord.GRANT or ordered


def rests_on_facts(said: ConcludeSequel) -> bool:
    """Whether its department grants it by its own judgement: what is ordered from above was judged there."""
    return said.word is SequelWord.GRANT


def refusal(said: ConcludeSequel, file: SequelFile) -> Refused | None:
    """What its department enters, if that is the word."""
    if said.word is not SequelWord.REFUSE:
        return None
    delivery = file.law.item.delivery
    return Refused(
        reasons=said.reasons,
        basis=said.basis,
        remedies=delivery.instruction if delivery else clock.instruction(()),
        officers=file.officers,
    )


def _seconds(command: ConcludeSequel, file: SequelFile) -> bool:
    return file.proposal is not None and file.proposal.says.word is command.word


def _require_other(command: ConcludeSequel, file: SequelFile) -> None:
    proposal, spoken = file.proposal, gate.spoken()
    if proposal is None:
        return
    if command.officer == proposal.says.officer or spoken.person == proposal.person:
        raise SamePerson(f"{command.item}：{command.officer} 已提出意见，须由另一人确认")
    if spoken.over != proposal.mark:
        raise NotProven(f"{command.item}：{proposal.says.officer} 已提出意见，请先查看，再就该意见签名")


def _possible(file: SequelFile) -> tuple[SequelWord, ...]:
    if file.state is SequelState.ANEW:
        return JUDGED
    if file.law.consequence in ISSUES and not file.law.ordered:
        return _of_application(file.state)
    return (SequelWord.CARRY_OUT, SequelWord.DROP)


def _of_application(state: SequelState) -> tuple[SequelWord, ...]:
    """What may be said of what a holder applies for; what he mends at a counter is accepted there."""
    match state:
        case SequelState.RECEIVED:
            return (*JUDGED, SequelWord.DROP, *BEFORE)
        case SequelState.MENDING:
            return (SequelWord.ACCEPT, SequelWord.DROP)
        case SequelState.BEGUN:
            return (*JUDGED, SequelWord.DROP)
        case _:
            return ()
