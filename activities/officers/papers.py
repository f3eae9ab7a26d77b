"""Papers, as officers open them: the file itself, for the department that decides upon it."""

from base64 import b64encode

from temporalio import activity

from activities.cases.arrivals import Received
from activities.cases.sequels import enclosures
from activities.ledger import Ledger
from activities.ledger.cases import case_states, cases
from activities.ports.document_store import DocumentStore
from activities.rejection import rejected
from client.errors import Mend, NotPossible, UnknownItem, WrongDepartment
from client.messages.cases.submission import Paper
from client.messages.documents.document import ShownChunk
from client.messages.officers.commands import ChunkWanted, PaperWanted


class Papers:
    """Opens what applicants have uploaded."""

    def __init__(self, ledger: Ledger, store: DocumentStore) -> None:
        self._ledger = ledger
        self._store = store

    @activity.defn
    def open_paper(self, wanted: PaperWanted) -> Paper:
        """The file, or where it was uploaded.  Raises `UnknownItem`, `WrongDepartment`."""
        try:
            return self.find(wanted)
        except Mend as refused:
            raise rejected(type(refused), str(refused)) from None

    def find(self, wanted: PaperWanted) -> Paper:
        """The same, for whoever is no activity.

        An item has the papers of its plan, and those that its department has asked for besides. What is for
        no item, as far as the plan goes, is the lead department's to look through: the one window is its own.
        """
        about = f"办件 {wanted.case} 的 {wanted.item}"
        with self._ledger.reading() as books:
            known = cases.find(books, wanted.case)
            filed = cases.paper(books, wanted.case, _place(wanted))
            asked = case_states.asked_of(books, wanted.case, wanted.item)
        plan = Received.model_validate_json(known.reception).plan if known else None
        item = next((one for one in plan.items if one.code == wanted.item), None) if plan else None
        if plan is None or item is None:
            raise UnknownItem(f"{about}：没有这个事项")
        bodies = {step.body for procedure in item.procedures for step in procedure.steps}
        if wanted.department not in {item.department, *bodies}:
            raise WrongDepartment(f"{about} 由{item.department_name}查阅")
        handed = {paper.code for paper in item.papers}
        handed |= {paper.code for paper in (asked.papers if asked else ())}
        unclaimed = wanted.code not in {paper.code for one in plan.items for paper in one.papers}
        to_be_sorted = unclaimed and wanted.department == plan.lead
        if filed is None or not (wanted.sequel or wanted.code in handed or to_be_sorted):
            raise UnknownItem(f"{about}：没有收到文件 {wanted.code!r}")
        return filed

    def show_chunk(self, wanted: ChunkWanted) -> ShownChunk:
        """One of a paper that was uploaded, sealed as it came.  Raises as `find`, and `NotPossible`."""
        document = self.find(wanted).document
        sealed = self._store.get(document.id, wanted.number) if document else None
        if sealed is None:
            raise NotPossible(f"办件 {wanted.case} 的材料 {wanted.code} 没有第 {wanted.number} 片")
        return ShownChunk(sealed=b64encode(sealed))


def _place(wanted: PaperWanted) -> str:
    return enclosures.place(wanted.item, wanted.sequel, wanted.code) if wanted.sequel else wanted.code
