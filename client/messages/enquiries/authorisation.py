"""Authorisations: somebody lets an applicant be shown, and use, what is held about him."""

from datetime import date, datetime

from ..bounds import Code, Day, Told
from ..cases.submission import Applicant
from ..message import Incoming, Message


class Authorisation(Incoming):
    """`grantor`, whom the platform has authenticated, lets the holder of `grantee` use his data.

    For one one-matter, until a day inclusive. The last word counts: a day that has passed takes it back.
    """

    grantor: Applicant
    grantee: Told
    one_matter: Code
    until: Day


class Authorised(Message):
    """The authorisation is on record."""

    recorded_at: datetime
    until: date
