"""A second look (抽查复核) at what a machine has granted; it may come long after the case is closed."""

from datetime import datetime
from uuid import UUID

from ..bounds import Account, Code
from ..cases.answers import Reasons
from ..message import Incoming, Message


class SecondLook(Incoming):
    """What an officer says of a grant that was drawn; who does not agree gives reasons."""

    case: UUID
    item: Code
    department: Code
    officer: Account
    agrees: bool
    reasons: Reasons = ()


class Looked(Message):
    """What is on record."""

    officer: str
    agrees: bool
    looked_at: datetime
