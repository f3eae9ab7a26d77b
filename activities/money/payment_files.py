"""Payment files: facts checked anew, budget bound, handed over.

Every step may be repeated: a file is known by its name, a payment by `reference/round`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from temporalio import activity

from activities.database import Transaction
from activities.grants import dues, grant_state, manual_checks, policies
from activities.grants.beneficiaries import HeldBeneficiary
from activities.grants.judgement import NO_ACCOUNT, NOT_REGISTERED, Place, judge_some
from activities.grants.policies import ChosenPolicy, Policy, choose
from activities.grants.register_answers import RegisterAnswers, consult
from activities.ledger import Ledger
from activities.ledger.campaigns import campaign_grants, mandates
from activities.ledger.grants import grants
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.money import budgets, payment_files, payments, proposals
from activities.ledger.money.payments import Made, NewPayment
from activities.ledger.money.proposals import ProposalRow
from activities.money import releases
from activities.ports.population_register import PopulationRegister
from activities.ports.treasury import Treasury
from activities.signs_of_life import alive
from client.messages.grants.offers import GrantState
from client.messages.message import Message

READY: Final = (GrantState.GRANTED, GrantState.SECOND_LOOK, GrantState.OFFERED)
"""Where the rules put a grant that may be paid, once the word is given and the second look taken."""


class FileOrder(Message):
    """The next file of a campaign, of at most `size` payments; `file` is its name, the same in a repeat."""

    file: str
    campaign: str
    policy: Policy
    size: int
    on: date


class FileMade(Message):
    """What is in the file. `examined` is 0 when nothing is left; `short` when the budget does not do."""

    examined: int = 0
    payments: int = 0
    fen: int = 0
    faults: int = 0
    objections: int = 0
    short: bool = False


class OneOrder(Message):
    """A file with one grant in it."""

    reference: str
    on: date


class FiledOne(Message):
    """Where the grant stands, and the file that it is in, if it is.

    `unreleased`: it comes to more than is paid without the word of two persons.
    """

    state: GrantState
    file: str = ""
    short: bool = False
    unreleased: bool = False


class _Short(Exception):
    """The budget does not do: nothing of the transaction stays."""


class _Unreleased(Exception):
    """Two persons have to let it go first."""

    def __init__(self, payment: NewPayment, policy: str) -> None:
        super().__init__(payment.id)
        self.payment = payment
        self.policy = policy


class Paying:
    """Makes files of what is granted, and hands them to the treasury."""

    def __init__(self, ledger: Ledger, population: PopulationRegister, treasury: Treasury) -> None:
        self._ledger = ledger
        self._population = population
        self._treasury = treasury

    @activity.defn
    def file(self, order: FileOrder) -> FileMade:
        """Put the next grants of a campaign into a file; a repeat tells what it holds and adds nothing."""
        try:
            return consult(
                self._ledger.transaction,
                self._population,
                lambda books, registers: _file(books, registers, order),
            )
        except _Short:
            return FileMade(short=True)

    @activity.defn
    def file_one(self, order: OneOrder) -> FiledOne:
        """Put one grant into a file of its own, named as the payment; a repeat tells that name again."""
        try:
            return consult(
                self._ledger.transaction,
                self._population,
                lambda books, registers: _file_one(books, registers, order),
            )
        except _Short:
            return FiledOne(state=GrantState.GRANTED, short=True)
        except _Unreleased as waiting:
            with self._ledger.transaction() as books:
                proposals.put(books, _proposal(waiting, on=order.on))
            return FiledOne(state=GrantState.GRANTED, unreleased=True)

    @activity.defn
    def hand_over(self, file: str) -> None:
        """Give a file to the treasury, which makes no payment twice."""
        with self._ledger.transaction() as books:
            made = payments.of_file(books, file)
        if made:
            with alive():
                self._treasury.take(file, made)


def _file(books: Transaction, registers: RegisterAnswers, order: FileOrder) -> FileMade:
    _require_released(books, order)
    if not payment_files.open_file(books, file=order.file, campaign=order.campaign, on=order.on):
        return FileMade.model_validate_json(payment_files.content(books, order.file))
    chosen = choose(order.policy)
    beside = (chosen.grant.code, *chosen.grant.once.among)
    examined = campaign_grants.due(books, order.campaign, size=order.size, beside=beside)
    if not examined:  # not remembered: begun again, the campaign may have found more by then
        payment_files.drop_file(books, order.file)
        return FileMade()
    filed = _fill(books, registers, order.file, chosen, examined, on=order.on)
    filed = filed.model_copy(update={"objections": campaign_grants.objections(books, order.campaign)})
    payment_files.describe(books, order.file, filed.model_dump_json())
    return filed


def _require_released(books: Transaction, order: FileOrder) -> None:
    """Raises `NotReleased`."""
    mandates.require(books, order.campaign, on=order.on)
    policy, edition, period = order.policy.code, order.policy.edition, order.policy.period
    mandates.require_policy(books, order.campaign, policy=policy, edition=edition, period=period)


def _file_one(books: Transaction, registers: RegisterAnswers, order: OneOrder) -> FiledOne:
    # With all that is the beneficiary's: of two that exclude each other, one waits.
    grants.of(books, grants.beneficiary(order.reference))
    standing = grants.require(books, order.reference)
    # Its day is the ledger's to know, whatever the workflow that asks was begun with.
    if standing.state is GrantState.GRANTED and _is_payable(books, order):
        _file_alone(books, registers, standing, on=order.on)
    return _filed_one(books, order.reference)


def _file_alone(books: Transaction, registers: RegisterAnswers, standing: GrantRecord, *, on: date) -> None:
    file = f"{standing.reference}/{payments.made(books, standing.reference).rounds + 1}"
    payment_files.open_file(books, file=file, campaign="", on=on)
    chosen = policies.of(standing)
    filed = _fill(books, registers, file, chosen, [standing], on=on, alone=True)
    if filed.payments:
        proposals.drop(books, file)
        payment_files.describe(books, file, filed.model_dump_json())
    else:  # its day would be taken for that of the payment
        payment_files.drop_file(books, file)


def _fill(
    books: Transaction,
    registers: RegisterAnswers,
    file: str,
    chosen: ChosenPolicy,
    examined: Sequence[GrantRecord],
    *,
    on: date,
    alone: bool = False,
) -> FileMade:
    """Judge each anew by today's registers: pay it, or move it where it belongs.

    Raises `_Short`, and `_Unreleased` for one that is paid `alone`.
    """
    keys = [standing.beneficiary for standing in examined]
    judged = judge_some(books, registers, chosen, keys, on=on, claimed=True)
    rows: list[NewPayment] = []
    faults = 0
    for standing in examined:
        one, there = judged.get(standing.beneficiary, (None, Place(GrantState.STOPPED, NOT_REGISTERED)))
        made = payments.made(books, standing.reference) if standing.apart else Made(rounds=0, fen=0)
        if one and one.held.account and _is_ready(standing, there) and there.fen > made.fen:
            rows.append(_payment(standing, there, held=one.held, account=one.held.account, made=made))
        else:
            there = _instead(standing, there, made)
            faults += there.state is GrantState.FAULTY
            values = {
                "state": there.state,
                "because": there.because,
                **manual_checks.begun(books, there.state, on=on),
            }
            grants.change(books, [standing.reference], **values)
    for row in rows:
        if alone and row.due > chosen.grant.release.fen and not releases.is_let_go(books, row):
            raise _Unreleased(row, chosen.grant.code)
    fen = sum(row.fen for row in rows)
    if rows and not _bind(books, chosen, fen):
        raise _Short
    payments.enter(books, file, rows)
    return FileMade(examined=len(examined), payments=len(rows), fen=fen, faults=faults)


def _proposal(waiting: _Unreleased, *, on: date) -> ProposalRow:
    payment = waiting.payment
    return ProposalRow(
        payment=payment.id,
        digest=releases.digest(payment),
        reference=payment.reference,
        policy=waiting.policy,
        payee=payment.payee,
        account=payment.account,
        fen=payment.fen,
        proposed_on=on,
    )


def _is_payable(books: Transaction, order: OneOrder) -> bool:
    first = grant_state.of(books, order.reference).payable_from
    return first is None or first <= order.on


def _is_ready(standing: GrantRecord, there: Place) -> bool:
    """Whoever needs to say a word has said it if the grant is followed apart."""
    return there.state in READY and (standing.apart or there.state is not GrantState.OFFERED)


def _instead(standing: GrantRecord, there: Place, made: Made) -> Place:
    """Where a grant goes that is not paid now."""
    if made.fen:
        return Place(GrantState.PAID, standing.because)
    return Place(GrantState.ASKED, NO_ACCOUNT) if _is_ready(standing, there) else there


def _payment(
    standing: GrantRecord, there: Place, *, held: HeldBeneficiary, account: str, made: Made
) -> NewPayment:
    return NewPayment(
        id=f"{standing.reference}/{made.rounds + 1}",
        reference=standing.reference,
        account=account,
        payee=held.payee,
        fen=there.fen - made.fen,
        due=there.fen,
        facts=dues.facts(held.beneficiary),
    )


def _bind(books: Transaction, chosen: ChosenPolicy, fen: int) -> bool:
    grant, period = chosen
    return budgets.bind(books, policy=grant.code, period=period.label, total=grant.budget.fen, fen=fen)


def _filed_one(books: Transaction, reference: str) -> FiledOne:
    standing = grants.require(books, reference)
    file = f"{reference}/{payments.made(books, reference).rounds}"
    return FiledOne(state=standing.state, file=file if standing.state is GrantState.FILED else "")
