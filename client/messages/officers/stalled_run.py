"""What stands still because the engine itself fails, as operators see it."""

from datetime import datetime
from typing import Final

from ..lists.figures import FailingCall, SilentItem
from ..message import Message
from .docket import Inbox

REPLACED: Final = "REPLACED"
"""The cause where nothing fails: somebody has ended the run of an open case, or begun another instead."""


AGAIN: Final = 3
"""Tries that a call takes which fails again and again."""


class StalledRun(Message):
    """A case, grant or campaign whose steps fail again and again: it stands still until somebody mends it.

    `workflow` is its id. `cause` is the server's word, `failure` the kind of error; what that says may be
    personal, and stands in the worker's log only. `mend` is the command that sets it going again. Of a case
    whose run was `REPLACED` by one that is not the engine's nothing was tried. `region` is that of a case.
    """

    workflow: str
    since: datetime
    attempts: int
    cause: str
    failure: str
    mend: str
    region: str = ""


class FailingRun(Message):
    """A case, campaign, grant or sequel of which `calls` of the engine's own fail again and again.

    Of a sequel, those of its department's system, too. `region` is that of a case.
    """

    workflow: str
    calls: tuple[FailingCall, ...]
    region: str = ""


class StuckList(Inbox):
    """What is overdue with departments, whose systems are silent, and what stands still in the engine.

    In `failing` runs the engine goes on trying by itself.
    """

    stalled: tuple[StalledRun, ...]
    silent: tuple[SilentItem, ...] = ()
    failing: tuple[FailingRun, ...] = ()
