"""What an applicant hands in later: the form is mended, and a new plan is drawn."""

from collections.abc import Sequence

from temporalio import workflow

from activities.cases.arrivals import Mending, Received, Reception, Returned
from activities.cases.reception import Window
from client import names
from client.errors import WrongField
from client.messages.cases.correction import Supplement, Supplemented
from client.messages.cases.progress import State
from client.messages.cases.submission import Submission
from matters.language.groups.amendment import amended, changed
from workflows import calls
from workflows.cases.admissibility import failure, require_asked
from workflows.cases.joint_handling import JointHandling
from workflows.cases.records.case_file import CaseFile


async def take(supplement: Supplement, handling: JointHandling) -> Supplemented:
    """One after the other.  Raises the failure of one that cannot be read."""
    file = handling.file
    async with file.mending:
        require_asked(file)  # another answer may have come first
        mended = await _mend(supplement, file)
        if isinstance(mended, Returned):
            raise failure(mended)
        return _take_up(supplement, mended, handling)


async def _mend(supplement: Supplement, file: CaseFile) -> Reception:
    changes = changed(file.submission.form, supplement.form)
    if wrong := (*_touched(file, changes), *_misplaced(file, changes)):
        return Returned(failure=names.INVALID_FORM, says="已办结事项的内容不能修改", wrong_fields=wrong)
    mending = Mending(
        submission=_mended(supplement, file.submission).model_copy(update={"papers": supplement.papers}),
        uploaded=dict(file.sha256),
        numbers=file.numbers,
        plan_number=file.plan.number + 1,
        received_at=file.received_at,
        at=workflow.now(),
        accepted_on=file.clock.accepted_on(file.plan.calendar) or file.today,
    )
    return await calls.own(Window.supplement, mending, summary="补正受理与办理方案")


def _mended(supplement: Supplement, told: Submission) -> Submission:
    """Without the papers, which the ledger keeps."""
    committed = told.committed or supplement.committed
    return told.model_copy(update={"form": amended(told.form, supplement.form), "committed": committed})


def _take_up(supplement: Supplement, mended: Received, handling: JointHandling) -> Supplemented:
    """Before acceptance what is mended adds up; afterwards all of it is taken, or nothing."""
    file, findings = handling.file, mended.receipt.findings
    if file.items and not mended.receipt.accepted:
        return Supplemented(accepted=False, plan=file.plan.number, findings=findings)
    file.submission = _mended(supplement, file.submission)
    if mended.receipt.accepted:
        file.reception = mended
        handling.correction.answer(supplement)
        handling.adopt(mended)
        handling.correction.hand_out()
    elif mended.outcome:
        file.reception = mended
        file.not_accepted = mended.outcome
    else:
        handling.correction.narrow(findings)
    file.sha256 |= mended.sha256  # not before: an item that is granted is at work as long as it lacks one
    return Supplemented(accepted=mended.receipt.accepted, plan=file.plan.number, findings=findings)


def _touched(file: CaseFile, changed: Sequence[str]) -> tuple[WrongField, ...]:
    """Answers that a decision already rests upon cannot be changed by a supplement."""
    return tuple(
        WrongField(path=f"form.{field}", says=f"“{item.planned.name}”已据此办结，不能再修改")
        for item in file.items.values()
        if item.state is State.GRANTED
        for field in changed
        if item.planned.rests_on(field)
    )


def _misplaced(file: CaseFile, changed: Sequence[str]) -> tuple[WrongField, ...]:
    """Whose items are whose, nobody could tell any more."""
    lists = [field for field in changed if file.items and f"form.{field}[]" in file.plan.answerable]
    return tuple(
        WrongField(path=f"form.{field}", says=f"请逐项更正，如 {field}[0]；减少一项的，填 null")
        for field in lists
    )
