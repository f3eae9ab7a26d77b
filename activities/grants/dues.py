"""What a grant that is paid should have come to: upon the facts of its payment, or as it is known now."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter

from activities.database import Transaction
from activities.grants import beneficiaries, policies
from activities.grants.judgement import entitlement, judge_some
from activities.grants.register_answers import RegisterAnswers
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.money import payments
from activities.ledger.money.payments import Arrived
from matters.entitlement.entitlement import Entitlement, EntitlementVerdict
from matters.language import Firm, Person

NOTHING_TAKEN_BACK: Final[Mapping[str, Any]] = MappingProxyType({})

_FACTS: Final[TypeAdapter[Person | Firm]] = TypeAdapter(Person | Firm)


def facts(beneficiary: Person | Firm) -> str:
    """What the rules know of a beneficiary, to be kept with the payment that rests upon it."""
    return _FACTS.dump_json(beneficiary).decode()


def knew_of_a_death(paid: Arrived) -> bool:
    """Whether a payment was made upon facts that told of one."""
    then = _FACTS.validate_json(paid.facts)
    return isinstance(then, Person) and then.died_on is not None


def upon_payment(
    books: Transaction,
    registers: RegisterAnswers,
    standing: GrantRecord,
    *,
    never: Mapping[str, Any] = NOTHING_TAKEN_BACK,
) -> Entitlement | None:
    """By the facts of the last payment, and a death or move that is known since; None where a rule fails.

    Whoever moves or is hired later was rightly paid before, and mostly registers tell only how it is now.
    What was `never` so, fields of a person as a register has set them right, was not so then; unless the
    first of them was told as it was anew, and it is the taking back that comes once more.
    """
    paid = payments.arrived(books, standing.reference)[-1]
    then = _FACTS.validate_json(paid.facts)
    if isinstance(then, Person):
        held = person(books, registers, standing)
        anew = any(_are_alike(held, then, name) for name in [*never][:1])
        was_not = NOTHING_TAKEN_BACK if anew else never
        then = replace(then, **{**_known_since(held, standing), **was_not})
    return entitlement(then, policies.of(standing), on=paid.made_on, claimed=True)


def _are_alike(held: Person | None, then: Person, name: str) -> bool:
    is_held = getattr(held, name, None)
    return is_held is not None and is_held == getattr(then, name)


def person(books: Transaction, registers: RegisterAnswers, standing: GrantRecord) -> Person | None:
    """The beneficiary as registers hold him now; nobody, if they hold no such person."""
    grant = policies.of(standing).grant
    rows = registers.rows(books, beneficiaries.kind(grant), [standing.beneficiary])
    held = next((beneficiaries.read(grant, row, ()).beneficiary for row in rows), None)
    return held if isinstance(held, Person) else None


def _known_since(held: Person | None, standing: GrantRecord) -> dict[str, Any]:
    """A death, and where somebody lived in the period, if the registers tell since when."""
    period = policies.of(standing).period
    if held is None:
        return {"died_on": None}
    known: dict[str, Any] = {"died_on": held.died_on}
    if held.registered_since and held.registered_since <= period.last:
        known |= {"registered_in": held.registered_in, "registered_since": held.registered_since}
    return known


def as_known_now(books: Transaction, registers: RegisterAnswers, standing: GrantRecord) -> Entitlement | None:
    """For the day of the last payment, by what the registers hold now; None where they cannot say.

    Whether an account is known now does not matter, nor what is wished.
    """
    chosen, on = policies.of(standing), payments.last_day(books, standing.reference)
    found = judge_some(books, registers, chosen, [standing.beneficiary], on=on, claimed=True)
    if not found:
        return None
    held = found[standing.beneficiary][0].held
    return entitlement(replace(held.beneficiary, account_known=True), chosen, on=on, claimed=True)


def owed(found: Entitlement | None) -> int | None:
    """In fen; None where the rules cannot say it."""
    if found is None or found.verdict is EntitlementVerdict.MISSING:
        return None
    return found.amount.fen if found.amount else 0
