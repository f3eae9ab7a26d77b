"""Single payments that wait until two persons of an office let them go. Sums are fen."""

from datetime import date

from ..bounds import Line, Officer
from ..message import Incoming, Message


class PaymentRelease(Incoming):
    """Somebody lets a payment go; his word is signed over the digest of what is proposed."""

    payment: Line
    by: Officer


class PaymentReleased(Message):
    """By so many `persons`; at the second one it is made."""

    payment: str
    persons: int


class ProposedPayment(Message):
    """A payment of a grant, `reference/round`; of the `account` the last digits, the `payee` by key."""

    payment: str
    digest: str
    reference: str
    policy: str
    payee: str
    account: str
    fen: int
    proposed_on: date
    persons: int


class ProposedSearch(Incoming):
    """Payments behind the cursor `after`, as the page before has ended with it."""

    after: Line = ""


class ProposedPayments(Message):
    """A page of those that wait. `next` is the cursor behind it, empty at the end."""

    payments: tuple[ProposedPayment, ...]
    next: str = ""
