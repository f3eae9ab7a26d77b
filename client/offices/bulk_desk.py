"""Orders upon many cases: seen first, then carried out by the engine, and kept on record."""

from datetime import datetime
from uuid import UUID

from .. import names
from ..errors import DifferentOrder, WrongKey
from ..messages.lists.bulk_order import BulkOrder, BulkRecords, BulkReport, BulkSearch
from ..transport.open_line import OpenLine
from ..transport.orders import carry_out
from ..transport.reading import look_up
from ..trust.identity import Identity


class BulkDesk(OpenLine):
    """Of a supervisor, or of the head of a department."""

    @property
    def _of_department(self) -> str:
        return ""

    @property
    def _orders_as(self) -> Identity:
        raise NotImplementedError

    async def preview_bulk(self, order: BulkOrder) -> BulkReport:
        """What an order would do to each case, and what it leaves out and why.  Raises `NotPossible`."""
        shown = order.model_copy(update={"seen": ""})
        return await self._line.ask(names.BULK, BulkReport, shown, by=self._orders_as)

    async def carry_out_bulk(self, order: BulkOrder) -> BulkReport:
        """Do what was `seen`, or nothing; what came of each case is kept. The same order again is the same.

        The engine goes on with it where this does not wait for it: `NoAnswer`, then ask again, or look it up.
        Raises `DifferentOrder`: it would do something else by now, or this id is another order's.
        """
        try:
            done = await carry_out(
                self._line, names.BULK, order, BulkReport, number=order.id, by=self._orders_as
            )
        except WrongKey:  # it is sealed for the key by which it was ordered, and the account has another one
            on_record = await self.bulk_orders(order.id)
            if not on_record:
                raise
            (done,) = on_record
        if done.seen != order.seen:
            raise DifferentOrder(f"批量指令标识 {order.id} 已用于另一指令；请使用新的标识")
        return done

    async def bulk_orders(
        self,
        id: UUID | None = None,  # noqa: A002 (of an order)
        *,
        before: datetime | None = None,
    ) -> tuple[BulkReport, ...]:
        """The latest orders, and how far each is; or one of them, with what came of its cases.

        Fifty at a time: `before` the moment (`at`) of the last one of an earlier page.
        """
        wanted = BulkSearch(department=self._of_department, id=id, before=before)
        found = await look_up(self._line, names.BULK_ORDERS, BulkRecords, wanted, by=self._orders_as)
        return found.orders
