"""What an applicant hands in later: the form is mended, and a new plan is drawn."""

from collections.abc import Callable, Sequence

from temporalio import workflow

from activities.cases.arrivals import Mending, Received, Reception, Returned
from activities.cases.reception import Window
from client import names
from client.errors import WrongField
from client.messages.cases.correction import Supplement, Supplemented
from client.messages.cases.progress import State
from client.messages.cases.submission import Submission
from matters.language.form import FORM
from matters.language.groups.amendment import amended, changed
from workflows import calls
from workflows.cases.admissibility import failure, require_asked
from workflows.cases.correction import Correction
from workflows.cases.records import demands
from workflows.cases.records.case_file import CaseFile


class Supplements:
    """One after the other; the plan that is drawn is adopted by the case."""

    def __init__(self, file: CaseFile, correction: Correction, *, adopt: Callable[[Received], None]) -> None:
        self._file = file
        self._correction = correction
        self._adopt = adopt

    async def take(self, supplement: Supplement) -> Supplemented:
        """In its turn.  Raises the failure of one that cannot be read."""
        async with self._file.mending:
            return await self.take_now(supplement)

    async def take_now(self, supplement: Supplement) -> Supplemented:
        """For whoever has the turn (`file.mending`).  Raises the failure of one that cannot be read."""
        require_asked(self._file)  # another answer may have come first
        mended = await _mend(supplement, self._file)
        if isinstance(mended, Returned):
            raise failure(mended)
        return self._take_up(supplement, mended)

    def _take_up(self, supplement: Supplement, mended: Received) -> Supplemented:
        """Before acceptance what is mended adds up; afterwards all of it is taken, or nothing."""
        file, findings = self._file, mended.receipt.findings
        if file.items and not mended.receipt.accepted:
            file.correction.found = tuple(found.path for found in findings)
            return Supplemented(accepted=False, plan=file.plan.number, findings=findings)
        file.correction.insisted = demands.insisted(supplement, file)
        file.submission = _mended(supplement, file.submission)
        if mended.receipt.accepted:
            file.reception = mended
            self._correction.answer(supplement)
            self._adopt(mended)
            self._correction.hand_out()
        elif mended.outcome:
            file.reception = mended
            file.not_accepted = mended.outcome
        else:
            self._correction.narrow(findings)
        file.sha256 |= mended.sha256  # not before: an item that is granted is at work as long as it lacks one
        return Supplemented(accepted=mended.receipt.accepted, plan=file.plan.number, findings=findings)


async def _mend(supplement: Supplement, file: CaseFile) -> Reception:
    changes = changed(file.submission.form, supplement.form)
    if wrong := (*_touched(file, changes), *_misplaced(file, changes)):
        return Returned(failure=names.INVALID_FORM, says="已办结事项的内容不能修改", wrong_fields=wrong)
    said = file.submission.electronic_service if file.electronic is None else file.electronic
    mending = Mending(
        submission=_mended(supplement, file.submission).model_copy(
            update={"papers": supplement.papers, "electronic_service": said}
        ),
        uploaded=dict(file.sha256),
        numbers=file.numbers,
        plan_number=file.plan.number + 1,
        received_at=file.received_at,
        at=workflow.now(),
        accepted_on=file.clock.accepted_on(file.plan.calendar) or file.today,
        insisted=demands.insisted(supplement, file),
    )
    return await calls.own(Window.supplement, mending, summary="补正受理与办理方案")


def _mended(supplement: Supplement, told: Submission) -> Submission:
    """Without the papers, which the ledger keeps."""
    committed = told.committed or supplement.committed
    return told.model_copy(update={"form": amended(told.form, supplement.form), "committed": committed})


def _touched(file: CaseFile, changed: Sequence[str]) -> tuple[WrongField, ...]:
    """Answers that a decision already rests upon cannot be changed by a supplement."""
    return tuple(
        WrongField(path=f"{FORM}{field}", says=f"“{item.planned.name}”已据此办结，不能再修改")
        for item in file.items.values()
        if item.state is State.GRANTED
        for field in changed
        if item.planned.rests_on(field)
    )


def _misplaced(file: CaseFile, changed: Sequence[str]) -> tuple[WrongField, ...]:
    """Whose items are whose, nobody could tell any more."""
    lists = [field for field in changed if file.items and f"{FORM}{field}[]" in file.plan.answerable]
    return tuple(
        WrongField(path=f"{FORM}{field}", says=f"请逐项更正，如 {field}[0]；减少一项的，填 null")
        for field in lists
    )
