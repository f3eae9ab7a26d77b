"""What an operator orders of a case."""

from ..bounds import Prose
from ..message import Incoming, Message


class OperatorsWord(Incoming):
    """Why he orders it, which is told and kept; whoever confirms it says just the same."""

    reason: Prose


class CaseEnding(Message):
    """Whether a case is ended by operators now, or `waits` for another one to say the same."""

    waits: bool = False
