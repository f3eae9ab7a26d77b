"""What a review body or a court has ended of a case that goes on: its items end with it."""

from typing import Final

from temporalio import workflow

from activities.cases.sequels.sequels import Ruling, RulingsAsked, SequelOffice
from workflows import calls
from workflows.cases import machine_steps
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile

RULED: Final = "rulings-of-open-cases"
"""The change of 2026-11-29: before, everything that was ordered waited for the close."""


class Rulings:
    """Looks up what was carried out, whenever it is told that something may have been."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file

    async def keep(self) -> None:
        """One question for all items; what an item has come to since is nothing that was ruled upon."""
        file = self._file
        while True:
            await workflow.wait_condition(lambda: file.ruled)
            file.ruled = False
            if workflow.patched(RULED):
                asked = RulingsAsked(case=file.id)
                found = await calls.own(SequelOffice.list_rulings, asked, summary="查询已执行的裁决")
                for ruling in found.rulings:
                    await self._adopt(ruling)

    async def _adopt(self, ruling: Ruling) -> None:
        item = self._file.items.get(ruling.item)
        if item is None or not item.settled or ruling.round <= item.round:
            return
        granted = item.granted_key
        item.set_aside(round=ruling.round)
        prospects.stand_alone(ruling.item, self._file)
        await machine_steps.drop(item, granted)
