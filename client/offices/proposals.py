"""Proposals: single payments that wait until two persons have let them go."""

from .. import names
from ..messages.message import Message, Nothing
from ..messages.money.payment_release import ProposedPayment, ProposedPayments, ProposedSearch
from ..transport.engine_line import EngineLine
from ..trust.actor import Role


async def proposed_payments(line: EngineLine) -> tuple[ProposedPayment, ...]:
    """All of them, however many pages that are."""
    speaker = line.identities.of(Role.CAMPAIGN_OFFICER)
    found: tuple[ProposedPayment, ...] = ()
    search: Message = Nothing()  # an engine of before knows no pages
    while True:
        page = await line.ask(names.PROPOSED_PAYMENTS, ProposedPayments, search, by=speaker)
        found += page.payments
        if not page.next:
            return found
        search = ProposedSearch(after=page.next)
