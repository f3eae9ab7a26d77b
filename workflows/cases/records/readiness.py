"""What comes before an item is lodged: results of others, its fee, a place, a notice, a first review."""

from collections.abc import Callable

from temporalio import workflow

from activities.cases import places
from client.messages.cases.progress import State
from workflows.cases.records import procedures
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.prospects import ending, hopeless, unpaid, waiting_for


async def until_ready(item: ItemRecord, file: CaseFile) -> None:
    """Wait for all of it, or until there is nothing to wait for any more."""
    if item.state is State.WAITING and not item.courses:  # else an earlier run has waited for that
        await workflow.wait_condition(lambda: bool(ending(item, file)) or not waiting_for(item, file))
    if unpaid(item, file):
        await _until(item, file, lambda: not unpaid(item, file), state=State.PAYMENT)
    if places.queues(item.place, file.today):
        await _until(item, file, lambda: not places.queues(item.place, file.today), state=State.QUEUED)
    if not ending(item, file) and not hopeless(item, file):
        procedures.begin_declared(item, file, first=True)
    if any(procedures.coming_first(item, file)):
        await _until(item, file, lambda: not any(procedures.coming_first(item, file)), state=State.WAITING)


async def _until(item: ItemRecord, file: CaseFile, ready: Callable[[], bool], *, state: State) -> None:
    if ending(item, file) or hopeless(item, file):
        return
    item.state = state
    await workflow.wait_condition(lambda: bool(ending(item, file)) or hopeless(item, file) or ready())
