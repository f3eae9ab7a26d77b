"""A department's side: what waits for it, and what its officers decide."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from .. import names
from ..errors import InvalidForm, Mend, UnknownItem, WrongDepartment, WrongField
from ..evidence.archive import packed
from ..messages.cases.answers import Demand
from ..messages.cases.evidence import CaseBundle
from ..messages.cases.progress import ItemProgress
from ..messages.cases.rating import AnswerRating, Rated, RatingOutcome
from ..messages.cases.submission import Paper
from ..messages.officers.commands import (
    ApproveExtension,
    Ask,
    Begin,
    Extend,
    GrantItem,
    PaperWanted,
    Reassign,
    Refuse,
    Resume,
    ReturnTo,
    Suspend,
    TakeStep,
)
from ..messages.officers.docket import Sheet
from ..messages.officers.second_look import Looked, SecondLook
from ..transport.reading import look_at
from ..trust.actor import Role
from ..trust.identity import Identity
from .bulk_desk import BulkDesk
from .case_orders import CaseOrders
from .department_lists import DepartmentLists
from .uploaded_papers import fetched


class Officer(DepartmentLists, CaseOrders, BulkDesk):
    """An officer's connection to the engine.

    Every command takes the case, the item's code, and, to be carried out once however often it is sent,
    a `command` id of the caller's own. Each raises a `Rejected` that says why it is not carried out
    (nothing has changed then), `TooLate`, `CaseNotFound`, or an error of the `Again` branch: then send
    the same command again.
    """

    async def show(self, case: UUID, item: str) -> Sheet:
        """All that the department was asked, and what was done about it.

        Raises `UnknownItem`; `WrongDepartment`, for what another one is asked is not this one's to read.
        """
        known: type[Sheet | None] = Sheet | None  # type: ignore[assignment]  # of an engine of before
        sheet = await look_at(self._line, case, names.SHEET, known, by=self._speaker, item=item)
        if sheet is None:
            raise UnknownItem(f"办件 {case} 没有事项 {item!r}")
        if sheet.request and sheet.request.department != self.department:
            raise WrongDepartment(f"{item} 由 {sheet.request.department!r} 查阅")
        return sheet

    async def bundle(self, case: UUID, item: str) -> bytes:
        """The part of a case that is its department's, as evidence that proves itself.  Raises as `show`."""
        return packed(await look_at(self._line, case, names.BUNDLE, CaseBundle, by=self._speaker, item=item))

    async def review(self, case: UUID, item: str, *, agrees: bool, reasons: Sequence[str] = ()) -> Looked:
        """Say of a machine's grant that was drawn for a second look whether it was right, and if not, why.

        The same again changes nothing. What follows for the grant is decided elsewhere.
        """
        look = SecondLook(**self._by(item), case=case, agrees=agrees, reasons=reasons)
        return await self._line.ask(names.SECOND_LOOK, Looked, look, by=self._speaker)

    async def answer_rating(self, case: UUID, item: str, *, outcome: RatingOutcome, says: str) -> Rated:
        """What came of a bad rating, and what the applicant is told of it; one set aside counts no more.

        The same again changes nothing.
        """
        answer = AnswerRating(**self._by(item), case=case, outcome=outcome, says=says)
        return await self._line.ask(names.RATING_ANSWER, Rated, answer, by=self._speaker)

    async def grant(self, case: UUID, item: str, *, command: UUID | None = None) -> ItemProgress:
        """Grant it; an item that is inspected waits for a second officer to do the same."""
        grant, over = GrantItem(**self._by(item)), await self._proposed(case, item)
        return await self._order(case, names.GRANT, grant, command, over=over)

    async def refuse(
        self,
        case: UUID,
        item: str,
        *,
        reasons: Sequence[str],
        basis: str,
        remedies: str = "",
        command: UUID | None = None,
    ) -> ItemProgress:
        """Refuse it, with reasons and basis; what can be done against it is told by the item's own data."""
        refuse = Refuse(**self._by(item), reasons=reasons, basis=basis, remedies=remedies)
        over = await self._proposed(case, item)
        return await self._order(case, names.REFUSE, refuse, command, over=over)

    async def ask(
        self,
        case: UUID,
        item: str,
        points: Sequence[Demand],
        *,
        reason: str = "",
        command: UUID | None = None,
    ) -> ItemProgress:
        """Have something mended. What could have been asked before needs a `reason`, and is looked into."""
        ask = Ask(**self._by(item), points=points, reason=reason)
        return await self._order(case, names.ASK, ask, command)

    async def suspend(
        self,
        case: UUID,
        item: str,
        *,
        procedure: str,
        expected_end: date,
        notice: str,
        reasons: Sequence[str] = (),
        command: UUID | None = None,
    ) -> ItemProgress:
        """Stop the clock for a special procedure, told in a written `notice`, for these reasons.

        One of 行政许可法 Art. 45, or one that the definition of the item names.  Raises `OutsideTheList`.
        """
        suspend = Suspend(
            **self._by(item),
            procedure=procedure,
            expected_end=expected_end,
            notice=notice,
            reasons=tuple(reasons),
        )
        return await self._order(case, names.SUSPEND, suspend, command)

    async def resume(self, case: UUID, item: str, *, command: UUID | None = None) -> ItemProgress:
        """The special procedure has ended."""
        return await self._order(case, names.RESUME, Resume(**self._by(item)), command)

    async def begin(
        self,
        case: UUID,
        item: str,
        *,
        procedure: str,
        parties: Sequence[str] = (),
        electronic: Sequence[str] = (),
        reasons: Sequence[str] = (),
        command: UUID | None = None,
    ) -> ItemProgress:
        """Begin a procedure of the law (a hearing …); applicant and interested `parties` are told.

        Those who have agreed to it are told by `electronic` service, the others by post. Its steps are in the
        `procedures` of what comes back.  Raises `OutsideTheList`, which names all.
        """
        concerned = {"parties": tuple(parties), "electronic": tuple(electronic), "reasons": tuple(reasons)}
        begin = Begin(**self._by(item), **concerned, procedure=procedure)
        return await self._order(case, names.BEGIN, begin, command)

    async def take_step(
        self, case: UUID, item: str, *, procedure: str, step: str, command: UUID | None = None, **says: Any
    ) -> ItemProgress:
        """Take a step of a procedure; what it `says` are the fields of `TakeStep`."""
        if given := says.keys() & self._by(item).keys():
            fields = (
                WrongField(path=name, says="由操作人本人的身份给出，不得另填") for name in sorted(given)
            )
            raise InvalidForm(tuple(fields))
        taken = TakeStep(**self._by(item), procedure=procedure, step=step, **says)
        return await self._order(case, names.TAKE_STEP, taken, command)

    async def extend(
        self,
        case: UUID,
        item: str,
        *,
        approver: str,
        reasons: Sequence[str],
        command: UUID | None = None,
    ) -> ItemProgress:
        """Put an extension to a head of the body; the one-matter's own code as `item` extends the case."""
        extend = Extend(**self._by(item), approver=approver, reasons=reasons)
        return await self._order(case, names.EXTEND, extend, command)

    async def approve_extension(self, case: UUID, item: str, *, command: UUID | None = None) -> ItemProgress:
        """As a head, approve what was put to him: the limit is extended from now on.  Raises `NotAllowed`."""
        return await self._order(case, names.APPROVE, ApproveExtension(**self._by(item)), command)

    async def reassign(
        self,
        case: UUID,
        item: str,
        *,
        to: str,
        reason: str,
        since: date | None = None,
        until: date | None = None,
        command: UUID | None = None,
    ) -> ItemProgress:
        """As a superior, give it to somebody, whoever has it: for good, or between two days (an absence).

        All that an officer has: `ReassignAll`, a bulk order.
        Raises `DayPassed` where that would be on no day to come.
        """
        given = Reassign(**self._by(item), to=to, since=since, until=until, reason=reason)
        return await self._order(case, names.REASSIGN, given, command)

    async def paper(self, case: UUID, item: str, code: str) -> Paper:
        """Open a paper that the department has with an item: the file itself, however large.

        Raises `UnknownItem` where there is no such paper, `WrongDepartment`; `NotPossible` for an uploaded
        file that is not whole any more.
        """
        wanted = PaperWanted(**self._by(item), case=case, code=code)
        paper = await self._line.ask(names.PAPER, Paper, wanted, by=self._speaker)
        return await fetched(self._line, paper, wanted, by=self._speaker)

    async def return_to(
        self,
        case: UUID,
        item: str,
        *,
        officer: str,
        until: date | None = None,
        reason: str = "",
        command: UUID | None = None,
    ) -> ItemProgress:
        """Give it to another officer, for good or until a day.  Raises `DayPassed` if that is over."""
        given = ReturnTo(**self._by(item), to=officer, until=until, reason=reason)
        return await self._order(case, names.RETURN_TO, given, command)

    @property
    def _of_department(self) -> str:
        return self.department

    @property
    def _orders_as(self) -> Identity:
        return self._speaking(Role.HEAD)

    async def _proposed(self, case: UUID, item: str) -> str:
        """The mark of what a first officer has proposed, if one has; what else is wrong the order tells."""
        try:
            return (await self.show(case, item)).mark
        except Mend:
            return ""
