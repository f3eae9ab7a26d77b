"""A department's side after a decision: rulings from above, renewal, change, revocation, cancellation."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from .. import names
from ..messages.cases.sequel import BeginSequel, ConcludeSequel, SequelProgress, SequelWord
from ..messages.cases.submission import Paper
from ..messages.officers.commands import Command, PaperWanted, ServeDecision
from ..transport import proceedings
from .connections import DepartmentConnection
from .uploaded_papers import fetched


class Sequels(DepartmentConnection):
    """An officer's connection, for what becomes of a decision.

    Its case is closed; what is ordered from above while that is open is carried out once the item is decided.

    Each call raises a `Rejected` that says why it is not carried out, or an error of the `Again` branch: then
    the same may be said again.
    """

    async def begin(
        self,
        case: UUID,
        item: str,
        sequel: str,
        *,
        on: date,
        reasons: Sequence[str],
        body: str = "",
        document: str = "",
        until: date | None = None,
        received_on: date | None = None,
        id: UUID | None = None,  # noqa: A002 (of the proceeding)
    ) -> SequelProgress:
        """Begin one of `matters/definitions/sequels.py`; the same `id` again is the same proceeding."""
        order = BeginSequel(
            **self._by(item),
            id=id or uuid4(),
            case=case,
            sequel=sequel,
            on=on,
            reasons=tuple(reasons),
            body=body,
            document=document,
            until=until,
            received_on=received_on,
        )
        return await proceedings.begin(self._line, order, by=self._speaker)

    async def show(self, id: UUID) -> SequelProgress:  # noqa: A002
        """How it stands."""
        return await proceedings.look_at(self._line, id, by=self._speaker, whose=self.department)

    async def paper(self, of: SequelProgress, code: str) -> Paper:
        """Open one that came with it (`of.papers`).  Raises `UnknownItem`, `WrongDepartment`."""
        wanted = PaperWanted(**self._by(of.item), case=of.case, code=code, sequel=of.id)
        paper = await self._line.ask(names.PAPER, Paper, wanted, by=self._speaker)
        return await fetched(self._line, paper, wanted, by=self._speaker)

    async def conclude(
        self,
        of: SequelProgress,
        word: SequelWord,
        *,
        reasons: Sequence[str] = (),
        basis: str = "",
        views: str = "",
        compensation: int | None = None,
    ) -> SequelProgress:
        """Carry it out or drop it, grant or refuse it, as it was shown: two persons, where two must."""
        said = ConcludeSequel(
            **self._by(of.item),
            word=word,
            reasons=tuple(reasons),
            basis=basis,
            views=views,
            compensation=compensation,
        )
        over = of.mark if of.proposes is word else ""
        async with self._line.patiently(f"sequel {of.id}"):
            return await self._tell(names.sequel_id(of.id), names.CONCLUDE, said, over=over)

    async def serve(
        self,
        of: SequelProgress,
        *,
        mode: str,
        on: date,
        witness: str = "",
        notice: str = "",
        party: str = "",
    ) -> SequelProgress:
        """What was told was served, where not by itself; `notice` is its key, if not the last one.

        `party` is on whom, if not on the applicant.
        """
        by = self._by(of.item)
        said = ServeDecision(**by, mode=mode, on=on, witness=witness, notice=notice, party=party)
        async with self._line.patiently(f"sequel {of.id}"):
            return await self._tell(names.sequel_id(of.id), names.SERVE, said)

    async def _tell(self, run: str, update: str, says: Command, *, over: str = "") -> SequelProgress:
        return await self._line.tell(
            run, update, says, SequelProgress, by=self._speaker, command=str(uuid4()), over=over
        )
