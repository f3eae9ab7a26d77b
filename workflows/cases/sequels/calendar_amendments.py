"""Working days that are arranged anew while a sequel is open: whoever has time has no less of it."""

from datetime import date

from client.messages.cases.sequel import SequelState
from client.messages.officers.commands import Amendment
from matters.clock.calendar import Calendar
from workflows.cases.sequels import conclusions, letters
from workflows.cases.sequels.earlier_calendars import EarlierCalendar
from workflows.cases.sequels.sequel_file import SequelFile


def carry_out(amendment: Amendment, file: SequelFile) -> str:
    """Count by the calendar as it is arranged now. What its holder is to be told: nothing if no day moves."""
    before, law = _days(file), file.law
    file.amended = (*file.amended, amendment.number)
    file.opened = law.model_copy(update={"calendar": _arranged(law.calendar, amendment)})
    file.earlier = (*file.earlier, EarlierCalendar(until=file.today, calendar=law.calendar))
    if file.due_on and (since := _due_since(file)):
        file.due_on = max(file.due_on, file.last_day(since, law.decided_within))
        file.overdue = file.overdue and file.due_on < file.today
    if file.answer_by and file.state is SequelState.MENDING:
        file.answer_by = max(file.answer_by, conclusions.answer_by(file) or file.answer_by)
    return letters.of_calendar(amendment, file) if _days(file) != before else ""


def _arranged(calendar: Calendar, amendment: Amendment) -> Calendar:
    return calendar.amended(holidays=amendment.holidays, workdays=amendment.workdays, until=amendment.until)


def _due_since(file: SequelFile) -> date | None:
    """The day from which the time to decide is counted; none where it ends on a day that is fixed."""
    law, accepted = file.law, file.accepted_on
    if file.state is SequelState.ANEW:
        return None if file.order.until else file.decided_on
    if accepted:
        return accepted if law.due_on is None or law.due_on < accepted else None
    return None if law.ordered or law.ask_within or not law.due_on else file.begun_on


def _days(file: SequelFile) -> tuple[date | None, ...]:
    """Those by which somebody is to speak, to tell, to mend and to decide."""
    return file.heard_until, file.ask_by, file.answer_by, file.due_on
