"""A department's side after a decision: rulings from above, renewal, change, revocation, cancellation."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from .. import names
from ..messages.cases.sequel import BeginSequel, ConcludeSequel, SequelProgress, SequelWord
from ..messages.officers.commands import Command, ServeDecision
from ..transport.codec import KeyRing
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..trust.actor import Role
from ..trust.identity import Identities, Identity


class Sequels:
    """An officer's connection, for what becomes of a decision whose case is closed.

    Each call raises a `Rejected` that says why it is not carried out, or an error of the `Again` branch: then
    the same may be said again.
    """

    def __init__(self, line: EngineLine, *, department: str, officer: str) -> None:
        self.department = department
        self.officer = officer
        self._line = line

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        department: str,
        officer: str,
        namespace: str | None = None,
        keys: KeyRing | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Sequels":
        """Connect as `Officer.connect` does."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), department=department, officer=officer)

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
        )
        run = names.sequel_id(order.id)
        async with self._line.patiently(f"{sequel} of case {case}"):
            await self._line.client.start_workflow(
                names.SEQUEL,
                self._line.said(self._speaker, order, run=run, message=names.SEQUEL, command=run),
                id=run,
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            )
            return await self._tell(run, names.RECEIPT, self.department)

    async def show(self, id: UUID) -> SequelProgress:  # noqa: A002
        """How it stands."""
        async with self._line.patiently(f"sequel {id}"):
            return await self._line.look(
                names.sequel_id(id), names.SHEET, SequelProgress, by=self._speaker, about=self.department
            )

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

    async def serve(self, of: SequelProgress, *, mode: str, on: date, witness: str = "") -> SequelProgress:
        """What was decided was served, where that did not happen by itself."""
        said = ServeDecision(**self._by(of.item), mode=mode, on=on, witness=witness)
        async with self._line.patiently(f"sequel {of.id}"):
            return await self._tell(names.sequel_id(of.id), names.SERVE, said)

    async def _tell(self, run: str, update: str, says: Command | str, *, over: str = "") -> SequelProgress:
        return await self._line.tell(
            run, update, says, SequelProgress, by=self._speaker, command=str(uuid4()), over=over
        )

    def _by(self, item: str) -> dict[str, Any]:
        return {"item": item, "department": self.department, "officer": self.officer}

    @property
    def _speaker(self) -> Identity:
        return self._line.identities.of(Role.OFFICER, actor=self.officer.strip(), department=self.department)
