"""By which a department's own system answers: it needs its desk, its identity, and nothing of the engine."""

from temporalio.client import Client
from temporalio.worker import Worker

from .. import names
from ..transport.arguments import Checked, checked
from ..transport.codec import reads
from ..transport.connection import connect, plugin
from ..transport.queue_worker import queue_worker, told_to_stop
from ..trust.actor import Role
from ..trust.identity import Identity
from ..trust.key_pair import EngineKey
from ..trust.signatory import Signatory
from .desk import Desk


class DepartmentWorker(Checked):
    """Takes what the engine asks from the department's queue, and signs what the desk answers.

    While it is away, items wait; one that it had in hand when it was killed comes again, under the same key.
    """

    @checked
    def __init__(self, desk: Desk, identity: Identity, *earlier: Identity) -> None:
        """What was asked while it had an `earlier` one, it still reads.

        Raises `WrongKey`: an identity is no department's; `InvalidForm`: that is no desk, or no identity.
        """
        self._desk = desk
        self._identity, *self._earlier = (one.of(Role.DEPARTMENT) for one in (identity, *earlier))

    async def run(
        self, address: str | None = None, *, namespace: str | None = None, engine: EngineKey | None = None
    ) -> None:
        """Work until the process is told to stop (SIGINT, SIGTERM), then finish what is under way.

        Connects as `Platform.connect` does, with the engine's public key and no key of the engine's own.
        Raises `EngineUnreachable`, `WrongSettings`, `WrongKey`.
        """
        client = await connect(plugin(engine or EngineKey.load()), address=address, namespace=namespace)
        async with self.over(client):
            await told_to_stop()

    def over(self, client: Client) -> Worker:
        """Its worker over a connection that is there."""
        desk, queue = self._desk, names.desk_queue(self._identity.speaker.department)
        codec = client.data_converter.payload_codec
        for one in self._earlier:
            reads(codec, one.sealing)
        signing = Signatory(self._identity, reply=reads(codec, self._identity.sealing))
        calls = (desk.lodge, desk.decide, desk.retract, desk.revise)
        return queue_worker(client, queue, [], calls, interceptors=[signing])
