"""A sequel between two runs: it may wait for months, and no history bears all that is sent meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NoReturn

from pydantic import Field
from temporalio import workflow

from client.messages.cases.sequel import BeginSequel
from client.messages.message import Message
from client.trust.said import HandedOn
from workflows.cases.sequels.sequel_file import SequelFile
from workflows.renewal import AnsweredWord, Renewal, Share

RENEWED: Final = "sequels-renewed"
"""A patch: a sequel from before goes on to its end in one run."""


class CarriedSequel(Message):
    """All that its run knows: its file, how it was `ordered`, when it came, and what was answered lately."""

    file: SequelFile
    ordered: BeginSequel
    came_at: datetime
    answered: tuple[AnsweredWord, ...] = ()
    used: dict[str, Share] = Field(default_factory=dict[str, Share])

    @property
    def renewal(self) -> Renewal:
        """With which the next run begins."""
        return Renewal.after(self.answered, self.used)

    def renew(self, renewal: Renewal) -> NoReturn:
        """End this run, and let the next one go on."""
        heard = {"answered": renewal.recent(workflow.now()), "used": renewal.used}
        workflow.continue_as_new(HandedOn(self.model_copy(update=heard)))
