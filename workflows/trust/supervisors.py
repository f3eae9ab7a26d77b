"""What two supervisors order alike: one of them moves no deadline."""

from activities.officers.calendars import Calendars, SupervisorsWord
from client.errors import DayPassed, DifferentOrder
from client.messages.officers.commands import Amendment
from workflows import calls
from workflows.trust import gate


async def have_ordered(amendment: Amendment) -> bool:
    """Whether they have, whoever speaks being one of them.  Raises `DifferentOrder`, `DayPassed`."""
    word = SupervisorsWord(amendment=amendment, evidence=gate.spoken().evidence)
    endorsed = await calls.own(Calendars.endorse, word, summary="登记工作日调整")
    if endorsed.over:
        raise DayPassed(endorsed.over)
    if endorsed.other:
        raise DifferentOrder(f"文号 {amendment.number} 已经登记，且内容不同；请使用新的文号")
    return endorsed.holds
