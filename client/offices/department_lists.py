"""What a department may look up: what waits for it, and cases in which it has an item."""

from .. import names
from ..messages.lists.search import CaseList, CaseSearch
from ..messages.officers.docket import InboxPage, InboxSearch, Task
from ..transport.reading import all_tasks, look_up
from .connections import DepartmentConnection


class DepartmentLists(DepartmentConnection):
    """Of one department, as one of its officers reads them."""

    async def inbox(self) -> tuple[Task, ...]:
        """What waits for this department, oldest deadline first; what has none comes last."""
        wanted = InboxSearch(department=self.department)
        return await all_tasks(self._line, names.INBOX, wanted, by=self._speaker)

    async def inbox_page(self, *, after: str = "") -> InboxPage:
        """A part of it, with how many tasks there are in all, behind the `next` of an earlier part."""
        wanted = InboxSearch(department=self.department, after=after)
        return await look_up(self._line, names.INBOX, InboxPage, wanted, by=self._speaker)

    async def cases(self, search: CaseSearch) -> CaseList:
        """A page of the cases in which the department has, or had, an item."""
        own = search.model_copy(update={"department": self.department})
        return await look_up(self._line, names.CASES, CaseList, own, by=self._speaker)
