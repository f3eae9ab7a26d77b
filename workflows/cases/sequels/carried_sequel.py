"""A sequel between two runs: it may wait for months, and no history bears all that is sent meanwhile."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Final, NoReturn

from temporalio import workflow

from activities.cases.arrivals import Returned
from activities.cases.sequels.sequels import ForgottenSequel, SequelOffice
from activities.officers.docket import KeptSequel
from client.errors import CaseNotFound
from client.messages.cases.sequel import BeginSequel
from matters import clock
from workflows import calls
from workflows.cases.admissibility import failure
from workflows.cases.sequels.sequel_file import SequelFile
from workflows.renewal import CarriedRun, Renewal, go_on
from workflows.trust import gate

RENEWED: Final = "sequels-renewed"
"""A patch: a sequel from before goes on to its end in one run."""


KEPT: Final = "sequels-kept"
"""The change of 2026-12: before, what was said to a sequel was in its history alone."""


class CarriedSequel(CarriedRun):
    """All that its run knows: its file, how it was `ordered`, when it came, and what was answered lately."""

    file: SequelFile
    ordered: BeginSequel
    came_at: datetime

    def kept(self, renewal: Renewal) -> KeptSequel:
        """As it is on file, from which a run goes on that was taken back."""
        self.file.kept += 1
        heard = {"answered": renewal.recent(workflow.now()), "used": renewal.used}
        state = self.model_copy(update=heard).model_dump_json()
        return KeptSequel(of_case=self.ordered.case, version=self.file.kept, state=state)

    async def recall(self) -> None:
        """Go on from what is on file, in a new run; from here where nothing is.

        What is being carried out there is told under the same number, if it was told already.
        """
        file = self.file
        forgotten = ForgottenSequel(case=file.order.case, sequel=file.id)
        memory = await calls.own(SequelOffice.recall_sequel, forgotten, summary="重置后按台账恢复")
        if memory.erased:
            says = f"决定后程序 {file.id} 的内容已依法删除，不能恢复办理"
            raise failure(Returned(failure=CaseNotFound.__name__, says=says))
        if later := _read(memory.state):
            later.file.told = max(later.file.told, 0 if later.file.decision else memory.told)
            later.renew(later.renewal)

    def renew(self, renewal: Renewal) -> NoReturn:
        """End this run, and let the next one go on."""
        heard = {"answered": renewal.recent(workflow.now()), "used": renewal.used}
        go_on(self.model_copy(update=heard))


def begun(order: BeginSequel) -> CarriedSequel:
    """Its papers are with the ledger from its beginning on, and not here."""
    order, word = gate.opened(order)
    came_at, ordered = workflow.info().start_time, order.model_copy(update={"papers": ()})
    file = SequelFile(ordered, word, clock.day_in_china(came_at))
    return CarriedSequel(file=file, ordered=ordered, came_at=came_at)


def _read(state: str) -> CarriedSequel | None:
    """As it was kept; nothing where a release before wrote it otherwise."""
    with suppress(ValueError):
        return CarriedSequel.model_validate_json(state) if state else None
    return None
