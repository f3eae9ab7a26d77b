"""What a beneficiary gives with his word: leave to use data that are held, and a commitment (告知承诺)."""

from datetime import date, datetime
from typing import Any

from activities.database import Transaction
from activities.grants import policies
from activities.ledger.cases import authorisations, calendar_orders
from activities.ledger.cases.authorisations import Commitment
from activities.ledger.grants.grants import GrantRecord
from client.messages.grants.offers import digest
from matters import clock
from matters.definitions.law import AUTHORISATION_LIMIT
from matters.language import Grant, Mode


def text(grant: Grant[Any]) -> str:
    """What is promised, word for word; nothing where the mode asks for no promise."""
    return grant.commitment.says if grant.commitment and grant.mode is Mode.COMMITMENT else ""


def wanting(grant: Grant[Any], promised: str) -> str:
    """Why a confirmation with the digest of this promise does not do; empty if it does."""
    says = text(grant)
    if not says or promised == digest(says):
        return ""
    if promised:
        return "承诺内容与现行文本不一致，请重新查询并阅读后再确认"
    return f"该项以告知承诺方式办理，确认前须作出承诺（{says}）"


def commit(books: Transaction, standing: GrantRecord, promised: str, *, at: datetime) -> None:
    """Who is to be paid has promised, on that day, the text of the edition with which the grant was found."""
    if promised:
        grantor = standing.payee or standing.beneficiary
        given = Commitment(grantor=grantor, edition=standing.edition, sha256=promised, given_at=at)
        authorisations.commit(books, standing.reference, given)


def authorise(books: Transaction, standing: GrantRecord, *, at: datetime) -> None:
    """Who is to be paid lets the department use what is held, until a day that was told."""
    until = authorised_until(books, on=clock.day_in_china(at))
    authorisations.record(books, **_authorised(standing), until=until, recorded_at=at)


def _authorised(standing: GrantRecord) -> dict[str, str]:
    """By whom, to whom and for what a confirmation lets data be used."""
    return {
        "grantor": standing.payee or standing.beneficiary,
        "grantee": policies.of(standing).grant.department.code,
        "one_matter": standing.policy,
    }


def unauthorise(books: Transaction, standing: GrantRecord, *, on: date) -> None:
    """From this day on nothing may be used any more that a confirmation let be used."""
    authorisations.end(books, **_authorised(standing), until=on - clock.ONE_DAY)


def authorised_until(books: Transaction, *, on: date) -> date:
    """Until when a confirmation of that day lets the data be used."""
    return calendar_orders.last_day(books, AUTHORISATION_LIMIT, since=on).on
