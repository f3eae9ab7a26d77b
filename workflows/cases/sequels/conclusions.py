"""What officers may say of a sequel, and in which words it is told."""

from collections.abc import Iterator

from activities.cases.sequels.decisions import StandingDecision
from client.errors import (
    AlreadyDecided,
    DayPassed,
    NotPending,
    NotProven,
    OutsideTheList,
    SamePerson,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.answers import Refused
from client.messages.cases.progress import State
from client.messages.cases.sequel import ConcludeSequel, SequelState, SequelWord
from client.messages.officers.commands import Command, ServeDecision
from matters import clock
from matters.language import Consequence, yuan
from workflows.cases.admissibility import require_words
from workflows.cases.sequels.sequel_file import SequelFile
from workflows.trust import gate

JUDGED = (SequelWord.GRANT, SequelWord.REFUSE)
ISSUES = (Consequence.RENEWS, Consequence.ALTERS)
"""By which a department issues another licence in place of the one before."""
AGAIN = (Consequence.ANEW, Consequence.DECIDES)
"""By which it still owes a decision."""


def require(command: ConcludeSequel, file: SequelFile) -> None:
    """Whether it may be said now.  Raises a `Rejected` that says why not."""
    require_own(command, file)
    if not file.is_open or file.decision:
        raise AlreadyDecided(f"{command.item}：{file.law.name}已有结论（{file.state}）")
    if command.word not in _possible(file):
        said = "、".join(_possible(file))
        raise NotPending(f"{command.item}：对{file.law.name}不能作 {command.word}；可以作：{said}")
    if (
        not (file.law.ordered and command.word is SequelWord.CARRY_OUT)
        and command.word is not SequelWord.GRANT
    ):
        require_words(command.item, "理由", *command.reasons)
    if command.word is SequelWord.REFUSE:
        require_words(command.item, "依据", command.basis)
    if command.word is SequelWord.CARRY_OUT and file.law.heard_within:
        _require_heard(command, file)
    if command.word is SequelWord.CARRY_OUT and file.law.compensates and command.compensation is None:
        require_words(command.item, f"补偿数额，没有的写 0（`compensation`，{file.law.compensates}）", "")
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


def require_own(command: Command, file: SequelFile) -> None:
    """It is about the item of this sequel, and its department's."""
    if not file.has_begun or command.item != file.order.item:
        raise UnknownItem(f"不是 {command.item!r} 的决定后程序，或者尚未登记，请稍后再试")
    if command.department != file.order.department:
        raise WrongDepartment(f"{command.item} 由 {file.order.department!r} 办理")


def require_service(command: ServeDecision, file: SequelFile) -> None:
    """Whether that can be how its last word was served.  Raises a `Rejected` that says why not."""
    require_own(command, file)
    if file.is_served:
        raise NotPending(f"{command.item}：没有待送达的文书")
    way = next((way for way in file.law.ways if way.code == command.mode), None)
    if way is None:
        known = "、".join(way.code for way in file.law.ways)
        raise OutsideTheList(f"{command.item}：{command.mode!r} 不是送达方式，可以选择：{known}")
    if way.witnessed and not command.witness.strip():
        raise Unreasoned(f"{command.item}：须写明见证人，或者回证编号（`witness`）")
    first = file.decided_on or file.begun_on
    if not first <= command.on <= file.today:
        raise DayPassed(f"{command.item}：请填 {first} 至今日（{file.today}）之间的日期")


def is_enough(command: ConcludeSequel, file: SequelFile) -> bool:
    """Whether it is decided by this word: two persons end, change or set aside what was decided."""
    judged = command.word in JUDGED and file.law.item.inspection
    two = command.word is SequelWord.CARRY_OUT or file.law.ordered or judged
    return not two or _seconds(command, file)


def grants(said: ConcludeSequel, file: SequelFile) -> bool:
    """Whether its department issues what is applied for, or what the review body has granted."""
    ordered = said.word is SequelWord.CARRY_OUT and file.law.consequence in ISSUES
    return said.word is SequelWord.GRANT or ordered


def refusal(said: ConcludeSequel, file: SequelFile) -> Refused | None:
    """What its department enters, if that is the word."""
    if said.word is not SequelWord.REFUSE:
        return None
    delivery = file.law.item.delivery
    return Refused(
        reasons=said.reasons,
        basis=said.basis,
        remedies=clock.instruction(delivery.remedies if delivery else ()),
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
        return (*JUDGED, SequelWord.DROP)
    return (SequelWord.CARRY_OUT, SequelWord.DROP)


def of_beginning(file: SequelFile) -> str:
    """To whoever has the licence, before anything is decided about it."""
    law, order = file.law, file.order
    return (
        f"{law.item.name}：拟{law.name}，理由：{'；'.join(order.reasons)}，依据：{law.basis}。"
        f"您可以自收到本告知之日起{law.heard_within}内陈述、申辩"
    )


def of_keeping(file: SequelFile) -> str:
    """That it waits for the end of its case."""
    return f"{_ordered(file)}已登记；本案其他事项尚在办理，本案办结后即予执行，依据：{file.law.basis}"


def of_nothing(file: SequelFile) -> str:
    """That the end of its case has left nothing to be done."""
    if file.law.consequence is Consequence.DECIDES:
        return f"{_ordered(file)}：本案已办结，该事项不再有待作出的决定"
    return f"{_ordered(file)}：本案已办结，其所针对的决定已不存在，无需执行"


def of_step(said: ConcludeSequel, stands: StandingDecision, file: SequelFile) -> str:
    """What was decided, why, and what may be done against it."""
    return "。".join(_sentences(said, stands, file))


def _sentences(said: ConcludeSequel, stands: StandingDecision, file: SequelFile) -> Iterator[str]:
    law = file.law
    yield f"{_ordered(file)}{_what(said, stands, file)}，依据：{said.basis or law.basis}"
    if said.reasons:
        yield f"理由：{'；'.join(said.reasons)}"
    if file.compensation is not None:
        yield f"补偿（赔偿）{yuan(file.compensation)}，依据：{law.compensates}"
    if file.remedied and law.item.delivery:
        yield clock.instruction(law.item.delivery.remedies)
    for way in () if file.remedied else file.after_review:
        last = f"，最迟 {way.due.on}" if way.due else ""
        yield f"不服复议决定的，{way.name}：自收到复议决定书之日起{way.term}内{last}，{way.term.basis}"


def _ordered(file: SequelFile) -> str:
    law, order = file.law, file.order
    return f"{law.item.name}：{law.name}{f'（{order.body}{order.document}）' * law.ordered}"


def _what(said: ConcludeSequel, stands: StandingDecision, file: SequelFile) -> str:
    if file.state is SequelState.DROPPED:
        return "不再办理，原决定不变"
    if file.state is SequelState.ANEW:
        before = "，原决定已撤销，将于" if file.law.consequence is Consequence.ANEW else "，将于"
        return f"{before} {file.due_on} 前{'重新' * (file.law.consequence is Consequence.ANEW)}作出决定"
    if said.word is SequelWord.REFUSE:
        return "，决定不予"
    if stands.state is State.GRANTED and file.law.consequence is not Consequence.STANDS:
        given = f"，证照{stands.licence.name}（{stands.licence.identifier}）" if stands.licence else ""
        return f"，{'逾期未作决定，视为' if file.deemed else ''}准予{given}"
    return "，原决定不变" if file.law.consequence is Consequence.STANDS else "，自本决定起失效"
