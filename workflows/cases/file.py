"""The file of one case: what its items, its notices, its bill and its clocks share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from temporalio import workflow

from activities.cases.notices import Addressee, Notice, NoticeKind
from client.messages.cases.submission import Applicant, Withdrawal
from matters import clock
from matters.plan.plan import Plan
from workflows.cases.legal_clock import LegalClock

if TYPE_CHECKING:
    from workflows.cases.handled_item import Item


@dataclass(kw_only=True)
class CaseFile:
    """`sha256` are the digests of uploaded papers by code, `numbers` the 办件编号 by item.

    `mending` is held while a supplement is on its way: nothing lapses meanwhile.
    `paid` is what the account of each item has, in fen: refunds are taken off.
    """

    id: UUID
    region: str
    applicant: Applicant
    received_at: datetime
    plan: Plan
    clock: LegalClock
    sha256: dict[str, str] = field(default_factory=dict[str, str])
    numbers: dict[str, str] = field(default_factory=dict[str, str])
    items: dict[str, Item] = field(default_factory=dict["str", "Item"])
    paid: dict[str, int] = field(default_factory=dict[str, int])
    withdrawal: Withdrawal | None = None
    outbox: list[Notice] = field(default_factory=list[Notice])
    mending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _told: int = 0

    @property
    def today(self) -> date:
        """In China."""
        return clock.day_in_china(workflow.now())

    @property
    def decided(self) -> bool:
        """Whether nothing is left that could be withdrawn, mended or opened again."""
        return bool(self.items) and all(item.over for item in self.items.values())

    def tell(self, addressee: Addressee, kind: NoticeKind, says: str, *, item: str = "") -> None:
        """Put a notice into the outbox; it is on file before the case goes to its end."""
        self._told += 1
        self.outbox.append(
            Notice(
                key=f"{self.id}/{self._told:04}",
                case=self.id,
                addressee=addressee,
                kind=kind,
                item=item,
                says=says,
                told_at=workflow.now(),
            )
        )
