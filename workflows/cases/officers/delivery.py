"""What is told is served (送达), where that does not happen by itself: by which mode, when, and on whom."""

from collections.abc import Mapping
from datetime import date

from activities.cases.notices import ELECTRONICALLY, Addressee, NoticeKind, Notices, may_go_by, to_party
from activities.ledger.cases.services import Service
from client.errors import DayPassed, NotPending, OutsideTheList, Unreasoned
from client.messages.cases.progress import ItemProgress
from client.messages.cases.submission import ServiceConsent
from client.messages.officers.commands import PartyConsent, ServeDecision
from matters import clock
from matters.clock import WayToServe
from workflows import calls
from workflows.cases.officers.commands import require_department, require_item
from workflows.cases.records import procedures, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.progress import item_progress, whole_progress
from workflows.cases.rest import endings
from workflows.cases.rest.case_records import Parcel


def require(command: ServeDecision, file: CaseFile) -> None:
    """Whether it can be served so.  Raises a `Rejected` that says why not."""
    if _is_of_whole(command, file):
        require_department(command, file.plan.lead, file)
    else:
        require_item(command, file)
    if not _meant(command, file):
        whom = f"致利害关系人〔{command.party}〕的" * bool(command.party)
        raise NotPending(f"{command.item}：没有待送达的{whom}决定或者告知书；已经送达的，不再登记")
    modes = _modes(command, file)
    _require_mode(command, modes, file)
    if modes[command.mode].witnessed and not command.witness.strip():
        raise Unreasoned(f"{command.item}：须写明见证人，或者回证编号（`witness`）")
    _require_day(command, file)
    if not services(command, file):
        raise NotPending(f"{command.item}：公告期内已登记送达，{modes[command.mode].name}不能早于该日生效")


async def serve(command: ServeDecision, file: CaseFile) -> ItemProgress:
    """Enter it: whatever time it starts is reckoned from then on."""
    for served in services(command, file):
        await _enter(served, file)
    return shown(command, file)


def shown(command: ServeDecision, file: CaseFile) -> ItemProgress:
    """What it was about, as it stands."""
    if _is_of_whole(command, file):
        return whole_progress(file)
    return item_progress(file.items[command.item], file)


def services(command: ServeDecision, file: CaseFile) -> tuple[Service, ...]:
    """Of all that is meant. Who takes it while its public notice runs is served with that."""
    mode = _modes(command, file)[command.mode]
    on = mode.served_on(command.on)
    meant = (key for key in _meant(command, file) if (before := file.served_on(key)) is None or on < before)
    return tuple(Service(key=key, mode=mode.code, served_on=on, witness=command.witness) for key in meant)


async def agree(said: ServiceConsent, file: CaseFile) -> None:
    """Note it; what is on its way to whoever agrees is there where he reads, and is served with that."""
    file.electronic = said.electronic
    file.tell(Addressee.APPLICANT, NoticeKind.SERVICE, _noted(file, electronic=said.electronic))
    for key in _of_applicant(file) if said.electronic else ():
        if key in file.services and file.may_be_served(key):
            await _enter(Service(key=key, mode=ELECTRONICALLY, served_on=file.today), file)


def require_party(command: PartyConsent, file: CaseFile) -> None:
    """Whether the item concerns him.  Raises a `Rejected` that says whom it does."""
    item = require_item(command, file)
    concerned = [party for course in item.courses.values() for party in course.parties]
    if command.party not in (known := dict.fromkeys((*concerned, *item.told_parties))):
        there_are = "、".join(known) or "没有"
        raise OutsideTheList(f"{command.item}：{command.party!r} 不在利害关系人之列；本事项的：{there_are}")


def note_consent(command: PartyConsent, file: CaseFile) -> None:
    """From now on he is told so. What has left by post is entered when it has arrived, in whichever way."""
    party = command.party
    others = tuple(one for one in file.electronic_parties if one != party)
    file.electronic_parties = (*others, party) if command.electronic else others
    says = to_party(party, _noted(file, electronic=command.electronic))
    file.tell(Addressee.INTERESTED_PARTY, NoticeKind.SERVICE, says, item=command.item, party=party)


def _noted(file: CaseFile, *, electronic: bool) -> str:
    stands = "同意" if electronic else "不同意（或者撤回同意）"
    bases = [f"（{mode.basis}）" for mode in file.plan.serves_by if mode.code == ELECTRONICALLY]
    return f"已登记：您{stands}以电子方式送达，自 {file.today} 起适用{''.join(bases)}"


def _of_applicant(file: CaseFile) -> tuple[str, ...]:
    """The keys of all that he was told, also of what is not among the latest any more."""
    parcels = (one.key for one in file.parcels.values() if not one.party)
    return tuple(dict.fromkeys((*(letter.key for letter in file.letters), *parcels)))


async def _enter(served: Service, file: CaseFile) -> None:
    """Nobody is served twice: what somebody else enters meanwhile stays, unless its public notice runs."""
    parcel = file.parcels.pop(served.key, None)
    if file.serves_all and parcel is None:
        return
    await calls.own(Notices.serve, served, summary="送达登记")
    file.services[served.key] = served
    if parcel and file.may_be_served(served.key):
        file.parcels[served.key] = parcel


def _is_of_whole(command: ServeDecision, file: CaseFile) -> bool:
    return file.serves_all and command.item == file.plan.one_matter


def _modes(command: ServeDecision, file: CaseFile) -> dict[str, WayToServe]:
    if _is_of_whole(command, file):
        return {mode.code: mode for mode in file.plan.serves_by}
    return service.modes(file.items[command.item], file)


def _require_mode(command: ServeDecision, modes: Mapping[str, WayToServe], file: CaseFile) -> None:
    """It is one of its department's, and none that whoever is served has not agreed to."""
    party = command.party
    agrees = party in file.electronic_parties if party else file.agrees
    agreed = [mode for code, mode in modes.items() if may_go_by(code, agrees=agrees)]
    left = "、".join(f"{mode.code}（{mode.name}）" for mode in agreed)
    if command.mode not in modes:
        raise OutsideTheList(f"{command.item}：{command.mode!r} 不是送达方式，可以选择：{left}")
    mode = modes[command.mode]
    if mode not in agreed:
        who = f"利害关系人〔{party}〕" if party else "申请人"
        raise OutsideTheList(
            f"{command.item}：{who}未同意{mode.name}，不能以此方式送达（{mode.basis}）；可以选择：{left}"
        )


def _meant(command: ServeDecision, file: CaseFile) -> tuple[str, ...]:
    """The keys of what was served: by its key, else the decision or the end, before it procedures, else all.

    Of several, those that had left by that day: what was written later is on its way still.
    """
    if not file.serves_all:
        plain = not (command.notice or command.party)
        return _on_their_way(file.items[command.item], file) if plain else ()
    parcels = _addressed(command, file)
    by_then = tuple(one.key for one in parcels if one.told_on <= command.on)
    return by_then or tuple(one.key for one in parcels)


def _addressed(command: ServeDecision, file: CaseFile) -> tuple[Parcel, ...]:
    parcels, item = _parcels(command, file), file.items.get(command.item)
    if command.notice:
        return parcels
    if item and item.state in service.DECIDED:
        return tuple(one for one in parcels if one.kind == NoticeKind.DECISION)
    ends = tuple(one for one in parcels if one.kind in endings.ENDS)
    if ends and item and item.settled:
        return ends
    return tuple(one for one in parcels if one.kind == NoticeKind.PROCEDURE) or parcels


def _parcels(command: ServeDecision, file: CaseFile) -> tuple[Parcel, ...]:
    """What is on its way to him about it, or the one of that key."""
    item = "" if _is_of_whole(command, file) else command.item
    return tuple(
        one
        for one in service.parcels(file, item=item)
        if one.party == command.party and command.notice in {"", one.key}
    )


def _on_their_way(item: ItemRecord, file: CaseFile) -> tuple[str, ...]:
    """In cases from before everything was served: its decision, or else what began of procedures about it."""
    if service.on_its_way(item, file):
        return (item.notice,)
    return () if item.settled else tuple(procedures.unserved(item, file))


def _require_day(command: ServeDecision, file: CaseFile) -> None:
    """None before it was told, none to come."""
    if file.serves_all:
        told_on = max(one.told_on for one in _parcels(command, file) if one.key in _meant(command, file))
    else:
        told_on = _told_on(file.items[command.item], file)
    if not told_on <= command.on <= file.today:
        raise DayPassed(
            f"{command.item}：作出于 {told_on}，不可能在 {command.on} 送达；"
            f"请填该日至今日（{file.today}）之间的日期"
        )


def _told_on(item: ItemRecord, file: CaseFile) -> date:
    if item.decided_at:
        return clock.day_in_china(item.decided_at)
    return max(course.begun_on or file.today for course in item.courses.values())
