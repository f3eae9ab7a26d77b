"""The registers' side: what happens to people is told to the engine as it happens."""

from datetime import timedelta

from . import names
from .codec import KeyRing
from .connection import connect, plugin
from .events import EventEffect, RegistryEvent
from .grants import Grants
from .line import PATIENCE, Line


class Registers:
    """A connection of the registers."""

    def __init__(self, line: Line, keys: KeyRing) -> None:
        self._grants = Grants(line, keys)

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
        ring = keys or KeyRing.load()
        client = await connect(plugin(ring), address=address, namespace=namespace)
        return cls(Line(client, patience), ring)

    async def tell(self, event: RegistryEvent) -> EventEffect:
        """What happened, and what it changes; the same event again, while the first is heard, is the same."""
        return await self._grants.ask(names.REGISTRY_EVENT, event, EventEffect, key=event.id)
