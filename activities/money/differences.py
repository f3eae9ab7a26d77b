"""Payments of which ledger and treasury do not say the same: somebody must look into them."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from temporalio import activity

from activities.cases.notices import Addressee, NoticeKind
from activities.cases.outbox import Outbox
from activities.grants import policies
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices
from activities.ledger.grants import grants
from activities.ledger.money import payments
from client.messages.message import Message

ITEM: Final = "payment"

log = structlog.stdlib.get_logger("differences")


class Difference(Message):
    """The treasury does not say the same of a payment of this grant, as was found at this instant."""

    reference: str
    at: datetime


class Differences:
    """Told to the supervisor. `seal` makes an opaque stand-in for a reference."""

    def __init__(self, ledger: Ledger, outbox: Outbox, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._seal = seal

    @activity.defn
    def tell_difference(self, difference: Difference) -> None:
        """Tell the supervisor that a payment must be looked into; once, and without a word of whose it is."""
        case = UUID(self._seal(difference.reference))
        with self._ledger.transaction() as books:
            standing = grants.require(books, difference.reference)
            name = policies.of(standing).grant.name
            made = payments.made(books, difference.reference)
            row = NoticeRow(
                key=f"{case}/{made.rounds}/{NoticeKind.DIFFERENCE}",
                case=str(case),
                addressee=Addressee.SUPERVISOR,
                item=ITEM,
                kind=NoticeKind.DIFFERENCE,
                says=f"{name}一笔支付与国库对账不符，请查明后重新对账（reconcile 命令）",
                told_at=difference.at,
            )
            notices.enter(books, row)
        log.warning("payment differs from the treasury's", policy=standing.policy, case=str(case))
        self._outbox.hand_out(str(case))
