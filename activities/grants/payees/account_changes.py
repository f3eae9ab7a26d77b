"""Another account than the one that is known: told to whoever is reached as before, and used later."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from activities.cases.notices import Addressee, NoticeKind
from activities.database import Transaction
from activities.grants.beneficiaries import HeldBeneficiary
from activities.ledger import NoticeRow
from activities.ledger.cases import calendar_orders, notices
from activities.ledger.money import accounts
from activities.ledger.money.accounts import AccountRow
from matters import clock
from matters.definitions.law import ACCOUNT_LIMIT

TAIL: Final = 4
"""So many digits of an account are enough to know it by."""


def name(
    books: Transaction, held: HeldBeneficiary, number: str, *, id_: str, at: datetime, case: UUID
) -> None:
    """Put it on record; a repeat changes nothing. The first one that is known is used at once."""
    changed, on = held.account not in (None, number), clock.day_in_china(at)
    first = _usable_from(books, on) if changed else on
    row = AccountRow(id=id_, payee=held.payee, number=number, named_at=at, usable_from=first)
    accounts.name(books, row)
    if changed:
        _tell(books, row, case=case)


def lengthen(books: Transaction, *, on: date) -> None:
    """Whoever has not named an account that waits that day gets the days that orders of the calendar give."""
    for id_, at in accounts.waiting(books, on=on):
        accounts.put_off(books, id_, first=_usable_from(books, clock.day_in_china(at)))


def _usable_from(books: Transaction, on: date) -> date:
    """The day after the time in which whoever has not named it himself may say so."""
    return calendar_orders.last_day(books, ACCOUNT_LIMIT, since=on).on + clock.ONE_DAY


def _tell(books: Transaction, named: AccountRow, *, case: UUID) -> None:
    """Put out the notice, by the contact that was known before; a repeat tells nothing."""
    says = (
        f"收款账户已变更为尾号{named.number[-TAIL:]}的账户，自 {named.usable_from} 起使用；"
        "如非本人办理，请在此之前重新登记原账户，并联系主管部门"
    )
    row = NoticeRow(
        key=f"{case}/{named.named_at.isoformat()}/{NoticeKind.ACCOUNT}",
        case=str(case),
        addressee=Addressee.PAYEE,
        item=named.payee,
        kind=NoticeKind.ACCOUNT,
        says=says,
        told_at=named.named_at,
    )
    notices.enter(books, row)
