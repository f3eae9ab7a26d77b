"""A register tells that an entry has changed for which cases may wait; it does not say to what."""

from ..bounds import Code, Key
from ..message import Incoming, Message


class RegisterNews(Incoming):
    """`id` is made once by the register, so a repeat is the same; the entry is under `key`."""

    id: Key
    register_code: Code
    key: Key


class NewsHeard(Message):
    """How many cases ask the register now."""

    cases: int
