"""Where an application stands among those for which there are only so many places (数量限制)."""

from datetime import date
from enum import StrEnum

from ..message import Message


class PlaceStanding(StrEnum):
    """It may be granted; some before it are undecided; all places are given; it is placed otherwise."""

    IN_TURN = "in-turn"
    BEHIND = "behind"
    USED_UP = "used-up"
    ELSEWHERE = "elsewhere"


class PlaceState(StrEnum):
    """What it has of its places: none yet, one while it is granted, one, none any more, one elsewhere."""

    PENDING = "pending"
    HELD = "held"
    GRANTED = "granted"
    GIVEN_UP = "given-up"
    ELSEWHERE = "elsewhere"


class QuotaPlace(Message):
    """Its place in the order of acceptance, of how many `places`, and by which text there are no more.

    `ahead` are undecided, or being granted, and were accepted before; `given` are granted already. If all are
    given, it waits until `waits_until` for one that becomes free, where a text lets it.
    """

    order: int
    places: int
    ahead: int
    given: int
    standing: PlaceStanding
    state: PlaceState
    says: str
    basis: str
    waits_until: date | None = None
