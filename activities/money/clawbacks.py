"""What was paid too much is claimed back in a case of its own, drafted from the books of the payment."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from temporalio import activity

from activities.database import Transaction
from activities.errors import ClerkUnknown
from activities.grants import dues, policies
from activities.grants.judgement import NOTHING_DUE, obstacle
from activities.grants.policies import ChosenPolicy
from activities.grants.register_answers import RegisterAnswers, consult
from activities.ledger import Ledger
from activities.ledger.cases import cases
from activities.ledger.grants import grants
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.money import clawbacks, payments
from activities.ledger.money.clawbacks import Claim
from activities.ledger.money.payments import Arrived
from activities.ports.base_registers import BaseRegisters
from activities.ports.partners import Partners
from client.messages.cases.submission import Applicant, Channel, MediaType, Paper, Submission
from client.messages.message import Message
from matters.definitions import registers
from matters.definitions.clawback import CLAWBACK, PAYERS, Cause, ClawbackForm, PaidBy
from matters.definitions.divisions import CITY
from matters.definitions.law import civil_code
from matters.entitlement.entitlement import Entitlement
from matters.language import Department, yuan

CAUSES: Final[Mapping[str, Cause]] = {
    "lived": Cause.DEATH,
    "alive": Cause.DEATH,
    "registered-here": Cause.MOVE,
    "enjoyed": Cause.TWICE,
}
"""By the rule that is in the way; for all others it is for the office to look."""

HEIRS: Final = (
    "收款人已去世：请向遗产管理人或者继承人告知，以所得遗产的实际价值为限退还，放弃继承的不负清偿责任，"
    f"依据：{civil_code('第一千一百六十一条')}"
)
"""Nothing is claimed of the dead: a notice to them is served on nobody."""

DECIDED: Final = "主管部门的决定"

PATIENCE: Final = 5.0
"""Seconds for the list of those who file; nobody waits for the answer."""

TAIL: Final = 4
"""So many digits of an account are enough to know it by."""


class Overpaid(Message):
    """A grant of which more was paid than is due, and the day on which it is looked at."""

    reference: str
    on: date


class Drafts(Message):
    """The cases to be filed, and their summary for operators; none where all is claimed already."""

    submissions: tuple[Submission, ...]
    summary: str = CLAWBACK.name


class _Claimed(NamedTuple):
    """A claim, what was claimed before it (fen), what was paid, and the reckoning that comes to what is due.

    What an officer has decided, no reckoning explains. `died` says that a death of the beneficiary was told
    after the payment, `bereaved` that it is the payee who has died.
    """

    standing: GrantRecord
    claim: Claim
    before: int
    paid: tuple[Arrived, ...]
    entitlement: Entitlement | None
    died: bool = False
    bereaved: bool = False

    @property
    def due(self) -> int:
        """In fen."""
        return sum(payment.fen for payment in self.paid) - self.before - self.claim.fen


class Clawbacks:
    """Drafts cases. `seal` makes an opaque stand-in for a reference."""

    def __init__(self, ledger: Ledger, outside: Partners, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._registers = outside.base_registers
        self._population = outside.population_register
        self._seal = seal

    @activity.defn
    def draft(self, overpaid: Overpaid) -> Drafts:
        """Claim what no case claims yet; until its case is received, a repeat drafts it again."""
        claimed = consult(
            self._ledger.transaction,
            self._population,
            lambda books, registers: self._claim(books, registers, overpaid.reference),
        )
        return Drafts(submissions=tuple(self._submission(each, on=overpaid.on) for each in claimed))

    def _claim(self, books: Transaction, registers: RegisterAnswers, reference: str) -> tuple[_Claimed, ...]:
        """All that is claimed and not received yet."""
        standing = grants.require(books, reference)
        claims = clawbacks.of(books, reference)
        claim = self._next(standing, claims)
        if claim.fen > 0:
            clawbacks.enter(books, reference, claim)
            claims.append(claim)
        return tuple(
            _claimed(books, registers, standing, claims[:number])
            for number, each in enumerate(claims, 1)
            if not cases.find(books, UUID(each.case))
        )

    def _next(self, standing: GrantRecord, claims: Sequence[Claim]) -> Claim:
        number = len(claims) + 1
        case = uuid5(NAMESPACE_URL, self._seal(f"{CLAWBACK.code}/{standing.reference}/{number}"))
        return Claim(str(case), number, standing.overpaid - sum(claim.fen for claim in claims))

    def _submission(self, claimed: _Claimed, *, on: date) -> Submission:
        """The claim as its department would file it: who was paid what, what was due, and why."""
        standing, claim, before, paid, entitlement, *_ = claimed
        chosen = policies.of(standing)
        left = sum(payment.fen for payment in paid) - before
        form = ClawbackForm(
            payment=paid[-1].id,
            paid_by=_payer(chosen.grant.department),
            policy=f"{chosen.grant.name} {standing.period}",
            paid_on=paid[-1].made_on,
            paid=_in_yuan(left),
            due=_in_yuan(left - claim.fen),
            cause=cause(entitlement, died=claimed.died),
            payee_key=standing.payee or standing.beneficiary,
        )
        calculation = _calculation(chosen, entitlement, due=claimed.due, claimed=before, claim=claim.fen)
        heirs = (HEIRS,) if claimed.bereaved else ()
        return Submission(
            id=UUID(claim.case),
            one_matter=CLAWBACK.code,
            edition=CLAWBACK.edition,
            region=standing.region or CITY[0],
            channel=Channel.COUNTER,
            applicant=_clerk(self._registers, chosen.grant.department.code),
            committed=True,  # the calculation is the books' own
            electronic_service=True,  # an office is told in its own system
            form=form.model_dump(mode="json", exclude_none=True),
            papers=(
                _paper("payment-record", "拨付回单", map(_payment, paid)),
                _paper("calculation", "应发金额计算说明", (f"核定日期：{on}", *calculation, *heirs)),
            ),
        )


def _claimed(
    books: Transaction, registers: RegisterAnswers, standing: GrantRecord, claims: Sequence[Claim]
) -> _Claimed:
    *before, claim = claims
    paid = tuple(payments.arrived(books, standing.reference))
    claimed = _Claimed(standing, claim, sum(each.fen for each in before), paid, None)
    reckoned = tuple(reckon(books, registers, standing) for reckon in (dues.upon_payment, dues.as_known_now))
    explaining = next((each for each in reckoned if dues.owed(each) == claimed.due), None)
    held = dues.person(books, registers, standing)
    has_died = held is not None and held.died_on is not None
    return claimed._replace(
        entitlement=explaining,
        died=has_died and not dues.knew_of_a_death(paid[-1]),
        bereaved=has_died and standing.payee in {"", standing.beneficiary},
    )


def cause(found: Entitlement | None, *, died: bool) -> Cause:
    """By the rule that is in the way; where less is due, and none is, a death told since may be why."""
    rule = obstacle(found) if found else ""
    is_less = found is not None and found.amount is not None and rule == NOTHING_DUE
    return Cause.DEATH if died and is_less else CAUSES.get(rule, Cause.WRONG_DATA)


def _payer(department: Department) -> PaidBy:
    payers = {body.code: payer for payer, body in PAYERS.items()}
    if department.code not in payers:
        raise ClerkUnknown(
            f"{department.code!r} claims nothing back; add it to `PAYERS` of {CLAWBACK.code!r}, edition "
            f"{CLAWBACK.edition}"
        )
    return payers[department.code]


def _clerk(base_registers: BaseRegisters, department: str) -> Applicant:
    entry = base_registers.entry(register=registers.CLERKS.code, key=department, patience=PATIENCE)
    if entry is None:
        raise ClerkUnknown(
            f"nobody files for {department!r}; enter somebody under that code in {registers.CLERKS.code!r}"
        )
    clerk = registers.ClerkEntry.model_validate_json(entry)
    return Applicant(name=clerk.name, identity_number=clerk.identity_number, phone=clerk.phone)


def _payment(payment: Arrived) -> str:
    return f"{payment.made_on} {payment.id} {yuan(payment.fen)}，账户尾号{payment.account[-TAIL:]}"


def _calculation(
    chosen: ChosenPolicy, entitlement: Entitlement | None, *, due: int, claimed: int, claim: int
) -> Iterator[str]:
    """Line by line, as the notice tells it; what an officer has decided has no other lines."""
    if entitlement and entitlement.amount:
        yield from (f"{line.says}：{yuan(line.fen)}" for line in entitlement.amount.lines)
    else:
        because = obstacle(entitlement) if entitlement else ""
        says = next((rule.says for rule in chosen.grant.all_rules if rule.id == because), DECIDED)
        yield f"不予享受，所依据的规则：{says}"
    yield f"应发合计：{yuan(due)}"
    if claimed:
        yield f"此前已告知追回：{yuan(claimed)}"
    yield f"本次追回：{yuan(claim)}"


def _paper(code: str, name: str, lines: Iterable[str]) -> Paper:
    content = "\n".join((name, *lines)).encode()
    return Paper(code=code, filename=f"{name}.txt", media_type=MediaType.TEXT, content=b64encode(content))


def _in_yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
