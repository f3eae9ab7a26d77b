"""Where a grant stands, and what may become of it from there."""

from typing import Final

from activities.database import Transaction
from activities.grants import objection_tasks, policies
from activities.grants.judgement import Place, stopped_by_rules
from activities.ledger.grants import grants, objections
from activities.ledger.money import accounts
from client.messages.grants.offers import GrantState, Standing
from matters import clock

UNDECIDED: Final = (
    GrantState.OFFERED,
    GrantState.ASKED,
    GrantState.SECOND_LOOK,
    GrantState.GRANTED,
    GrantState.RETURNED,
)
"""No money is under way, and none has arrived but in an earlier round."""

SEEN_TO: Final = (GrantState.GRANTED, GrantState.OBJECTED)
"""A run waits for the pay day, or for an officer."""

ENDED: Final = (GrantState.STOPPED, GrantState.DECLINED)


def may_come_back(standing: grants.GrantRecord) -> bool:
    """What a rule has stopped, or could not read: what an officer has stopped only an objection changes."""
    stopped = standing.state is GrantState.STOPPED
    by_rule = stopped and stopped_by_rules(policies.of(standing), standing.because)
    return by_rule or standing.state is GrantState.FAULTY


def kept(there: Place, *, paid: int) -> Place:
    """Where a grant goes: of one that ends, what is paid stays paid until it is claimed back."""
    return Place(GrantState.PAID, fen=paid) if paid and there.state in ENDED else there


def of(books: Transaction, reference: str) -> Standing:
    """Where a grant stands, for those who acted, and for the workflow that sees to it."""
    found = grants.require(books, reference)
    grant, period = policies.of(found)
    first = policies.payable_from(grant, period)
    waits = [found.objections_until + clock.ONE_DAY] if found.objections_until else []
    waits += filter(None, [accounts.usable_from(books, found.payee)])
    pending = objections.pending(books, reference)
    return Standing(
        reference=reference,
        policy=found.policy,
        name=grant.name,
        department=grant.department.name,
        state=found.state,
        fen=found.fen,
        because=found.because,
        payable_from=max(first, *waits) if waits else first,
        remind_on=pending and objection_tasks.remind_on(pending.raised_on, pending.due_on),
        answer_by=pending and pending.due_on,
        overpaid=found.overpaid,
        since=pending.raised_on if pending else found.waits_since,
    )
