"""A department serves what it has decided or begun (送达), where that is not served by itself."""

from collections.abc import Mapping

from activities.cases.notices import Notices, may_go_by
from activities.ledger.cases.services import Service
from client.errors import DayPassed, NotPending, OutsideTheList, Unreasoned
from client.messages.cases.progress import ItemProgress
from client.messages.officers.commands import ServeDecision
from matters import clock
from matters.clock import WayToServe
from workflows import calls
from workflows.cases.officers.commands import require_item
from workflows.cases.records import procedures, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.progress import item_progress


def require(command: ServeDecision, file: CaseFile) -> None:
    """Whether it can be served so.  Raises a `Rejected` that says why not."""
    item = require_item(command, file)
    if not _on_their_way(item, file):
        raise NotPending(f"{command.item}：没有待送达的决定或者程序告知书")
    modes = service.modes(item, file)
    _require_mode(command, modes, file)
    if modes[command.mode].witnessed and not command.witness.strip():
        raise Unreasoned(f"{command.item}：须写明见证人，或者回证编号（`witness`）")
    _require_day(command, item, file)


async def serve(command: ServeDecision, file: CaseFile) -> ItemProgress:
    """Enter it, and reckon the last days of all remedies from it."""
    item = file.items[command.item]
    mode = service.modes(item, file)[command.mode]
    for key in _on_their_way(item, file):
        served = Service(
            key=key,
            mode=mode.code,
            served_on=mode.served_on(command.on),
            witness=command.witness,
        )
        await calls.own(Notices.serve, served, summary="送达登记")
        file.services[served.key] = served
    return item_progress(item, file)


def _require_mode(command: ServeDecision, modes: Mapping[str, WayToServe], file: CaseFile) -> None:
    """It is one of its department's, and none that the applicant has not agreed to."""
    agreed = [mode for code, mode in modes.items() if may_go_by(code, file.submission)]
    left = "、".join(f"{mode.code}（{mode.name}）" for mode in agreed)
    if command.mode not in modes:
        raise OutsideTheList(f"{command.item}：{command.mode!r} 不是送达方式，可以选择：{left}")
    mode = modes[command.mode]
    if mode not in agreed:
        raise OutsideTheList(
            f"{command.item}：申请人未同意{mode.name}，不能以此方式送达（{mode.basis}）；可以选择：{left}"
        )


def _on_their_way(item: ItemRecord, file: CaseFile) -> tuple[str, ...]:
    """Its decision, or else what began of procedures about it."""
    if service.on_its_way(item, file):
        return (item.notice,)
    return () if item.settled else tuple(procedures.unserved(item, file))


def _require_day(command: ServeDecision, item: ItemRecord, file: CaseFile) -> None:
    if item.decided_at:
        told_on = clock.day_in_china(item.decided_at)
    else:
        told_on = max(course.begun_on or file.today for course in item.courses.values())
    if not told_on <= command.on <= file.today:
        raise DayPassed(
            f"{command.item}：作出于 {told_on}，不可能在 {command.on} 送达；"
            f"请填该日至今日（{file.today}）之间的日期"
        )
