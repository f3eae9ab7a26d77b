"""A department serves what it has decided (送达), where that is not served by itself."""

from activities.cases.notices import Notices, Service
from client.errors import DayPassed, NotPending, OutsideTheList, Unreasoned
from client.messages.cases.progress import ItemProgress
from client.messages.officers.commands import ServeDecision
from matters import clock
from workflows import calls
from workflows.cases.officers.commands import require_item
from workflows.cases.records import service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.progress import item_progress


def require(command: ServeDecision, file: CaseFile) -> None:
    """Whether a decision can be served so.  Raises a `Rejected` that says why not."""
    item = require_item(command, file)
    if not service.on_its_way(item, file):
        raise NotPending(f"{command.item}: no decision of it waits to be served")
    modes = service.modes(item, file)
    if command.mode not in modes:
        raise OutsideTheList(
            f"{command.item}: {command.mode!r} is no mode of serving it; there are: {', '.join(modes)}"
        )
    if modes[command.mode].witnessed and not command.witness.strip():
        raise Unreasoned(f"{command.item}: say who saw it, or under which number it is on file (`witness`)")
    _require_day(command, item, file)


async def serve(command: ServeDecision, file: CaseFile) -> ItemProgress:
    """Enter it, and reckon the last days of all remedies from it."""
    item = file.items[command.item]
    mode = service.modes(item, file)[command.mode]
    served = Service(
        key=item.notice,
        mode=mode.code,
        served_on=mode.served_on(command.on),
        witness=command.witness,
    )
    await calls.own(Notices.serve, served, summary="送达登记")
    file.services[served.key] = served
    return item_progress(item, file)


def _require_day(command: ServeDecision, item: ItemRecord, file: CaseFile) -> None:
    decided_on = item.decided_at and clock.day_in_china(item.decided_at)
    if not decided_on or not decided_on <= command.on <= file.today:
        raise DayPassed(
            f"{command.item}: it was decided on {decided_on}, and cannot be served on {command.on}; "
            f"give a day from then until today, {file.today}"
        )
