"""An officer's words to a case: how one is sent, and those about service (送达)."""

from datetime import date
from uuid import UUID, uuid4

from .. import names
from ..errors import CaseNotFound, TooLate
from ..messages.cases.progress import ItemProgress
from ..messages.officers.commands import Command, PartyConsent, ServeDecision, ServeLate
from ..trust.rights import RIGHTS
from .connections import DepartmentConnection


class CaseOrders(DepartmentConnection):
    """Of one department, by one of its officers. Each is carried out once, however often it is sent."""

    async def serve(
        self,
        case: UUID,
        item: str,
        *,
        mode: str,
        on: date,
        witness: str = "",
        notice: str = "",
        party: str = "",
        command: UUID | None = None,
    ) -> ItemProgress:
        """A notice was served, where that did not happen by itself: what it starts is reckoned from it.

        `witness` is who saw it, or the number of its receipt; of a public notice, `on` is the day of it.
        `notice` is the key of one (`show(…).to_serve`), else it is the decision, or what is on its way;
        `party` is on whom, if not on the applicant. Of the whole (不予受理), `item` is the one-matter's code.
        """
        told = ServeDecision(**self._by(item), mode=mode, on=on, witness=witness, notice=notice, party=party)
        try:
            return await self._order(case, names.SERVE, told, command)
        except (TooLate, CaseNotFound):
            late = ServeLate(**dict(told), case=case)
            return await self._line.ask(names.LATE_SERVICE, ItemProgress, late, by=self._speaker)

    async def party_consent(
        self, case: UUID, item: str, *, party: str, electronic: bool, command: UUID | None = None
    ) -> ItemProgress:
        """Somebody whom the item concerns agrees to electronic service from now on, or does so no more.

        `party` is as the department calls him.  Raises `OutsideTheList`, which names all whom it concerns.
        """
        said = PartyConsent(**self._by(item), party=party, electronic=electronic)
        return await self._order(case, names.PARTY_CONSENT, said, command)

    async def _order(
        self, case: UUID, update: str, order: Command, command: UUID | None, *, over: str = ""
    ) -> ItemProgress:
        async with self._line.patiently(f"case {case}"):
            return await self._line.tell(
                names.case_id(case),
                update,
                order,
                ItemProgress,
                by=self._speaking(RIGHTS[names.CASE, update][0].role),
                command=str(command or uuid4()),
                over=over,
            )
