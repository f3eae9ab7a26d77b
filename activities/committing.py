"""A commitment (告知承诺): nothing is granted upon one before it is given, and what was given is on file."""

from datetime import datetime
from typing import Any

from activities.ledger import Transaction, authorisations
from activities.ledger.authorisations import Commitment
from activities.ledger.grants import Standing
from client.offers import digest
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


def record(books: Transaction, standing: Standing, promised: str, *, at: datetime) -> None:
    """Who is to be paid has promised, on that day, the text of the edition with which the grant was found."""
    if promised:
        grantor = standing.payee or standing.beneficiary
        given = Commitment(grantor=grantor, edition=standing.edition, sha256=promised, given_at=at)
        authorisations.commit(books, standing.reference, given)
