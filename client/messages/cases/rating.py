"""An applicant's word on how an item was handled (好差评, 国办发〔2019〕51号), and what is answered to it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from ..bounds import Account, Code, Prose
from ..message import Grows, Incoming, Message
from ..officers.commands import Command


class Rating(Incoming):
    """An item that is decided gets five stars (非常满意) to one (非常不满意), through its platform."""

    platform: Account
    case: UUID
    item: Code
    stars: Annotated[int, Field(ge=1, le=5)]
    says: Prose = ""


class RatingOutcome(Grows):
    """What came of a bad rating: put right, explained, or set aside as mistaken or malicious (误评)."""

    MENDED = "mended"
    EXPLAINED = "explained"
    SET_ASIDE = "set-aside"


class AnswerRating(Command):
    """A department has called back whoever was not satisfied; `says` is what it tells him."""

    case: UUID
    outcome: RatingOutcome
    says: Prose


class Rated(Message):
    """What is on record. With `answer_by` it is a bad one, which the department answers by that day."""

    item: str
    stars: int
    rated_at: datetime
    answer_by: date | None = None
    outcome: RatingOutcome | None = None
    answered_at: datetime | None = None
