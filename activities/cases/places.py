"""What an open case does about its places, one case after the other, and how they are told of."""

from datetime import date
from typing import Final

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.cases import places
from activities.ledger.cases.places import PlaceOf
from client.messages.cases.findings import Finding
from client.messages.cases.places import PlaceStanding, PlaceState, QuotaPlace
from client.messages.message import Message
from matters.language import Severity
from matters.plan.plan import PlannedItem, PlannedQuota

RULE: Final = "quota"
"""Under which its officers are shown that it may not be granted."""


class PlaceClaim(Message):
    """An item wants its place to be that; what is granted may end on a day."""

    of: PlaceOf
    wanted: PlaceState
    until: date | None = None


class Places:
    """Of licences of which there are only so many."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def claim_place(self, claim: PlaceClaim) -> QuotaPlace:
        """Where it stands then; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            return places.claim(books, claim.of, claim.wanted, until=claim.until)


def is_in_turn(place: QuotaPlace | None) -> bool:
    """Whether it may be granted, as far as places go: by right, or because it is placed otherwise."""
    return place is None or place.standing in {PlaceStanding.IN_TURN, PlaceStanding.ELSEWHERE}


def queues(place: QuotaPlace | None, today: date) -> bool:
    """Whether it waits for a place that becomes free, and is not lodged yet."""
    if place is None or place.standing is not PlaceStanding.USED_UP or place.waits_until is None:
        return False
    return today <= place.waits_until


def doubts(planned: PlannedItem, place: QuotaPlace | None) -> tuple[Finding, ...]:
    """What its officers look at first: who grants it now takes what is somebody else's."""
    if place is None or planned.quota is None or is_in_turn(place):
        return ()
    finding = Finding(
        matter=planned.code,
        path="",
        says=f"{_how_many(place)}，受理顺序第{place.order}位，{_stands(place)}",
        mend=_what_to_do(place),
        severity=Severity.TO_A_PERSON,
        basis=f"{planned.quota.order}；{place.basis}",
        rule=RULE,
    )
    return (finding,)


def told(planned: PlannedItem, quota: PlannedQuota, place: QuotaPlace) -> str:
    """To the applicant, whenever it has changed."""
    rule = f"有数量限制（{_how_many(place)}，{place.basis}），{quota.says_order}（{quota.order}）"
    ranked = f"您在第{quota.rank}顺位，现排" if quota.otherwise else "您的受理顺序为"
    return f"{planned.name}{rule}。{ranked}第{place.order}位，{_stands(place)}。{_next(planned, place)}"


def _how_many(place: QuotaPlace) -> str:
    return f"名额{place.says}"


def _stands(place: QuotaPlace) -> str:
    match place.standing:
        case PlaceStanding.IN_TURN:
            return "已有名额"
        case PlaceStanding.BEHIND:
            return f"在先受理的尚有{place.ahead}件未决定，已准予{place.given}件"
        case PlaceStanding.USED_UP:
            return "名额已全部授予"
        case PlaceStanding.ELSEWHERE:
            return "按现有申请尚无名额"


def _what_to_do(place: QuotaPlace) -> str:
    if place.standing is PlaceStanding.BEHIND:
        return "可以审查，轮到后方可准予"
    return "不得准予；应当作出不予决定并说明理由"


def _next(planned: PlannedItem, place: QuotaPlace) -> str:
    if place.standing is PlaceStanding.IN_TURN:
        return "符合条件的，将依法作出准予决定"
    if place.standing is PlaceStanding.ELSEWHERE and planned.quota:
        return f"届时仍无名额的，{planned.quota.otherwise}，不因此不予办理"
    if place.standing is PlaceStanding.BEHIND:
        return "您的申请同时审查，轮到后作出决定"
    waits = place.waits_until and f"轮候至{place.waits_until}，期间有名额空出的，依次递补；届满仍无名额的，"
    remedies = planned.delivery.instruction if planned.delivery else ""
    return f"{waits or ''}将依法作出不予决定并送达；{remedies}"
