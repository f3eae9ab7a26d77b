"""A department of another make than the stand-in."""

from typing import Final
from uuid import uuid4

from client.departments.desk import Desk
from client.messages.cases.answers import (
    Answer,
    Decided,
    Decision,
    Granted,
    IssuedLicence,
    LicenceKind,
    Pending,
    Refused,
    Request,
    Retraction,
    RetractionAnswer,
    Revision,
    RulesJudgement,
    Withdrawn,
)

DOUBTFUL: Final = "tobacco-licence"
"""An item that it proposes to refuse."""
KIND: Final = LicenceKind(code="sign-permit", name="招牌许可", type_code="11100000MB0349640A001")
PROPOSAL: Final = Refused(reasons=("不符合规划",), basis="示范", remedies="可以复议", officers=())


class Drawer(Desk):
    """Keeps its answers in a drawer; what no rules grant it leaves to officers, or proposes a refusal."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._licences: dict[str, IssuedLicence] = {}
        self._requests: dict[str, Request] = {}

    def lodge(self, request: Request) -> Answer:
        """See `Desk.lodge`."""
        self._requests[request.key] = request
        if request.key not in self._answers:
            self._answers[request.key] = self._first_answer(request)
        return self._answers[request.key]

    def decide(self, decided: Decided) -> Decision:
        """See `Desk.decide`."""
        key = decided.request.key
        self._requests[key] = decided.request
        match self._answers.get(key):
            case Granted() | Withdrawn() | Refused(officers=[_, *_]) as known:
                return known
            case _:
                decision = decided.refusal or self._grant(decided.request, officers=decided.officers)
                self._answers[key] = decision
                return decision

    def retract(self, retraction: Retraction) -> RetractionAnswer:
        """See `Desk.retract`."""
        match self._answers.get(retraction.key):
            case Refused(officers=[_, *_]) as refused:
                return refused
            case Granted() as granted if not retraction.undo:
                return granted
            case known:
                if isinstance(known, Granted):
                    self._licences.pop(_item(retraction.key), None)
                self._answers[retraction.key] = dropped = Withdrawn()
                return dropped

    def revise(self, revision: Revision) -> Decision:
        """See `Desk.revise`."""
        match self._answers.get(revision.key):
            case Granted() | Refused() | Withdrawn() as known:
                return known
            case _:
                self._licences.pop(_item(revision.key), None)
                request = self._requests[revision.earlier].model_copy(update={"key": revision.key})
                self._requests[revision.key] = request
                granted = self._grant(request, officers=revision.officers) if revision.grants else None
                self._answers[revision.key] = decision = granted or revision.refusal or Withdrawn()
                return decision

    def _first_answer(self, request: Request) -> Answer:
        match request.judgement:
            case RulesJudgement(grants=True, trace=trace):
                return self._grant(request).model_copy(update={"trace": trace})
            case RulesJudgement(trace=trace):
                return Pending(ticket=request.number, trace=trace)
            case None:
                return PROPOSAL if f"/{DOUBTFUL}/" in request.key else Pending(ticket=request.number)

    def _grant(self, request: Request, *, officers: tuple[str, ...] = ()) -> Granted:
        if request.gives is None:
            return Granted(officers=officers)
        new = IssuedLicence(code=KIND.code, name=KIND.name, identifier=f"L/{uuid4()}")
        return Granted(licence=self._licences.setdefault(_item(request.key), new), officers=officers)


def _item(key: str) -> str:
    return key.rpartition("/")[0]
