"""In which words the applicant is told of a sequel."""

from collections.abc import Iterator

from activities.cases.arrivals import Returned
from activities.cases.sequels.decisions import StandingDecision
from client.errors import FactsChanged
from client.messages.cases.progress import State
from client.messages.cases.sequel import ConcludeSequel, SequelState, SequelWord
from client.messages.officers.commands import Amendment
from matters.clock import OpenRemedy
from matters.language import Consequence, yuan
from workflows.cases.sequels.sequel_file import SequelFile


def of_beginning(file: SequelFile) -> str:
    """To whoever has the licence, before anything is decided about it."""
    law, order = file.law, file.order
    return (
        f"{law.item.name}：拟{law.name}，理由：{'；'.join(order.reasons)}，依据：{law.basis}。"
        f"您可以自收到本告知之日起{law.heard_within}内陈述、申辩"
    )


def of_receipt(file: SequelFile) -> str:
    """That an application is accepted, or what is to be mended of it."""
    law, limits = file.law, file.law.ask_within
    basis = limits.basis if limits else ""
    if file.state is SequelState.MENDING:
        within = f"，请自本告知送达之日起{law.answer_within}内补正" if law.answer_within else ""
        by = f"，请在 {file.answer_by} 前补正" if file.answer_by else within
        wants = "；".join(file.wants)
        return f"{law.item.name}：{law.name}申请须补正：{wants}{by}；补正前期限不起算，依据：{basis}"
    mended = "已收到补正内容，" * bool(file.answer)
    silent = f"未在{limits}内告知须补正的内容，" if limits and file.silent else ""
    return (
        f"{law.item.name}：{law.name}申请{mended}{silent}自 {file.accepted_on} 起受理，"
        f"最迟 {file.due_on} 作出决定，依据：{basis}"
    )


def of_keeping(file: SequelFile) -> str:
    """That it waits, for its open case has not decided the item."""
    return (
        f"{_ordered(file)}已登记；该事项在本案中尚未作出决定，最迟本案办结后即予执行，依据：{file.law.basis}"
    )


def of_leaving(file: SequelFile) -> str:
    """That nothing changes, and what may still be done against it."""
    after = (_after_review(way) for way in file.after_review)
    dropped = "，不再办理" * (file.state is SequelState.DROPPED)
    return "。".join((f"{_ordered(file)}{dropped}，原决定不变，依据：{file.law.basis}", *after))


def of_change(file: SequelFile) -> Returned:
    """To its officers: what they have said rests on what is not as it was."""
    rules = ", ".join(doubt.rule for doubt in file.doubts)
    says = f"{file.order.item}：尚未作出决定，事实已有变化（{rules}），请核对后再决定"
    return Returned(failure=FactsChanged.__name__, says=says)


def of_nothing(file: SequelFile) -> str:
    """That the end of its case has left nothing to be done."""
    if file.law.consequence is Consequence.DECIDES:
        return f"{_ordered(file)}：本案已办结，该事项不再有待作出的决定"
    return f"{_ordered(file)}：本案已办结，其所针对的决定已不存在，无需执行"


def of_calendar(amendment: Amendment, file: SequelFile) -> str:
    """That working days are others, and by which days everybody has to act now."""
    days = (
        ("陈述、申辩", file.heard_until),
        ("补正", file.answer_by if file.state is SequelState.MENDING else None),
        ("作出决定", file.due_on),
    )
    by = "，".join(f"最迟 {day} {what}" for what, day in days if day and day >= file.today)
    why = f"工作日安排调整，由{amendment.by}决定，理由：{amendment.reason}"
    return f"{_ordered(file)}：{why}；期限随之重新计算{f'：{by}' * bool(by)}"


def of_step(said: ConcludeSequel, stands: StandingDecision, file: SequelFile) -> str:
    """What was decided, why, and what may be done against it."""
    return "。".join(_sentences(said, stands, file))


def _sentences(said: ConcludeSequel, stands: StandingDecision, file: SequelFile) -> Iterator[str]:
    law = file.law
    yield f"{_ordered(file)}{_what(said, stands, file)}，依据：{said.basis or law.basis}"
    if said.reasons:
        yield f"理由：{'；'.join(said.reasons)}"
    if file.compensation is not None and law.compensates:
        yield f"{law.compensation}{yuan(file.compensation)}，依据：{law.compensates}"
    if file.remedied and law.item.delivery:
        yield law.item.delivery.instruction
    for way in () if file.remedied else file.after_review:
        yield _after_review(way)


def _after_review(way: OpenRemedy) -> str:
    last = f"，最迟 {way.due.on}" if way.due else ""
    return f"不服复议决定的，{way.name}：自收到复议决定书之日起{way.term}内{last}，{way.term.basis}"


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
    return "，原决定不变" if file.law.consequence is Consequence.STANDS else f"，{file.law.ends}"
