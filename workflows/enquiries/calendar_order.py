"""An order about working days, for all cases that are still to come."""

from temporalio import workflow

from activities.officers.calendars import Calendars, SupervisorsWord
from client import names
from client.errors import DayPassed
from client.messages.officers.commands import Amendment, CalendarFiled
from workflows import calls
from workflows.trust import gate


@workflow.defn(name=names.CALENDAR_ORDER)
class CalendarOrdered:
    """Puts it on file."""

    @workflow.run
    async def run(self, amendment: Amendment) -> CalendarFiled:
        """Raises `DayPassed`."""
        word = SupervisorsWord(amendment=amendment, evidence=gate.spoken().evidence)
        told = await calls.alone(Calendars.order_calendar, word, summary="工作日调整")
        if told.over:
            raise DayPassed(told.over)
        return CalendarFiled(filed=told.filed, other=told.other)
