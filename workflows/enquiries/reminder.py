"""A supervisor has departments reminded of everything that a search finds."""

from temporalio import workflow

from activities.officers.reminders import ReminderOrder, Reminders
from client import names
from client.messages.lists.reminder import Reminded, Reminder
from workflows import calls
from workflows.trust import gate


@workflow.defn(name=names.REMIND)
class DepartmentsReminded:
    """Goes on whether or not anybody waits for it."""

    @workflow.run
    async def run(self, reminder: Reminder) -> Reminded:
        speaker = gate.spoken().speaker
        by = speaker.actor if speaker else ""
        order = ReminderOrder(reminder=reminder, by=by, at=workflow.now())
        return await calls.page(Reminders.remind_departments, order, summary="催办")
