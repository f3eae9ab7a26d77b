"""Single payments above what their policy lets go by itself: proposed, and released by two persons."""

import hashlib
import json
from typing import Annotated, Final, Literal

from pydantic import Field
from temporalio import activity

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.grants import grants
from activities.ledger.lists import cursors
from activities.ledger.money import proposals
from activities.ledger.money.payments import NewPayment
from activities.ledger.money.proposals import ProposalRow
from activities.ledger.trust import endorsements
from activities.rejection import as_rejected
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client import names
from client.errors import NotPossible
from client.messages.message import Message
from client.messages.money.payment_release import (
    PaymentReleased,
    ProposedPayment,
    ProposedPayments,
    ProposedSearch,
)
from client.trust.actor import Role

MANY: Final = 500
"""Payments on a page."""

TAIL: Final = 4
"""So many digits of an account are enough to know it by."""


class LetGo(Message):
    """The word by which somebody lets a payment go."""

    payment: str
    evidence: Evidence | None


class NotLetGo(Message):
    """Why a word lets nothing go; `failure` is the name of the error."""

    kind: Literal["not-let-go"] = "not-let-go"
    says: str
    failure: str


class Endorsed(PaymentReleased):
    """With how many of two persons."""

    kind: Literal["endorsed"] = "endorsed"


LetGoAnswer = Annotated[Endorsed | NotLetGo, Field(discriminator="kind")]


class Releases:
    """What the ledger knows of who has let a single payment go."""

    def __init__(self, ledger: Ledger, gatekeeper: Gatekeeper) -> None:
        self._ledger = ledger
        self._gatekeeper = gatekeeper

    @activity.defn
    def let_go(self, order: LetGo) -> LetGoAnswer:
        """Enter who lets it go, over the digest of what is proposed now; a repeat changes nothing."""
        proof = self._gatekeeper.examine(order.evidence)
        if isinstance(proof, Unproved) or order.evidence is None:
            return NotLetGo(says=proof.says if isinstance(proof, Unproved) else "", failure=names.NOT_PROVEN)
        with self._ledger.transaction() as books:
            proposed = proposals.find(books, order.payment)
            if proposed is None or proof.speaker.role is not Role.CAMPAIGN_OFFICER:
                says = f"没有待放行的支付 {order.payment}"
                return NotLetGo(says=says, failure=NotPossible.__name__)
            if proof.over != proposed.digest:
                says = "签名所针对的不是现在拟付的内容；请先查看，再就其签名"
                return NotLetGo(says=says, failure=names.NOT_PROVEN)
            of, word, person = _subject(order.payment), order.evidence.word, proof.speaker.person
            endorsements.enter(books, of, proposed.digest, person=person, word=word)
            persons = endorsements.persons(books, of, proposed.digest)
        return Endorsed(payment=order.payment, persons=persons)

    @activity.defn
    def list_proposed(self, search: ProposedSearch) -> ProposedPayments:
        """Those that wait, a page of them.  Raises `InvalidOrder`: the cursor is from elsewhere."""
        with self._ledger.reading() as books, as_rejected():
            require_cursor(books, search.after)
            rows = proposals.page(books, after=search.after, size=MANY + 1)
            listed = tuple(_proposed(books, row) for row in rows[:MANY])
        return ProposedPayments(payments=listed, next=listed[-1].payment if len(rows) > MANY else "")


def require_cursor(books: Transaction, cursor: str) -> None:
    """That a page ended with it: a payment, which may have been let go since.  Raises `InvalidOrder`."""
    reference, _, made = cursor.rpartition("/")
    if cursor and not (made.isdecimal() and grants.is_known(books, reference)):
        raise cursors.foreign()


def is_let_go(books: Transaction, payment: NewPayment) -> bool:
    """Whether two persons have let just this payment go."""
    return endorsements.suffice(books, _subject(payment.id), digest(payment))


def digest(payment: NewPayment) -> str:
    """Of what is paid to whom, onto which account."""
    content = json.dumps([payment.id, payment.payee, payment.account, payment.fen])
    return hashlib.sha256(content.encode()).hexdigest()


def _proposed(books: Transaction, row: ProposalRow) -> ProposedPayment:
    return ProposedPayment(
        **row.model_dump(exclude={"account"}),
        account=row.account[-TAIL:],
        persons=endorsements.persons(books, _subject(row.payment), row.digest),
    )


def _subject(payment: str) -> str:
    return f"payment/{payment}"
