"""What the rules say of people as the registers hold them: the same for a page, a payment and an event."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import structlog
from temporalio.exceptions import CancelledError

from activities.database import Transaction
from activities.grants import beneficiaries
from activities.grants.beneficiaries import HeldBeneficiary
from activities.grants.payees import declarations
from activities.grants.policies import ChosenPolicy, is_drawn, needs_word, of
from activities.grants.register_answers import RegisterAnswers
from activities.ledger.grants import grants, opt_outs
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.money import accounts
from activities.ports.population_register import ACCOUNT, Row
from client.messages.grants.offers import GrantState
from matters.entitlement.entitlement import Entitlement, EntitlementVerdict, decide
from matters.language import Enjoyed, Firm, Mode, Person, RuleKind

log = structlog.stdlib.get_logger("judging")

NO_ACCOUNT = ACCOUNT
OPTED_OUT = "opted-out"
NOT_REGISTERED = "not-in-register"
NOTHING_DUE = "nothing-due"
DECLINED = "declined"
UPHELD = "objection-upheld"
LOOKED = "second-look"

_SAYS: Final = {
    OPTED_OUT: "本人（本单位）表示不需要",
    DECLINED: "本人（本单位）未接受这一期",
    UPHELD: "异议成立",
    LOOKED: "抽查复核认为不符合条件",
    NOT_REGISTERED: "登记库中没有此人（单位）",
    NOTHING_DUE: "按标准核算，应发金额为零",
}

UNCLAIMED: Final = (GrantState.MATCHED, GrantState.OFFERED, GrantState.ASKED)
FOUND: Final = (
    GrantState.GRANTED,
    GrantState.SECOND_LOOK,
    GrantState.FILED,
    GrantState.PAID,
    GrantState.RETURNED,
)
"""Where a grant is whose right is found, whatever it has opened as."""


class JudgedBeneficiary(NamedTuple):
    """A beneficiary and what the rules say; `entitlement` is None where a rule failed on the row."""

    held: HeldBeneficiary
    entitlement: Entitlement | None


class Place(NamedTuple):
    """Where a grant belongs by what the rules say, why, and what it comes to in fen."""

    state: GrantState
    because: str = ""
    fen: int = 0


class Judgeable(NamedTuple):
    """Rows of the registers with what else the rules need; of the `declared`, some is their own word."""

    rows: Sequence[Row]
    enjoyed: dict[str, tuple[Enjoyed, ...]]
    opted_out: frozenset[str]
    declared: frozenset[str] = frozenset()


def gather(books: Transaction, chosen: ChosenPolicy, rows: Sequence[Row], *, on: date) -> Judgeable:
    """What was enjoyed before, who wants nothing, and onto what who is paid has said he wants it."""
    grant, period = chosen
    keys = [row[0] for row in rows]
    before = grants.enjoyed(books, keys, policies=(grant.code, *grant.once.among), but=period.label)
    unwilling = opt_outs.opted_out(books, keys, policy=grant.code, period=period.label)
    return Judgeable(_with_accounts(books, chosen, rows, on=on), before, unwilling)


def _with_accounts(
    books: Transaction, chosen: ChosenPolicy, rows: Sequence[Row], *, on: date
) -> Sequence[Row]:
    named = accounts.in_use(books, [row[-1] for row in rows if row[-1]], on=on)
    at = beneficiaries.account_at(chosen.grant)
    return [(*row[:at], named[row[-1]], *row[at + 1 :]) if row[-1] in named else row for row in rows]


def judge(
    material: Judgeable, chosen: ChosenPolicy, *, on: date, claimed: bool = False
) -> Iterable[tuple[JudgedBeneficiary, Place]]:
    """Each of them, and the place where the grant belongs; that day, unless it was `claimed` before."""
    for row in material.rows:
        judged = _judge(row, material, chosen, on=on, claimed=claimed)
        unwilling = judged.held.beneficiary.key in material.opted_out
        yield judged, Place(GrantState.DECLINED, OPTED_OUT) if unwilling else place(judged, chosen)


def judge_some(
    books: Transaction,
    registers: RegisterAnswers,
    chosen: ChosenPolicy,
    keys: Iterable[str],
    *,
    on: date,
    claimed: bool,
) -> dict[str, tuple[JudgedBeneficiary, Place]]:
    """Those of these keys that are registered, by all that is told of them. Their grants are locked."""
    held = registers.rows(books, beneficiaries.kind(chosen.grant), keys)
    rows, declared = declarations.completed(books, registers, chosen, held)
    material = gather(books, chosen, rows, on=on)._replace(declared=declared)
    judged = judge(material, chosen, on=on, claimed=claimed)
    return {one.held.beneficiary.key: (one, there) for one, there in judged}


def place(judged: JudgedBeneficiary, chosen: ChosenPolicy) -> Place:
    """Where a grant begins: to be paid, offered, asked about, looked at again, or nowhere."""
    entitlement = judged.entitlement
    if entitlement is None:
        return Place(GrantState.FAULTY, "rule-failed")
    if entitlement.verdict is EntitlementVerdict.MISSING:
        return Place(GrantState.ASKED, entitlement.missing[0].field)
    if entitlement.verdict is not EntitlementVerdict.ENTITLED or entitlement.amount is None:
        return Place(GrantState.STOPPED, obstacle(entitlement))
    return _due(judged, chosen, entitlement.mode, entitlement.amount.fen)


def _due(judged: JudgedBeneficiary, chosen: ChosenPolicy, mode: Mode, fen: int) -> Place:
    if needs_word(mode):
        return Place(GrantState.OFFERED, fen=fen)
    if judged.held.account is None:
        return Place(GrantState.ASKED, NO_ACCOUNT, fen)
    return looked_at(judged, chosen, fen=fen)


def looked_at(judged: JudgedBeneficiary, chosen: ChosenPolicy, *, fen: int) -> Place:
    """Whether an officer looks at what is due.

    At whom a rule leaves to officers, by its name; at who is drawn, and whoever is believed in some of it.
    """
    if judged.entitlement and (rule := judged.entitlement.left_to_officers):
        return Place(GrantState.SECOND_LOOK, rule.id, fen)
    reference = grants.reference(chosen.grant.code, chosen.period.label, judged.held.beneficiary.key)
    looks = judged.held.declared or is_drawn(chosen.grant, reference)
    return Place(GrantState.SECOND_LOOK if looks else GrantState.GRANTED, fen=fen)


def judge_standing(
    books: Transaction, registers: RegisterAnswers, standing: GrantRecord, *, on: date
) -> tuple[JudgedBeneficiary, Place] | None:
    """One that is entered, as `judge_some`; nothing if registers hold nobody of that key any more."""
    key, claimed = standing.beneficiary, is_claimed(standing)
    return judge_some(books, registers, of(standing), [key], on=on, claimed=claimed).get(key)


def is_claimed(standing: GrantRecord) -> bool:
    """Whether it was claimed, or granted unasked: to whom it was only offered, he must still say so.

    Who need say nothing and lacks an account alone has a right to it already; on any other answer that hangs.
    """
    lacks_account = standing.opens_as == GrantState.ASKED and standing.because == NO_ACCOUNT
    unasked = lacks_account and of(standing).grant.mode is Mode.AUTOMATIC
    return unasked or standing.state in FOUND or standing.opens_as not in UNCLAIMED


def stopped_by_rules(chosen: ChosenPolicy, because: str) -> bool:
    """Whether it was a rule that stopped a grant, and no officer: then new facts may bring it back."""
    return because in (NOTHING_DUE, NOT_REGISTERED, *(rule.id for rule in chosen.grant.all_rules))


def obstacle(entitlement: Entitlement) -> str:
    """The rule that is in the way, or that nothing is due to whom every rule admits."""
    for rule, answer in entitlement.reasons:
        if (rule.kind is RuleKind.CONDITION and answer is False) or (
            rule.kind is RuleKind.EXCLUSION and answer
        ):
            return rule.id
    return NOTHING_DUE


def in_words(chosen: ChosenPolicy, because: str) -> str:
    """Why a grant has ended, as people read it: by the policy, or in the words of whoever has said so."""
    for rule in chosen.grant.all_rules:
        if rule.id == because:
            return f"{'有此情形' if rule.kind is RuleKind.EXCLUSION else '不符合'}：{rule.says}"
    return _SAYS.get(because, because)


def _judge(
    row: Row, material: Judgeable, chosen: ChosenPolicy, *, on: date, claimed: bool
) -> JudgedBeneficiary:
    read = beneficiaries.read(chosen.grant, row, material.enjoyed.get(row[0], ()))
    held = read._replace(declared=row[0] in material.declared)
    return JudgedBeneficiary(held, entitlement(held.beneficiary, chosen, on=on, claimed=claimed))


def entitlement(
    beneficiary: Person | Firm, chosen: ChosenPolicy, *, on: date, claimed: bool
) -> Entitlement | None:
    """What the rules say of one; None where a rule fails on it."""
    try:
        return decide(chosen.grant, beneficiary, period=chosen.period, on=on, claimed=claimed)
    except CancelledError:  # the page's own end, injected: no fault of the rule
        raise
    except Exception as fault:  # noqa: BLE001 (one row that a rule cannot read must not stop a million)
        log.warning("rule failed", policy=chosen.grant.code, fault=type(fault).__name__)
        return None


def entry(judged: JudgedBeneficiary, there: Place, chosen: ChosenPolicy, *, campaign: str) -> dict[str, Any]:
    """A new row of the grants."""
    grant, period = chosen
    beneficiary = judged.held.beneficiary
    return {
        "reference": grants.reference(grant.code, period.label, beneficiary.key),
        "policy": grant.code,
        "edition": grant.edition,
        "period": period.label,
        "beneficiary": beneficiary.key,
        "payee": judged.held.payee,
        "campaign": campaign,
        "state": GrantState.MATCHED,
        "opens_as": there.state,
        "because": there.because,
        "fen": there.fen,
        "region": beneficiary.registered_in or "",
    }
