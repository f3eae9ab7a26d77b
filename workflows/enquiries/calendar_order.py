"""An order about working days, for all cases that are still to come."""

from temporalio import workflow

from activities.cases.calendars import Calendars
from client import names
from client.messages.officers.commands import Amendment
from workflows import calls


@workflow.defn(name=names.CALENDAR_ORDER)
class CalendarOrdered:
    """Puts it on file."""

    @workflow.run
    async def run(self, amendment: Amendment) -> Amendment:
        return await calls.alone(Calendars.order_calendar, amendment, summary="工作日调整")
