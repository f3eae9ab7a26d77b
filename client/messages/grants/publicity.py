"""Public lists (公示名单): what anybody may read of the grants to which objections are heard."""

from datetime import date

from ..bounds import Line
from ..message import Incoming, Message
from .offers import Objection

MARK = "#"
"""Begins what a public number has in place of a register's key."""


class PublicEntry(Message):
    """A grant as the public reads it: by `number` anybody may object to it until the end of `until`.

    `number` does not tell whose grant it is, and `beneficiary` not all of a register's key. `region` is a
    code of GB/T 2260, `fen` the amount.
    """

    number: str
    beneficiary: str
    region: str
    fen: int
    until: date


class PublicList(Message):
    """What is public today of a policy and a period, and the department that hears objections."""

    policy: str
    name: str
    period: str
    department: str
    basis: str
    entries: tuple[PublicEntry, ...] = ()


class PublicRequest(Incoming):
    """The next part of a list: behind the reference `after`, as the engine has told it."""

    policy: Line
    period: Line
    after: Line = ""


class PublicPage(Message):
    """A part of a list; `after` is where the next one begins, empty if there is none."""

    part: PublicList
    after: str = ""


class PublicNumber(Incoming):
    """The number of a public grant, and what somebody says against it; nobody is told whose grant it is."""

    number: Line
    objection: Objection
