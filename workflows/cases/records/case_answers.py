"""What may be asked of a case, by whoever may know it: of a run, or of a file that was kept."""

from collections.abc import Callable, Iterable
from typing import TypeVar, cast
from uuid import UUID

from temporalio import workflow

from activities.cases.arrivals import Returned
from activities.cases.notices import Delivered
from activities.enquiries.reading import READ, TOLD
from activities.enquiries.titles import CALLED, FiledPaths
from activities.trust.notary import ATTEST
from client import names
from client.errors import CaseNotFound, UnknownItem
from client.messages.cases.evidence import CaseBundle
from client.messages.cases.explanation import Reckonings
from client.messages.cases.progress import Outcome, Progress
from client.messages.cases.receipt import Receipt
from client.messages.message import Nothing
from client.messages.officers.docket import Sheet
from client.trust.actor import Role
from matters.language.form import FORM, RULES
from workflows.cases.records import exhibits, progress
from workflows.cases.records.case_file import CaseFile
from workflows.cases.rest import carried
from workflows.trust import gate
from workflows.trust.gate import NOTHING

OnFileT = TypeVar("OnFileT", Progress, Sheet)


class CaseAnswers:
    """A case, as far as it is asked."""

    _file: CaseFile

    @property
    def _whole(self) -> CaseFile:
        """Raises `LookupError` where a case that had ended was begun again: then what is on file answers."""
        if self._file.ended_before:
            raise LookupError("this case had ended before; what is on file of it answers")
        return self._file

    @workflow.query(name=names.RECEIPT)
    def recorded_receipt(self, _: Nothing = NOTHING) -> Receipt | None:
        """What the one window has answered, if it has; also when the case has long been closed."""
        return progress.receipt(self._file)

    @workflow.query(name=names.PROGRESS)
    def progress(self, _: Nothing = NOTHING) -> Progress:
        """Where the case and its items stand; and what was told since, once it is closed."""
        now = progress.progress(_with_what_was_told_since(self._whole))
        paths = [point.path for notice in now.notices if notice.open for point in notice.points]
        return now.model_copy(update={"called": self._called(paths)}) if paths else now

    @workflow.query(name=names.OUTCOME)
    def outcome(self, _: Nothing = NOTHING) -> Outcome | None:
        """How it has ended, if it has."""
        return self._file.outcome

    @workflow.query(name=names.SHEET)
    def sheet(self, item: str) -> Sheet | None:  # none by the wire of this release, which is not narrowed
        """An item as its officers see it.  Raises `UnknownItem`."""
        file = _with_what_was_told_since(self._whole)
        seen = progress.sheet(item, file, prepared=exhibits.prepared(item, self._file))
        if seen is None:
            raise self._no_item(item)
        fields = seen.request.fields if seen.request else ()
        paths = [*(f"{FORM}{name}" for name in fields), *(point.path for point in seen.progress.points)]
        paths += [f"{RULES}{reason.rule}" for reason in seen.trace]
        return seen.model_copy(update={"called": self._called(paths)})

    @workflow.query(name=names.EXPLAIN)
    def explain(self, _: Nothing = NOTHING) -> Reckonings:
        """How every deadline of the case comes about, day by day."""
        return progress.reckonings(self._whole)

    @workflow.query(name=names.BUNDLE)
    def bundle(self, item: str = "") -> CaseBundle:
        """The case as evidence: whole for its applicant, for the department of an item its own part."""
        file, speaker = self._whole, gate.spoken().speaker
        reader = None if speaker and speaker.role is Role.PLATFORM else file.department_of(item)
        if reader == "":
            raise self._no_item(item)
        attest = cast("exhibits.Attest", workflow.extern_functions()[ATTEST])
        return exhibits.bundle(file, attest, reader=reader)

    def _called(self, paths: Iterable[str]) -> dict[str, str]:
        plan = self._file.plan
        read = cast("Callable[[str, FiledPaths], dict[str, str]]", workflow.extern_functions()[READ])
        return read(CALLED, FiledPaths(plan.one_matter, plan.edition, paths))

    def _no_item(self, item: str) -> UnknownItem | CaseNotFound:
        """Of what nobody has filed who may, no department has an item: there may be a case on file."""
        if isinstance(returned := self._file.reception, Returned):
            return CaseNotFound(f"办件 {self._file.id} 未收件（{returned.says}），没有事项")
        return UnknownItem(f"办件 {self._file.id} 没有事项 {item!r}")


class ClosedCase(CaseAnswers):
    """One of which the server has forgotten its run, or has somebody else's under its id."""

    def __init__(self, file: CaseFile) -> None:
        self.filed = self._file = file

    def answer(self, question: str, item: str) -> object:
        """What its run would say now.  Raises `CaseNotFound`: there is no such question."""
        match question:
            case names.RECEIPT:
                return self.recorded_receipt()
            case names.PROGRESS:
                return self._marked(self.progress())
            case names.OUTCOME:
                return self.outcome()
            case names.SHEET:
                seen = self.sheet(item)
                return seen and self._marked(seen)
            case names.EXPLAIN:
                return self.explain()
            case names.BUNDLE:
                return self.bundle(item)
            case _:
                raise CaseNotFound(f"已办结的办件不能查询 {question!r}")

    def _marked(self, told: OnFileT) -> OnFileT:
        """Whoever reads of an open one must know that nobody is at work on it."""
        return told if self._file.outcome else told.model_copy(update={"on_file": True})


def _with_what_was_told_since(file: CaseFile) -> CaseFile:
    """Of a case that is closed, every letter, and how it was served: the ledger knows, its run does not."""
    if not file.outcome:
        return file
    read = cast("Callable[[str, UUID], Delivered]", workflow.extern_functions()[READ])
    return carried.as_told(file, read(TOLD, file.id))
