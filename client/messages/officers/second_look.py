"""A second look (抽查复核) at what a machine has granted; it may come long after the case is closed."""

from datetime import datetime
from uuid import UUID

from ..message import Message
from .commands import Account


class SecondLook(Message):
    """What an officer says of a grant that was drawn; who does not agree gives reasons."""

    case: UUID
    item: str
    department: str
    officer: Account
    agrees: bool
    reasons: tuple[str, ...] = ()


class Looked(Message):
    """What is on record."""

    officer: str
    agrees: bool
    looked_at: datetime
