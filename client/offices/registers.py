"""The registers' side: what happens to people is told to the engine as it happens."""

from datetime import timedelta

from temporalio.common import WorkflowIDConflictPolicy

from .. import names
from ..messages.cases.register_news import NewsHeard, RegisterNews
from ..messages.grants.events import EventEffect, RegistryEvent, source
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..transport.open_line import OpenLine
from ..transport.ring_of_keys import KeyRing
from ..trust.actor import Role
from ..trust.identity import Identities, Identity
from ..trust.key_pair import EngineKey


class Registers(OpenLine):
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

        Raises `WrongKey`: it is another register's to tell; `InvalidOrder` if its day is still to come.
        """
        register = self._line.identities.of(Role.REGISTER, department=source(event.fact))
        run = names.event_id(self._seal(register, event.id))
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

    async def tell_news(self, news: RegisterNews) -> NewsHeard:
        """An entry has changed: the cases that wait for it ask; the same news again are the same.

        Raises `WrongKey`: it is another register's to tell.
        """
        register = self._line.identities.of(Role.REGISTER, department=news.register_code)
        run = names.news_id(self._seal(register, news.id))
        async with self._line.patiently("the news"):
            heard: NewsHeard = await self._line.client.execute_workflow(
                names.REGISTER_NEWS,
                self._line.said(register, news, run=run, message=names.REGISTER_NEWS, command=run),
                id=run,
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                result_type=NewsHeard,
            )
        return heard

    def _seal(self, register: Identity, of: str) -> str:
        """A stand-in for the register's own id, the same for a repeat."""
        keys = self._keys
        return keys.seal(of) if isinstance(keys, KeyRing) else self._line.mark(register, of)
