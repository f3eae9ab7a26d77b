"""Two persons let go just the payment that they saw: one that is another in anything, nobody has let go."""

from pathlib import Path
from typing import Final

from activities.ledger import Ledger
from activities.ledger.money.payments import NewPayment
from activities.ledger.trust import endorsements
from activities.money import releases

SEEN: Final = NewPayment(
    id="old-age-allowance/2026-Q3/p/1",
    reference="old-age-allowance/2026-Q3/p",
    account="6222020000000000000",
    payee="p",
    fen=900_000,
    due=900_000,
    facts="",
)


def test_what_was_let_go(tmp_path: Path) -> None:
    """Another sum by one fen, account, payee or round wants two words of its own; one person has one."""
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    subject, digest = f"payment/{SEEN.id}", releases.digest(SEEN)
    others = (
        SEEN._replace(fen=SEEN.fen + 1),
        SEEN._replace(fen=SEEN.fen - 1),
        SEEN._replace(account="6222020000000000001"),
        SEEN._replace(payee="q"),
        SEEN._replace(id="old-age-allowance/2026-Q3/p/2"),
        SEEN._replace(id="old-age-allowance/2026-Q3/q/1"),
    )
    with ledger.transaction() as books:
        for person, word, is_enough in (("a", "1", False), ("a", "2", False), ("b", "3", True)):
            assert endorsements.enter(books, subject, digest, person=person, word=word) is is_enough
            assert releases.is_let_go(books, SEEN) is is_enough
        assert [one for one in others if releases.is_let_go(books, one)] == []
    ledger.close()
