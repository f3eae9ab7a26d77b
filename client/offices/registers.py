"""The registers' side: what happens to people is told to the engine as it happens."""

from datetime import timedelta

from temporalio.common import WorkflowIDConflictPolicy

from .. import names
from ..messages.grants.events import EventEffect, RegistryEvent, source
from ..transport.codec import KeyRing
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..trust.actor import Role
from ..trust.identity import Identities
from ..trust.key_pair import EngineKey


class Registers:
    """A connection of a register, which tells what it holds itself and nothing else."""

    def __init__(self, line: EngineLine, keys: KeyRing | EngineKey) -> None:
        self._line = line
        self._keys = keys

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Registers":
        """Connect to the engine, as `Platform.connect` does.  Raises `EngineUnreachable`, `WrongKey`."""
        ring = keys or KeyRing.load()
        client = await connect(plugin(ring), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), ring)

    async def tell(self, event: RegistryEvent) -> EventEffect:
        """What happened, and what it changes; the same event again, while the first is heard, is the same.

        Raises `WrongKey`: it is another register's to tell.
        """
        register = self._line.identities.of(Role.REGISTER, department=source(event.fact))
        keys = self._keys
        seal = keys.seal(event.id) if isinstance(keys, KeyRing) else self._line.mark(register, event.id)
        run = names.event_id(seal)
        async with self._line.patiently("the event"):
            effect: EventEffect = await self._line.client.execute_workflow(
                names.REGISTRY_EVENT,
                self._line.said(register, event, run=run, message=names.REGISTRY_EVENT, command=run),
                id=run,
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                result_type=EventEffect,
            )
        return effect
