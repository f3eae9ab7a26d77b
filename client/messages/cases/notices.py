"""What an applicant was told: in which words, when, and when it counts as served (送达)."""

from datetime import date, datetime

from ..message import Message


class Recourse(Message):
    """What may be done against a decision (救济途径): with which body, within which time of its service.

    `until` is the last day, once the decision is served. `after_review` says how long it is open where a
    review came first.
    """

    name: str
    body: str
    within: str
    basis: str
    until: date | None = None
    provisional: bool = False
    after_review: str = ""


class ToldNotice(Message):
    """A notice as it is on file; `item` is empty where it is about the whole case.

    `kind` is one of `labels.NOTICES`, `served_by` one of `labels.SERVICE_MODES`. It was served on
    `served_on`; while that is not known, it is on its way. `recourses` are open against one by which the
    whole case was not accepted (不予受理); those against what was decided are with its item.
    """

    key: str
    kind: str
    item: str = ""
    says: str
    told_at: datetime
    served_on: date | None = None
    served_by: str = ""
    recourses: tuple[Recourse, ...] = ()


class PartyService(Message):
    """How the decision was served on somebody whom it concerns besides the applicant (利害关系人).

    `party` is as its department refers to him. He has last days of his own, from when it was served on him.
    """

    party: str
    served_on: date | None = None
    served_by: str = ""
    recourses: tuple[Recourse, ...] = ()
