"""What a department enters in its own books for a step of a sequel."""

from temporalio import workflow

from activities.cases.sequels.decisions import StandingDecision
from activities.cases.sequels.sequels import SequelAdopted
from client.departments.desk import Desk
from client.messages.cases.answers import Decision, Granted, Refused, Revision
from client.messages.cases.progress import State
from client.messages.cases.sequel import ConcludeSequel, SequelState, SequelWord
from matters.language import Consequence
from workflows import desk_calls
from workflows.cases.sequels import conclusions
from workflows.cases.sequels.sequel_file import SequelFile


async def revise(said: ConcludeSequel, adopted: SequelAdopted, file: SequelFile) -> StandingDecision:
    """What stands after it, as its department has entered it."""
    stands = adopted.stands
    if said.word is SequelWord.DROP or file.law.consequence is Consequence.STANDS:
        return stands.left(round=adopted.round)
    if said.word is SequelWord.REFUSE and file.state is SequelState.BEGUN:  # an application comes to nothing
        return stands.left(round=adopted.round)
    about = f"{file.order.case}/{file.order.item}"
    revision = Revision(
        key=f"{about}/{adopted.round}",
        earlier=f"{about}/{stands.lodged_in}",
        department=file.order.department,
        grants=conclusions.grants(said, file),
        refusal=conclusions.refusal(said, file),
        officers=file.officers,
        because=f"{file.law.name}（{file.law.basis}）：{'；'.join(file.order.reasons)}",
        at=workflow.now(),
        until=file.law.until,
        papers=file.enclosed,
    )
    answer: Decision = await desk_calls.ask(
        Desk.revise, revision, item=file.law.item, keys=lambda: (), summary=file.law.name
    )
    match answer:
        case Granted(licence=licence):
            return StandingDecision(state=State.GRANTED, round=adopted.round, licence=licence)
        case Refused():
            return StandingDecision(state=State.REFUSED, round=adopted.round)
        case _:
            return StandingDecision(state=State.WITHDRAWN, round=adopted.round)
