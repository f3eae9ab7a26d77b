"""What operators order of a case: that it goes on in a new run, and that it ends."""

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client import names
from client.messages.officers.operators_word import CaseEnding, OperatorsWord
from workflows.cases.admissibility import require_open, require_received, require_undecided, require_words
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ProposedEnd
from workflows.cases.rest import endings
from workflows.renewal import Renewal
from workflows.trust import gate


class OperatorsWords:
    """A case, as far as those who run the engine speak to it."""

    _file: CaseFile
    renewal: Renewal

    @workflow.update(name=names.RENEW)
    def renew(self, word: OperatorsWord) -> None:  # noqa: ARG002 (it is kept as it was heard)
        """A new release is there, or a key: it goes on in a new run, as soon as it may."""
        self.renewal.asked = True

    @renew.validator
    def may_be_renewed(self, word: OperatorsWord) -> None:  # noqa: ARG002
        require_open(self._file)

    @workflow.update(name=names.END)
    def end(self, word: OperatorsWord) -> CaseEnding:
        """Two operators who say the same end it."""
        spoken, proposed = gate.spoken(), self._file.ending
        digest = spoken.evidence.digest if spoken.evidence else ""
        if proposed and proposed.digest == digest and proposed.person != spoken.person:
            terminate(self._file, word.reason)
            return CaseEnding()
        self._file.ending = ProposedEnd(digest=digest, person=spoken.person)
        return CaseEnding(waits=True)

    @end.validator
    def may_end(self, word: OperatorsWord) -> None:
        require_undecided(self._file)
        require_received(self._file)
        require_words("终止办理", "理由", word.reason)


def terminate(file: CaseFile, because: str = "") -> None:
    """What is granted stays, the rest is not decided, and everybody is told."""
    file.terminated = True
    says = "因系统运行原因终止办理，并非您的撤回；未决定的事项请重新提交，已缴费用退回"
    says += endings.instruction(file) if file.is_open else ""
    file.tell(Addressee.APPLICANT, NoticeKind.TERMINATED, says)
    reason = f"（{because}）" if because else ""
    file.tell(Addressee.SUPERVISOR, NoticeKind.TERMINATED, f"案件被运行人员终止{reason}，请核实并联系申请人")
