"""A general stand-in for any department: keeps its own books, grants unless it is set otherwise."""

from datetime import date, datetime
from typing import Final

from pydantic import TypeAdapter
from temporalio import activity

from activities.database import Transaction
from activities.errors import DepartmentFault, DepartmentSilent
from activities.stand_ins import licence_library
from activities.stand_ins.books import District, Lodging, lodgings
from client.departments.desk import Desk
from client.messages.cases.answers import (
    Answer,
    Decided,
    Decision,
    Granted,
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
from matters import clock
from matters.language import last_day_of_years

from .behaviour import (
    BEHAVIOUR,
    Asking,
    Behaviour,
    ByRules,
    Failing,
    Instant,
    Refusing,
    Reviewing,
    Silent,
    Slow,
)

SILENCE: Final = 2.0
"""Seconds after which a caller takes a silent system for silent."""
HEARTBEAT: Final = 1.0
INSPECTORS: Final = ("inspector-1", "inspector-2")
"""Who went and saw, where the stand-in decides an item that is inspected."""

_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)


def behave(district: District, behaviour: Behaviour, *, matter: str, case: str = lodgings.EVERY_CASE) -> None:
    """Set how the stand-in for `matter` behaves, towards one case or all."""
    with district.transaction() as books:
        lodgings.set_behaviour(books, case=case, matter=matter, behaviour=behaviour.model_dump_json())


class StandIn(Desk):
    """Decides in one transaction with the entry in its books, so a crash leaves both or neither."""

    def __init__(self, district: District) -> None:
        self._district = district

    def lodge(self, request: Request) -> Answer:
        """See `Desk.lodge`."""
        with self._district.transaction() as books:
            entry = _enter(books, request)
            behaviour = _behaviour(books, request)
            if entry.answer or isinstance(behaviour, Instant | ByRules):
                return _decide(books, request, entry, behaviour)
        _take_time(behaviour, entry.calls)
        with self._district.transaction() as books:
            return _decide(books, request, lodgings.get(books, request.key), behaviour)

    def decide(self, decided: Decided) -> Decision:
        """See `Desk.decide`."""
        request = decided.request
        with self._district.transaction() as books:
            entry = _enter(books, request)
            match _ANSWER.validate_json(entry.answer) if entry.answer else None:
                case Granted() | Withdrawn() | Refused(officers=[_, *_]) as known:
                    return known
                case _:
                    decision = decided.refusal or _grant(books, request, decided.officers, at=decided.at)
                    lodgings.answer(books, key=request.key, answer=decision.model_dump_json())
                    return decision

    def retract(self, retraction: Retraction) -> RetractionAnswer:
        """See `Desk.retract`."""
        key = retraction.key
        with self._district.transaction() as books:
            entry = lodgings.enter(books, key=key, department=retraction.department)
            match _ANSWER.validate_json(entry.answer) if entry.answer else None:
                case Withdrawn() | Refused(officers=[_, *_]) as known:
                    return known
                case Granted() as granted if not retraction.undo:
                    return granted
                case undecided_or_undone:
                    if isinstance(undecided_or_undone, Granted):
                        licence_library.revoke(books, issue_key=_issue_key(key), because=retraction.reason)
                    lodgings.answer(books, key=key, answer=Withdrawn().model_dump_json())
                    return Withdrawn()

    def revise(self, revision: Revision) -> Decision:
        """See `Desk.revise`."""
        key = revision.key
        with self._district.transaction() as books:
            text = lodgings.request(books, revision.earlier)
            entry = lodgings.enter(books, key=key, department=revision.department, request=text)
            if entry.answer:
                return _DECISION.validate_json(entry.answer)
            licence_library.revoke(books, issue_key=_issue_key(key), because=revision.because)
            decision: Decision = revision.refusal or Withdrawn()
            if revision.grants:
                request = Request.model_validate_json(text).model_copy(update={"key": key})
                decision = _grant(books, request, revision.officers, at=revision.at, until=revision.until)
            lodgings.answer(books, key=key, answer=decision.model_dump_json())
            return decision


def _enter(books: Transaction, request: Request) -> Lodging:
    text = request.model_dump_json()
    return lodgings.enter(books, key=request.key, department=request.department, request=text)


def _behaviour(books: Transaction, request: Request) -> Behaviour:
    case, matter, _ = request.key.split("/")
    text = lodgings.behaviour(books, case=case, matter=matter)
    return BEHAVIOUR.validate_json(text) if text else ByRules()


def _take_time(behaviour: Behaviour, calls: int) -> None:
    match behaviour:
        case Slow(seconds=seconds):
            _wait(seconds)
        case Failing(times=times) if calls <= times:
            raise DepartmentFault(f"the department's system failed ({calls} of {times})")
        case Silent():
            _wait(SILENCE)
            raise DepartmentSilent(f"the department's system did not answer in {SILENCE:g} s")
        case _:
            pass


def _wait(seconds: float) -> None:
    """Sleep with a sign of life every second, and end early when the call is cancelled."""
    while seconds > 0:
        activity.heartbeat()
        activity.wait_for_cancelled_sync(min(HEARTBEAT, seconds))
        seconds -= HEARTBEAT


def _decide(books: Transaction, request: Request, entry: Lodging, behaviour: Behaviour) -> Answer:
    """The first decision stands: once an answer is in the books, every call gets that one."""
    if entry.answer:
        return _ANSWER.validate_json(entry.answer)
    answer = _answer(books, request, behaviour)
    lodgings.answer(books, key=request.key, answer=answer.model_dump_json())
    return answer


def _answer(books: Transaction, request: Request, behaviour: Behaviour) -> Answer:
    match behaviour:
        case Refusing(refusal=refusal):
            return refusal
        case Asking(wants=wants, then=then) if then == "wanting" or request.key.endswith("/1"):
            return wants
        case ByRules() if request.judgement:
            return _answer_by_rules(books, request, request.judgement)
        case ByRules() if request.doubts:
            return Pending(ticket=request.number)
        case Reviewing() | Asking(then="reviewing"):
            return Pending(
                ticket=request.number, promised=isinstance(behaviour, Reviewing) and behaviour.promised
            )
        case _:
            return _grant(books, request, INSPECTORS if request.inspection else (), at=request.lodged_at)


def _answer_by_rules(books: Transaction, request: Request, judgement: RulesJudgement) -> Answer:
    """With the reasons, whoever decides: rules, or an officer because of them."""
    if judgement.grants:
        return _grant(books, request, (), at=request.lodged_at).model_copy(update={"trace": judgement.trace})
    return Pending(ticket=request.number, trace=judgement.trace)


def _grant(
    books: Transaction,
    request: Request,
    officers: tuple[str, ...],
    *,
    at: datetime,
    until: date | None = None,
) -> Granted:
    """A licence is dated and numbered by the day of the decision; it may end on a day that is named."""
    if request.gives is None:
        return Granted(officers=officers)
    licence = licence_library.issue(
        books,
        request.gives,
        issuer=request.issuer,
        holder=request.gives.holder or request.applicant.identity_number,
        co_holders=request.gives.co_holders,
        issue_key=_issue_key(request.key),
        at=at,
        valid_until=until or _valid_until(request.gives, at),
        elements=request.gives.face,
    )
    return Granted(licence=licence, officers=officers)


def _valid_until(kind: LicenceKind, at: datetime) -> date | None:
    """The day of the decision is the first on which it is valid."""
    return last_day_of_years(clock.day_in_china(at), kind.valid_years) if kind.valid_years else None


def _issue_key(key: str) -> str:
    """An item gives one licence, in whichever rounds it is granted."""
    return key.rsplit("/", 1)[0]
