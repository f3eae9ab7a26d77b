"""The payment system's side (统一公共支付): it tells the engine that money has come in."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from .. import names
from ..errors import DifferentPayment
from ..messages.money.payment import Payment
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..transport.open_line import OpenLine
from ..transport.ring_of_keys import KeyRing
from ..trust.actor import Role
from ..trust.identity import Identities
from ..trust.key_pair import EngineKey

_RECORDED: Final[type[Payment | None]] = Payment | None  # type: ignore[assignment]
"""Engines of before tell nothing."""


class Cashier(OpenLine):
    """A connection for the payment system."""

    def __init__(self, line: EngineLine) -> None:
        self._line = line

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Cashier":
        """As `Platform.connect`."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities))

    async def confirm(self, case: UUID, payment: Payment) -> None:
        """Money has come in; the same key again is the same money, and what is too much goes back.

        Raises `NotAsked` where there is no bill, `TooLate` where the case is closed: then the payment system
        gives the money back itself; `DifferentPayment` where the key is that of another sum or case.
        """
        run, command = names.case_id(case), f"{names.PAY}/{payment.key}"
        cashier = self._line.identities.of(Role.CASHIER)
        word = self._line.said(cashier, payment, run=run, message=names.PAY, command=command)
        async with self._line.patiently(f"case {case}"):
            recorded = self._line.read(
                await self._line.send(run, names.PAY, word, command=command), _RECORDED
            )
        if recorded and recorded.fen != payment.fen:
            raise DifferentPayment(
                f"payment {payment.key} is on record with another sum, and nothing of this one is; "
                "give another payment another key"
            )
