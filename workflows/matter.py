"""One item of a case, as a coroutine inside the case's workflow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar, assert_never
from uuid import UUID

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.departments.desk import Desk
    from client.answers import (
        Answer,
        Granted,
        HandedPaper,
        IssuedLicence,
        LicenceKind,
        Refused,
        Request,
        Retraction,
        Wanting,
        Withdrawn,
    )
    from client.messages import ItemProgress, State
    from client.submission import Applicant, Withdrawal
    from matters.language import OnWithdrawal
    from matters.plan import PlannedItem, PlannedPaper, Source

from workflows import calls

ArgumentT = TypeVar("ArgumentT")
AnswerT = TypeVar("AnswerT")

SETTLED = (State.GRANTED, State.REFUSED, State.IMPOSSIBLE, State.WITHDRAWN, State.LAPSED)


@dataclass
class CaseFile:
    """What the items of a case share. `sha256` are the digests of uploaded papers by code."""

    id: UUID
    applicant: Applicant
    sha256: dict[str, str] = field(default_factory=dict[str, str])
    items: dict[str, Item] = field(default_factory=dict["str", "Item"])
    withdrawal: Withdrawal | None = None


class Item:
    """Waits for the items before it, asks its department, and keeps what that answers."""

    def __init__(self, planned: PlannedItem, *, number: str, file: CaseFile) -> None:
        self.planned = planned
        self.state = State.WAITING
        self._number = number
        self._file = file
        self._before = tuple(file.items[code] for code in planned.after)
        self._lodged_at: datetime | None = None
        self._decided_at: datetime | None = None
        self._answer: Answer | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen to it, unless it is undone."""
        return self.state in SETTLED

    @property
    def undoes(self) -> bool:
        """Whether a withdrawal takes back what was granted."""
        return self.planned.on_withdrawal is OnWithdrawal.UNDO

    @property
    def licence(self) -> IssuedLicence | None:
        """What the item gave."""
        return self._answer.licence if isinstance(self._answer, Granted) else None

    async def handle(self) -> None:
        """Take the item to its end."""
        await workflow.wait_condition(lambda: bool(self._file.withdrawal) or not self._waiting_for())
        if self._file.withdrawal:
            self._settle(State.WITHDRAWN)
        elif any(item.state is not State.GRANTED for item in self._before):
            self._settle(State.IMPOSSIBLE)
        else:
            await self._lodge()

    async def undo(self) -> None:
        """Take back what was granted, where the definition says so."""
        if self.state is State.GRANTED and self.undoes:
            await self._retract(State.WITHDRAWN)

    def progress(self) -> ItemProgress:
        """Where the item stands, for those who ask."""
        answer = self._answer
        return ItemProgress(
            code=self.planned.code,
            name=self.planned.name,
            department=self.planned.department_name,
            number=self._number,
            state=self.state,
            waiting_for=self._waiting_for(),
            lodged_at=self._lodged_at,
            decided_at=self._decided_at,
            due_on=self.planned.due.on,
            licence=self.licence,
            refusal=answer if isinstance(answer, Refused) else None,
            points=answer.points if isinstance(answer, Wanting) else (),
        )

    async def _lodge(self) -> None:
        self.state = State.LODGED
        self._lodged_at = workflow.now()
        answering = asyncio.create_task(self._ask(Desk.lodge, self._request(), doing="办理"))
        await workflow.wait_condition(lambda: answering.done() or bool(self._file.withdrawal))
        # An answer that is already here stands, even if the applicant withdraws at the same instant.
        if answering.done():
            await self._hear(answering.result())
        else:
            answering.cancel()
            await self._retract(State.WITHDRAWN)

    async def _hear(self, answer: Answer) -> None:
        self._answer = answer
        match answer:
            case Granted():
                self._settle(State.GRANTED)
            case Refused():
                self._settle(State.REFUSED)
            case Withdrawn():
                self._settle(State.WITHDRAWN)
            case Wanting():
                await self._wait_for_correction()
            case _:
                assert_never(answer)

    async def _wait_for_correction(self) -> None:
        """Until the applicant withdraws, or the item's last day is over."""
        self.state = State.CORRECTION
        try:
            await workflow.wait_condition(
                lambda: bool(self._file.withdrawal),
                timeout=max(self.planned.due.at - workflow.now(), timedelta()),
                timeout_summary=f"{self.planned.name}：等待补正至 {self.planned.due.on}",
            )
        except TimeoutError:
            await self._retract(State.LAPSED)
        else:
            await self._retract(State.WITHDRAWN)

    async def _retract(self, end: State) -> None:
        """Have the department drop the item; what it decided before the word arrived stands or is undone."""
        withdrawal = self._file.withdrawal
        retraction = Retraction(
            key=self._key,
            department=self.planned.department,
            undo=self.undoes,
            reason=withdrawal.reason if withdrawal else "逾期未补正",
        )
        answer = await self._ask(Desk.retract, retraction, doing="撤回")
        if isinstance(answer, Withdrawn):
            self._answer = None
            self._settle(end)
        else:
            await self._hear(answer)

    async def _ask(
        self, activity: Callable[[Desk, ArgumentT], AnswerT], argument: ArgumentT, *, doing: str
    ) -> AnswerT:
        return await calls.desk(
            activity,
            argument,
            department=self.planned.department,
            summary=f"{doing}：{self.planned.name}（{self.planned.department_name}）",
        )

    def _settle(self, state: State) -> None:
        self.state = state
        self._decided_at = workflow.now()

    def _waiting_for(self) -> tuple[str, ...]:
        return tuple(item.planned.code for item in self._before if not item.settled)

    @property
    def _key(self) -> str:
        return f"{self._file.id}/{self.planned.code}/1"

    def _request(self) -> Request:
        planned = self.planned
        return Request(
            key=self._key,
            number=self._number,
            department=planned.department,
            issuer=planned.issuer,
            matter=planned.code,
            name=planned.name,
            gives=LicenceKind.model_validate(planned.gives, from_attributes=True) if planned.gives else None,
            applicant=self._file.applicant,
            fields=planned.fields,
            papers=tuple(map(self._hand_over, planned.papers)),
            lodged_at=workflow.now(),
            due_on=planned.due.on,
        )

    def _hand_over(self, paper: PlannedPaper) -> HandedPaper:
        match paper.source:
            case Source.EARLIER_ITEM:
                given = self._file.items[paper.reference].licence
                return HandedPaper(
                    code=paper.code, name=paper.name, licence=given.identifier if given else None
                )
            case Source.LICENCE_LIBRARY:
                return HandedPaper(code=paper.code, name=paper.name, licence=paper.reference)
            case Source.APPLICANT:
                sha256 = self._file.sha256.get(paper.reference)
                return HandedPaper(code=paper.code, name=paper.name, sha256=sha256)
