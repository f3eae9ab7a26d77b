"""A connection of whoever speaks under an account of his own, and of no department's."""

from datetime import timedelta
from typing import Self

from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..transport.open_line import OpenLine
from ..transport.ring_of_keys import KeyRing
from ..trust.identity import Identities
from ..trust.key_pair import EngineKey


class AccountConnection(OpenLine):
    """For one of those who have the same role."""

    def __init__(self, line: EngineLine, *, account: str = "") -> None:
        """`account` says which of them speaks, where the identity here may be any."""
        self._line = line
        self._account = account

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
        account: str = "",
    ) -> Self:
        """As `Platform.connect`."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), account=account)
