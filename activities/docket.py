"""What waits for officers: inboxes of departments, and the operators' list of what is stuck."""

from uuid import UUID

from temporalio import activity

from activities.ledger import Ledger, TaskRow, second_looks, tasks
from client.docket import Inbox, Task
from client.submission import Message

SHOWN = 500
"""Of an inbox at once, the most pressing first."""


class CaseTasks(Message):
    """All of one case that waits for officers."""

    case: UUID
    tasks: tuple[Task, ...]


class Docket:
    """The lists of tasks."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def keep(self, now: CaseTasks) -> None:
        """Show what waits now; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            tasks.replace(books, str(now.case), map(_row, now.tasks))

    @activity.defn
    def inbox(self, department: str) -> Inbox:
        """What waits for a department, the oldest deadline first; then what is drawn for a second look."""
        with self._ledger.reading() as books:
            waiting = tasks.inbox(books, department=department, limit=SHOWN)
            drawn = second_looks.inbox(books, department=department, limit=SHOWN - len(waiting))
            return _inbox([*waiting, *drawn])

    @activity.defn
    def stuck(self) -> Inbox:
        """What is overdue, wherever it waits."""
        with self._ledger.reading() as books:
            return _inbox(tasks.stuck(books, limit=SHOWN))


def _row(task: Task) -> TaskRow:
    return TaskRow(
        case=str(task.case),
        item=task.item,
        department=task.department,
        due_on=task.due_on,
        stuck=task.stuck,
        task=task.model_dump_json(),
    )


def _inbox(texts: list[str]) -> Inbox:
    return Inbox(tasks=tuple(map(Task.model_validate_json, texts)))
