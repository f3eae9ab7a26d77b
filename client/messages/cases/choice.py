"""What an applicant may choose after a refusal, and what he chose; what he is asked in the course."""

from datetime import date

from ..message import Grows, Message
from .submission import PersonWord


class OnRefusal(Grows):
    """What an applicant may choose for the rest of a case when an item is refused."""

    GO_ON = "go-on"
    WITHDRAW_REST = "withdraw-rest"


class Choice(Message):
    """The applicant may choose by that day; `if_silent` is what happens otherwise."""

    refused: str
    by: date
    if_silent: OnRefusal


class AskedQuestion(Message):
    """What is asked now that the item `asked_after` is granted: a supplement says `field` by that day.

    `answers` are those to choose from, if it is a choice; else, as it is read, `if_silent` counts.
    """

    field: str
    asks: str
    answers: tuple[str, ...] = ()
    asked_after: str
    by: date
    if_silent: str


class Chosen(PersonWord):
    choice: OnRefusal
