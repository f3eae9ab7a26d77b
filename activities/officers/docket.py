"""What waits for officers: inboxes of departments, and the operators' list of what is stuck."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from temporalio import activity

from activities.grants import manual_checks
from activities.ledger import Ledger
from activities.ledger.cases import case_states
from activities.ledger.officers import ratings, second_looks, tasks
from activities.lists import search_terms
from activities.rejection import as_rejected
from client.messages.cases.progress import Colour
from client.messages.message import Message
from client.messages.officers.docket import Inbox, InboxPage, InboxSearch, Task
from matters import catalogue

SHOWN = 500
"""Of grants, and of what machines granted, at once: the most pressing first."""


class KeptSequel(Message):
    """A sequel of a case, whole, as it stands for the `version`th time; its run alone reads it."""

    of_case: UUID
    version: int
    state: str


class CaseTasks(Message):
    """All of one case that waits for officers; or of a sequel, which is kept with it."""

    case: UUID
    tasks: tuple[Task, ...]
    sequel: KeptSequel | None = None


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
            if kept := now.sequel:
                case_states.keep_sequel(books, kept.of_case, now.case, kept.state, version=kept.version)

    @activity.defn
    def inbox(self, asked: Waiting) -> Inbox:
        """What waits for a department, as SDKs from before 2026-12 ask for it.  Raises `WrongDepartment`."""
        with as_rejected():
            return self.page(InboxSearch(department=asked.department), on=asked.on)

    @activity.defn
    def stuck(self, asked: Waiting) -> Inbox:
        """What is overdue, likewise."""
        return self.overdue(InboxSearch(), on=asked.on)

    def page(self, wanted: InboxSearch, *, on: date) -> InboxPage:
        """What waits for a department, the oldest deadline first; then the drawn of what machines granted.

        Raises `WrongDepartment`: nothing has ever been any such department's; `InvalidOrder`.
        """
        department, is_first = wanted.department, not wanted.after
        with self._ledger.reading() as books:
            found = tasks.page(books, department=department, after=wanted.after, size=wanted.size)
            looks = manual_checks.inbox(books, department, self._seal, on=on, limit=SHOWN) if is_first else []
            rated = ratings.inbox(books, department=department, limit=SHOWN) if is_first else []
            drawn = [] if found.next else second_looks.inbox(books, department=department, limit=SHOWN)
            total = found.total + manual_checks.count(books, department, on=on)
            total += second_looks.count(books, department=department)
            total += ratings.count(books, department=department)
        if not total:
            search_terms.require_department(department)
        shown = (*_pressing([*_read(found.tasks), *looks, *_as_of(on, rated)]), *_read(drawn))
        return InboxPage(tasks=_named(shown), total=total, next=found.next)

    def overdue(self, wanted: InboxSearch, *, on: date) -> InboxPage:
        """What is overdue, wherever it waits.  Raises `InvalidOrder`."""
        with self._ledger.reading() as books:
            found = tasks.page(books, department="", after=wanted.after, size=wanted.size)
            looks = [] if wanted.after else manual_checks.stuck(books, self._seal, on=on, limit=SHOWN)
            rated = ratings.overdue(books, departments=catalogue.departments(), on=on, limit=SHOWN)
            total = found.total + manual_checks.count(books, "", on=on) + len(rated)
        shown = [*_read(found.tasks), *looks, *([] if wanted.after else _as_of(on, rated))]
        return InboxPage(tasks=_named(_pressing(shown)), total=total, next=found.next)


def _read(texts: Iterable[str]) -> list[Task]:
    return [Task.model_validate_json(text) for text in texts]


def _named(shown: Iterable[Task]) -> tuple[Task, ...]:
    """Departments by what they are called today."""
    called = catalogue.department_names()
    return tuple(
        task.model_copy(update={"department_name": called.get(task.department, "")}) for task in shown
    )


def _as_of(on: date, rated: Iterable[tuple[str, date]]) -> list[Task]:
    """Bad ratings, which are overdue from one day to the next without anybody's doing."""
    late = {"colour": Colour.RED, "stuck": True}
    return [
        Task.model_validate_json(text).model_copy(update={"due_on": last, **(late if last < on else {})})
        for text, last in rated
    ]


def _pressing(waiting: Iterable[Task]) -> tuple[Task, ...]:
    """The oldest deadline first; those without one come last."""
    return tuple(sorted(waiting, key=lambda task: task.due_on or date.max))
