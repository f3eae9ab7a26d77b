"""What is known of one case while it runs, and the questions that are answered from it."""

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.cases.arrivals import Received, Reception, Returned
from client import names
from client.errors import TooLate, UnknownItem
from client.messages.cases.progress import ItemProgress, Outcome, Progress, Receipt, Reckonings, Stage
from client.messages.cases.submission import Submission, Withdrawal
from client.messages.officers.docket import Sheet
from workflows.cases.handling import CaseAtWork
from workflows.cases.progress import item_progress, sheet


class CaseState:
    """What the applicant, the officers and the engine itself share of a case."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._stage = Stage.PRE_REVIEW
        self._reception: Reception | None = None
        self._withdrawal: Withdrawal | None = None
        self._handling: CaseAtWork | None = None
        self._outcome: Outcome | None = None

    @workflow.update(name=names.RECEIPT)
    async def receipt(self) -> Receipt:
        """What the one window answers; waits until it has."""
        await workflow.wait_condition(lambda: self._reception is not None)
        match self._reception:
            case Received(receipt=receipt):
                return receipt
            case Returned() as returned:
                raise failure(returned)
            case None:
                raise AssertionError("the condition above has just held")

    @workflow.query(name=names.RECEIPT)
    def recorded_receipt(self) -> Receipt | None:
        """The same, if it is there; also when the case has long been closed."""
        return self._reception.receipt if isinstance(self._reception, Received) else None

    @workflow.query(name=names.PROGRESS)
    def progress(self) -> Progress:
        """Where the case and its items stand."""
        receipt = self.recorded_receipt()
        shown = Progress(
            case=self._submission.id,
            one_matter=receipt.one_matter if receipt else self._submission.one_matter,
            acceptance_number=receipt.acceptance_number if receipt else "",
            stage=self._stage,
            outcome=self._outcome.kind if self._outcome else None,
            items=self._items(),
        )
        if self._handling is None:
            return shown
        handling, file = self._handling, self._handling.file
        due = file.clock.due(file.plan.calendar)
        return shown.model_copy(
            update={
                "due_on": due and due.on,
                "colour": handling.watch.colour,
                "plan": file.plan.number,
                "notices": handling.correction.told,
                "choice": handling.choices.open,
                "bill": handling.bill.due,
            }
        )

    @workflow.query(name=names.SHEET)
    def sheet(self, item: str) -> Sheet | None:
        """An item as its officers see it."""
        file = self._handling.file if self._handling else None
        return sheet(file.items[item], file) if file and item in file.items else None

    @workflow.query(name=names.EXPLAIN)
    def explain(self) -> Reckonings:
        """How every deadline of the case comes about, day by day."""
        if self._handling is None:
            return Reckonings(clocks=())
        file = self._handling.file
        named = [(item.planned.name, item.clock) for item in file.items.values() if item.clock]
        return Reckonings(
            clocks=tuple(
                reckoning
                for name, clock in ((file.plan.name, file.clock), *named)
                for reckoning in clock.reckonings(name, file.today, file.plan.calendar)
            )
        )

    def _at_work(self) -> CaseAtWork:
        if self._handling is None:
            raise UnknownItem(f"case {self._submission.id} is not received yet; call again")
        return self._handling

    def _require_open(self) -> None:
        decided = self._handling is not None and self._handling.file.decided
        if decided or self._stage is Stage.CLOSED:
            raise TooLate(f"case {self._submission.id}: every item is decided; the outcome tells how")

    def _withdraw(self, withdrawal: Withdrawal) -> None:
        """The first word counts; another changes nothing."""
        self._withdrawal = self._withdrawal or withdrawal
        if self._handling:
            self._handling.file.withdrawal = self._withdrawal

    def _items(self) -> tuple[ItemProgress, ...]:
        """Of a case that had ended before this run, the items as they ended."""
        if self._handling is None:
            return self._outcome.items if self._outcome else ()
        file = self._handling.file
        return tuple(item_progress(item, file) for item in file.items.values())


def failure(returned: Returned) -> ApplicationError:
    """A run that fails leaves the id of its submission free for a mended one."""
    return ApplicationError(
        returned.says,
        [field.model_dump() for field in returned.wrong_fields],
        type=returned.failure,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )
