"""What became of payments, by the treasury's statement: they and their grants are moved together."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import bindparam, func, select, tuple_, union, update

from activities.database import Transaction
from activities.ledger.grants.grants import GRANTS
from client.messages.grants.offers import GrantState

from .budgets import BUDGETS
from .payment_files import FILES
from .payments import IN_FILE, PAYMENTS, STAYS, PaymentState


class PaymentOutcome(NamedTuple):
    """A payment, and what has become of it."""

    id: str
    fen: int
    state: str


class ReturnedPayment(NamedTuple):
    """A payment that came back."""

    id: str
    fen: int
    because: str


_UNDER_WAY: Final = PAYMENTS.c.state == PaymentState.FILED
_THIS: Final = PAYMENTS.c.id == bindparam("payment")
_OF_THIS: Final = GRANTS.c.reference == select(PAYMENTS.c.reference).where(_THIS).scalar_subquery()
_OF_GRANT: Final = PAYMENTS.c.reference == GRANTS.c.reference
_PAID_IN_FILE: Final = (
    select(PAYMENTS.c.reference).where(IN_FILE, PAYMENTS.c.state == PaymentState.PAID).scalar_subquery()
)
_LEFT_OVER: Final = (
    select(func.coalesce(func.sum(PAYMENTS.c.fen), 0))
    .where(_OF_GRANT, STAYS)
    .correlate(GRANTS)
    .scalar_subquery()
)
_FIRST: Final = select(func.min(PAYMENTS.c.reference)).where(IN_FILE).scalar_subquery()

_REOPEN: Final = (
    update(PAYMENTS)
    .where(IN_FILE, PAYMENTS.c.state == PaymentState.DISPUTED)
    .values(state=PaymentState.FILED)
)
_OUTCOME: Final = select(*(PAYMENTS.c[name] for name in PaymentOutcome._fields)).where(IN_FILE)
_RETURN: Final = update(PAYMENTS).where(_THIS).values(state=PaymentState.RETURNED)
_RETURN_GRANT: Final = update(GRANTS).where(_OF_THIS).values(state=GrantState.RETURNED)
_OWE_LESS: Final = (  # what has come back is owed by nobody
    update(GRANTS).where(_OF_THIS, GRANTS.c.overpaid > _LEFT_OVER).values(overpaid=_LEFT_OVER)
)
_UNBIND: Final = (
    update(BUDGETS)
    .where(
        tuple_(BUDGETS.c.policy, BUDGETS.c.period).in_(
            select(GRANTS.c.policy, GRANTS.c.period).where(GRANTS.c.reference == _FIRST)
        )
    )
    .values({BUDGETS.c.bound: BUDGETS.c.bound - bindparam("fen")})
)
_DISPUTE: Final = update(PAYMENTS).where(_THIS).values(state=PaymentState.DISPUTED)
_PAY: Final = update(PAYMENTS).where(IN_FILE, _UNDER_WAY).values(state=PaymentState.PAID)
_PAY_GRANTS: Final = (
    update(GRANTS)
    .where(
        GRANTS.c.state == GrantState.FILED,
        GRANTS.c.reference.in_(_PAID_IN_FILE),
        ~select(PAYMENTS.c.id)
        .where(_OF_GRANT, PAYMENTS.c.state.in_((PaymentState.FILED, PaymentState.DISPUTED)))
        .correlate(GRANTS)
        .exists(),
    )
    .values(state=GrantState.PAID)
)
_OVERPAID: Final = (
    select(GRANTS.c.reference)
    .where(GRANTS.c.overpaid > 0, GRANTS.c.state == GrantState.PAID, GRANTS.c.reference.in_(_PAID_IN_FILE))
    .order_by(GRANTS.c.reference)
)
_ANSWERED: Final = select(FILES.c.id, FILES.c.answer).where(FILES.c.answer.is_not(None))
_ANSWERS: Final = union(  # one of the two is empty: in one condition, neither index would be used
    _ANSWERED.where(FILES.c.campaign == bindparam("of")),
    _ANSWERED.where(FILES.c.id.in_(select(PAYMENTS.c.file).where(PAYMENTS.c.reference == bindparam("of")))),
).order_by("id")


def reopen_disputed(books: Transaction, file: str) -> None:
    """Let what is in doubt of a file be settled once more."""
    books.execute(_REOPEN, {"in_file": file})


def outcome(books: Transaction, file: str) -> list[PaymentOutcome]:
    """The payments of a file, and what has become of them."""
    return [PaymentOutcome(*row) for row in books.execute(_OUTCOME, {"in_file": file})]


def settle(
    books: Transaction, file: str, *, returned: Sequence[ReturnedPayment], disputed: Sequence[str]
) -> None:
    """Enter what became of all that is under way: what came back, what is in doubt; the rest is paid.

    A grant of which another payment is under way, or in doubt, is not paid by this one.
    """
    if returned:
        _bring_back(books, file, returned)
    if disputed:
        books.execute(_DISPUTE, [{"payment": payment} for payment in disputed])
    books.execute(_PAY, {"in_file": file})
    books.execute(_PAY_GRANTS, {"in_file": file})


def _bring_back(books: Transaction, file: str, returned: Sequence[ReturnedPayment]) -> None:
    because = [{"payment": each.id, "because": each.because} for each in returned]
    books.execute(_RETURN, because)
    books.execute(_RETURN_GRANT, because)
    books.execute(_OWE_LESS, [{"payment": each.id} for each in returned])
    books.execute(_UNBIND, {"in_file": file, "fen": sum(each.fen for each in returned)})


def overpaid(books: Transaction, file: str) -> tuple[str, ...]:
    """The grants of a file that are paid, and of which something is to be claimed back."""
    return tuple(books.execute(_OVERPAID, {"in_file": file}).scalars())


def answers(books: Transaction, of: str) -> list[tuple[str, str]]:
    """The files of a campaign, or of one grant, that are settled, each with its answer."""
    return [(file, answer) for file, answer in books.execute(_ANSWERS, {"of": of})]
