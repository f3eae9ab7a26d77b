"""What waits for officers: inboxes of departments, and the operators' list of what is stuck."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from temporalio import activity

from activities.grants import manual_checks
from activities.ledger import Ledger
from activities.ledger.officers import second_looks, tasks
from activities.rejection import rejected
from client.errors import WrongDepartment
from client.messages.message import Message
from client.messages.officers.docket import Inbox, Task
from matters import catalogue

SHOWN = 500
"""Of an inbox at once, the most pressing first."""


class CaseTasks(Message):
    """All of one case that waits for officers."""

    case: UUID
    tasks: tuple[Task, ...]


class Waiting(Message):
    """Whose inbox is wanted, of all departments if it is empty, and as of which day."""

    department: str = ""
    on: date


class Docket:
    """The lists of tasks. `seal` makes an opaque stand-in for the reference of a grant."""

    def __init__(self, ledger: Ledger, seal: manual_checks.Seal) -> None:
        self._ledger = ledger
        self._seal = seal

    @activity.defn
    def keep(self, now: CaseTasks) -> None:
        """Show what waits now; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            tasks.replace(books, str(now.case), map(tasks.row, now.tasks))

    @activity.defn
    def inbox(self, asked: Waiting) -> Inbox:
        """What waits for a department, the oldest deadline first; then the drawn of what machines granted.

        Raises `WrongDepartment`: nothing has ever been any such department's.
        """
        department = asked.department
        with self._ledger.reading() as books:
            items = _read(tasks.inbox(books, department=department, limit=SHOWN))
            looks = manual_checks.inbox(books, department, self._seal, on=asked.on, limit=SHOWN)
            waiting = _pressing([*items, *looks])
            drawn = second_looks.inbox(books, department=department, limit=SHOWN - len(waiting))
        shown = (*waiting, *_read(drawn))
        if not shown and department not in (known := catalogue.departments()):
            says = f"there is no department {department!r}; there are: {', '.join(known)}"
            raise rejected(WrongDepartment, says)
        return Inbox(tasks=shown)

    @activity.defn
    def stuck(self, asked: Waiting) -> Inbox:
        """What is overdue, wherever it waits."""
        with self._ledger.reading() as books:
            items = _read(tasks.stuck(books, limit=SHOWN))
            looks = manual_checks.stuck(books, self._seal, on=asked.on, limit=SHOWN)
            return Inbox(tasks=_pressing([*items, *looks]))


def _read(texts: Iterable[str]) -> list[Task]:
    return [Task.model_validate_json(text) for text in texts]


def _pressing(waiting: Iterable[Task]) -> tuple[Task, ...]:
    """So many as are shown, the oldest deadline first; those without one come last."""
    return tuple(sorted(waiting, key=lambda task: task.due_on or date.max)[:SHOWN])
