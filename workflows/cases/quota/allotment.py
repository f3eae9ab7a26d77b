"""Places of which there are only so many: held for a grant, given up with it, looked at each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from temporalio import workflow

from activities.cases import places
from activities.cases.notices import Addressee, NoticeKind
from activities.cases.places import PlaceClaim, Places
from activities.ledger.cases.places import PlaceOf
from client.messages.cases.places import PlaceStanding, PlaceState, QuotaPlace
from client.messages.cases.progress import State
from matters import clock
from matters.language import last_day_of_years
from matters.plan.plan import PlannedQuota
from workflows import calls
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord


async def hold(item: ItemRecord, file: CaseFile) -> bool:
    """Hold its place while it may be granted; whether it has one. Nothing is asked where there are enough."""
    if item.planned.quota:
        async with file.allotting:
            await _claim(item, item.planned.quota, PlaceState.HELD, file)
    return places.is_in_turn(item.place)


def is_in_turn(item: ItemRecord) -> bool:
    """Whether it may be granted, as far as is known."""
    return places.is_in_turn(item.place)


async def keep(file: CaseFile) -> None:
    """Enter what becomes of places, as long as the case goes on; each day, see whose turn has come."""
    while True:
        await workflow.wait_condition(lambda: any(unsettled(file)) or any(_behind(file)))
        if not any(unsettled(file)):
            tomorrow = clock.midnight(file.today + timedelta(days=1))
            await calls.until(
                lambda: any(unsettled(file)) or not any(_behind(file)), tomorrow, summary="名额顺位"
            )
        for item in (*unsettled(file), *_behind(file)):
            await _settle(item, file)


async def settle(file: CaseFile) -> None:
    """Enter what has become of places."""
    for item in tuple(unsettled(file)):
        await _settle(item, file)


def note(item: ItemRecord, place: QuotaPlace, file: CaseFile) -> None:
    """Where it stands now; the applicant is told what he did not know."""
    before, quota = item.place, item.planned.quota
    item.place = place
    has_one = place.standing is PlaceStanding.IN_TURN
    news = not has_one if before is None else before.standing is not place.standing
    if news and quota and not item.settled and not item.granted_key:
        says = places.told(item.planned, quota, place)
        file.tell(Addressee.APPLICANT, NoticeKind.PLACE, says, item=item.planned.code)


def unsettled(file: CaseFile) -> Iterator[ItemRecord]:
    """Whose place in the books is not as the item stands, and is its case's to say."""
    for item in file.items.values():
        if (
            not item.handed_on
            and item.place
            and item.planned.quota
            and _wanted(item, item.place) is not item.place.state
        ):
            yield item


def _behind(file: CaseFile) -> Iterator[ItemRecord]:
    for item in file.items.values():
        if not item.settled and not places.is_in_turn(item.place):
            yield item


async def _settle(item: ItemRecord, file: CaseFile) -> None:
    async with file.allotting:
        if item.place and item.planned.quota:
            await _claim(item, item.planned.quota, _wanted(item, item.place), file)


def _wanted(item: ItemRecord, place: QuotaPlace) -> PlaceState:
    if item.state is State.GRANTED or item.granted_key:
        placed_otherwise = place.standing is PlaceStanding.ELSEWHERE
        return PlaceState.ELSEWHERE if placed_otherwise else PlaceState.GRANTED
    if item.settled:
        return PlaceState.GIVEN_UP
    being_decided = item.state is State.LODGED or item.decision
    return place.state if being_decided else PlaceState.PENDING


async def _claim(item: ItemRecord, quota: PlannedQuota, wanted: PlaceState, file: CaseFile) -> None:
    planned = item.planned
    of = PlaceOf(
        case=str(file.id), item=planned.code, quota=quota, calendar=file.calendar_of(item), on=file.today
    )
    years = planned.gives.valid_years if planned.gives and wanted is PlaceState.GRANTED else None
    decided_on = clock.day_in_china(item.decided_at or workflow.now())
    until = last_day_of_years(decided_on, years) if years else None
    claim = PlaceClaim(of=of, wanted=wanted, until=until)
    note(item, await calls.own(Places.claim_place, claim, summary=f"名额：{planned.name}"), file)
