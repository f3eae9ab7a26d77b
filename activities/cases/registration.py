"""A received submission is entered: in the register of cases, and as a line of lists.

A case comes in again where the server has lost it. Departments know the keys of what they were asked; what
they do not know of is told to the new run here, so that nobody pays twice, or is told twice.
"""

from typing import Final

from activities.cases.arrivals import Arrival, Recalled, Received, Reception, Returned
from activities.cases.notices import on_file
from activities.database import Transaction
from activities.ledger import CaseRow, Known
from activities.ledger.cases import cases, heard_words
from activities.ledger.lists import case_lines, holds
from activities.ledger.money import fee_payments
from activities.lists import feed
from client import names
from client.messages.cases.progress import Outcome, Stage, State
from client.messages.cases.submission import Submission
from client.messages.lists.case_line import CaseLine, Hold, Holder, ItemLine
from client.messages.lists.event import EventKind
from client.messages.money.payment import Payment
from client.trust.said import claimed

TO_MEND: Final = "补正"


def register(books: Transaction, received: Received, arrival: Arrival) -> None:
    """One that has come in."""
    cases.register(books, _row(received))
    line = _line(received, arrival)
    is_news = case_lines.enter(books, line)
    if line.stage is Stage.CORRECTION:
        holds.keep(books, line.case, [_to_mend(received)], first=0)
    if is_news:
        feed.tell_line(books, line, EventKind.RECEIVED, mark="received")


def _to_mend(received: Received) -> Hold:
    receipt = received.receipt
    return Hold(holder=Holder.APPLICANT, does=TO_MEND, since=receipt.received_at, due_on=receipt.answer_by)


def mend(books: Transaction, received: Received) -> None:
    """The plan that a mended form has drawn, or that it has come to nothing."""
    cases.mend(books, _row(received))
    if received.outcome:
        line = case_lines.turn_away(books, received.outcome)
        feed.tell_line(books, line, EventKind.CLOSED, mark="turned-away")


def _row(received: Received) -> CaseRow:
    receipt, plan = received.receipt, received.plan
    return CaseRow(
        id=str(receipt.case),
        fingerprint=receipt.fingerprint,
        one_matter=plan.one_matter,
        edition=plan.edition,
        applicant_key=received.applicant_key,
        acceptance_number=receipt.acceptance_number or None,
        received_at=receipt.received_at,
        reception=received.model_dump_json(),
        outcome=received.outcome.model_dump_json() if received.outcome else None,
    )


def _line(received: Received, arrival: Arrival) -> CaseLine:
    """As it stands before its run has taken a step; what the engine files itself is no platform's."""
    receipt, plan, outcome = received.receipt, received.plan, received.outcome
    claims = claimed(arrival.evidence.word) if arrival.evidence else None
    numbers = {item.code: item.number for item in receipt.items}
    return CaseLine(
        case=receipt.case,
        one_matter=plan.one_matter,
        edition=plan.edition,
        platform=claims.speaker.actor if claims else "",
        region=arrival.submission.region,
        channel=arrival.submission.channel,
        number=receipt.acceptance_number,
        stage=Stage.CLOSED if outcome else Stage.HANDLING if receipt.accepted else Stage.CORRECTION,
        outcome=outcome and outcome.kind,
        received_at=receipt.received_at,
        closed_at=outcome and outcome.closed_at,
        due_on=receipt.due_on,
        holders=() if outcome else (Holder.OUTSIDE if receipt.accepted else Holder.APPLICANT,),
        items=tuple(
            ItemLine(
                code=item.code,
                name=item.name,
                department=item.department,
                number=numbers[item.code],
                state=State.WAITING,
                due_on=item.due.on,
            )
            for item in plan.items
            if receipt.accepted
        ),
    )


def repeat(books: Transaction, known: Known, submission: Submission) -> Reception:
    """The answer that was given, with what is on file of the case since."""
    received = Received.model_validate_json(known.reception)
    if not received.receipt.is_of(submission):
        return Returned(
            failure=names.DIFFERENT_SUBMISSION,
            says=f"标识 {submission.id} 已经用于另一内容的申请；请使用新的标识，或者原样重新提交",
        )
    outcome = known.outcome and Outcome.model_validate_json(known.outcome)
    before = None if outcome else recalled(books, received)
    return received.model_copy(update={"outcome": outcome or received.outcome, "recalled": before})


def recalled(books: Transaction, received: Received) -> Recalled:
    """What is on file of a case for a run that does not know of it."""
    case, received_at = str(received.receipt.case), received.receipt.received_at
    told = on_file(books, received.receipt.case)
    return Recalled(
        payments=tuple(
            Payment(key=paid.key, fen=paid.fen, paid_at=received_at)
            for paid in fee_payments.of_case(books, case)
        ),
        notices=told.notices,
        holds=holds.of(books, received.receipt.case),
        version=case_lines.version(books, received.receipt.case),
        services=told.services,
        heard=heard_words.count(books, received.receipt.case),
    )
