"""What a review body or a court orders about items of a case that goes on.

An order is carried out in a proceeding of its own. The case hands over the item that it is about, and decides
nothing more of it; what has become of it is entered here, so that other items go by it.
"""

from collections.abc import Callable, Iterator
from typing import Final

from temporalio import workflow

from activities.cases.sequels.decisions import StandingDecision
from activities.cases.sequels.handovers import CaseDecision, HandOver, Ruling, RulingsAsked
from activities.cases.sequels.sequels import SequelOffice
from client import names
from client.messages.cases.progress import State
from workflows import calls, changes
from workflows.cases import machine_steps
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.trust.nudges import nudge_if_open

RULED: Final = "rulings-of-open-cases"
"""The change of 2026-11-29: before, everything that was ordered waited for the close."""

DECIDED: Final = (State.GRANTED, State.REFUSED, State.LAPSED)
"""About which something may be ordered."""

Resume = Callable[[ItemRecord], None]


class Rulings:
    """Looks up what was ordered and carried out, whenever it is told that something may have been.

    It may `resume` items that could not begin without the one about which something was ordered.
    """

    def __init__(self, file: CaseFile, *, resume: Resume | None) -> None:
        self._file = file
        self._resume = resume

    async def keep(self) -> None:
        """One question for all items."""
        file = self._file
        while True:
            await workflow.wait_condition(lambda: file.ruled)
            file.ruled = False
            if changes.has(RULED):
                await self._look()

    async def _look(self) -> None:
        file = self._file
        asked = RulingsAsked(case=file.id, decided=tuple(self._decided()))
        found = await calls.own(SequelOffice.list_rulings, asked, summary="查询复议决定、判决")
        for ruling in found.rulings:
            await self._adopt(ruling)
        if wanted := tuple(
            one for one in self._decided() if one.item in found.wanted and one in asked.decided
        ):
            await self._hand_over(wanted)

    async def _hand_over(self, wanted: tuple[CaseDecision, ...]) -> None:
        """First nothing is decided about them any more, then that is entered, and told to whoever waits."""
        file = self._file
        for one in wanted:
            file.items[one.item].hand_on()
        handed = await calls.own(
            SequelOffice.hand_items_over,
            HandOver(case=file.id, decided=wanted),
            summary="移交复议、诉讼所涉事项",
        )
        for sequel in handed.sequels:
            await nudge_if_open(names.sequel_id(sequel), about=f"{file.id}/handed-over")

    def _decided(self) -> Iterator[CaseDecision]:
        file = self._file
        for code, item in file.items.items():
            if item.state in DECIDED and item.started and not (item.handed_on or _goes_on(item, file)):
                stands = StandingDecision(state=item.state, round=item.round, licence=item.licence)
                yield CaseDecision(item=code, stands=stands)

    async def _adopt(self, ruling: Ruling) -> None:
        item, stands = self._file.items.get(ruling.item), ruling.stands
        if item is None or not item.handed_on or stands.round <= item.round:
            return
        granted, before = item.granted_key, item.licence
        state = State.SET_ASIDE if stands.state is State.WITHDRAWN else stands.state
        key = f"{self._file.id}/{ruling.item}/{stands.lodged_in}"
        if (state, stands.licence) == (item.state, before):
            item.round = stands.round
            return
        item.revise(state, round=stands.round, licence=stands.licence, key=key)
        self._pass_on(ruling.item, item)
        await machine_steps.drop(item, granted)

    def _pass_on(self, code: str, item: ItemRecord) -> None:
        """To the items after it: what is decided stays, what is at work learns of it, others begin."""
        file = self._file
        prospects.stand_alone(code, file)
        for after in file.items.values():
            if code not in after.planned.after or item.failed:
                continue
            if after.started and not after.settled and after.state is not State.CORRECTION:
                after.again = "前置事项的决定已变更"
        if self._resume and not item.failed:
            for after in tuple(file.items.values()):
                if after.state is State.IMPOSSIBLE and not prospects.hopeless(after, file):
                    self._resume(after)


def _goes_on(item: ItemRecord, file: CaseFile) -> bool:
    """Whether what was granted is just about to be looked at again, or taken back."""
    coming = prospects.again_because(item, file) or prospects.ending(item, file)
    return item.state is State.GRANTED and bool(coming)
