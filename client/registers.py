"""The registers' side: what happens to people is told to the engine as it happens."""

from datetime import timedelta

from temporalio.common import WorkflowIDConflictPolicy

from . import names
from .codec import KeyRing
from .connection import connect, plugin
from .events import EventEffect, RegistryEvent
from .line import PATIENCE, Line


class Registers:
    """A connection of the registers."""

    def __init__(self, line: Line) -> None:
        self._line = line

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Registers":
        """Connect to the engine, as `Platform.connect` does.  Raises `EngineUnreachable`, `WrongKey`."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(Line(client, patience))

    async def tell(self, event: RegistryEvent) -> EventEffect:
        """What happened, and what it changes; the same event again, while the first is heard, is the same."""
        async with self._line.patiently(f"event {event.id}"):
            effect: EventEffect = await self._line.client.execute_workflow(
                names.REGISTRY_EVENT,
                event,
                id=f"{names.REGISTRY_EVENT}/{event.id}",
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                result_type=EventEffect,
            )
        return effect
