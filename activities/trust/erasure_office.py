"""The office of erasures: what is told of a person is destroyed, and what must be kept is named."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from activities.database import Transaction
from activities.database.encryption import case_owner, destroy, person_owners, seal, seals
from activities.errors import KeyRejected
from activities.ledger import Ledger
from activities.ledger.cases import authorisations, cases, notices, prefills, sequels
from activities.ledger.cases.cases import CaseOf
from activities.ledger.documents import documents
from activities.ledger.enquiries import drafts
from activities.ledger.grants import grants
from activities.ledger.grants.grants import GrantRecord
from activities.ledger.officers import ratings, second_looks
from activities.ledger.trust import erasures
from activities.trust.key_office import require_operator
from client.messages.grants.offers import GrantState
from client.trust.identity import DevelopmentIdentities, Identity
from matters.definitions import law
from matters.language import Basis

ENDED: Final = (GrantState.PAID, GrantState.DECLINED, GrantState.STOPPED)
"""Of a grant in one of these, and not overpaid, no money is open."""


class Kept(NamedTuple):
    """What is left of a person, of how many cases or grants, and on which basis."""

    what: str
    number: int
    basis: Basis | None = None


class Erasure(NamedTuple):
    """How many data keys were destroyed, and what was kept."""

    destroyed: int
    kept: tuple[Kept, ...]


class ErasureOffice:
    """What two operators do, one after the other.  Raises `KeyRejected`: by whom nothing is ordered here.

    `seal` makes an opaque stand-in for the reference of a grant.
    """

    def __init__(
        self,
        ledger: Ledger,
        own: Identity,
        development: DevelopmentIdentities | None,
        seal: Callable[[str], str],
    ) -> None:
        self._ledger = ledger
        self._seal = seal
        self._person = own.speaker.person
        require_operator(ledger, own, development)

    def erase(self, number: str) -> Erasure | None:
        """Carry out what another operator has ordered; the first one orders it, and nothing happens yet.

        `number` is an identity number, or a register's key of a person.
        """
        now = datetime.now(UTC)
        with self._ledger.transaction() as books:
            known_as = seals(books, number)
            if erasures.find(books, known_as) is None:
                erasures.order(books, seal(books, number), by=self._person, at=now)
                return None
            if not erasures.carry_out(books, known_as, by=self._person, at=now):
                raise KeyRejected("this was ordered by you; another operator carries it out")
            return self._erase(books, number)

    def _erase(self, books: Transaction, number: str) -> Erasure:
        drafts.forget(books, number)  # nothing rests upon them
        documents.let_go_waiting(books, number)
        every = cases.of_applicant(books, number)
        open_ = [case for case in every if _is_open(books, case)]
        closed = [case for case in every if case not in open_]
        granted = grants.told_to(books, number)
        owed = [grant for grant in granted if grant.state not in ENDED or grant.overpaid]
        owners = [case_owner(case.id) for case in closed]
        documents.let_go(books, [case.id for case in closed])
        if not owed:
            owners += person_owners(books, number)
            owners += [case_owner(UUID(self._seal(grant.reference))) for grant in granted]
        if not owed and not open_:
            authorisations.forget(books, number)
            prefills.forget(books, number)
        kept = tuple(each for each in _kept(closed, open_, granted, owed) if each.number)
        return Erasure(destroy(books, owners), (*kept, *ELSEWHERE))


ELSEWHERE: Final = (
    Kept("基础库、电子证照库、部门业务系统和国库各自保存的数据（须向其申请）", 0),
    Kept("Temporal 中已办结流程的加密历史（保留期满自动删除）", 0),
)


def is_under_way(books: Transaction, case: str) -> bool:
    """Whether something of a closed case is still to be told, looked at, answered, or decided about it."""
    waits = (notices.waiting, second_looks.waiting, ratings.waiting, sequels.under_way)
    return any(kind(books, case) for kind in waits)


def _is_open(books: Transaction, case: CaseOf) -> bool:
    return case.is_open or is_under_way(books, case.id)


def _kept(
    closed: list[CaseOf], open_: list[CaseOf], granted: list[GrantRecord], owed: list[GrantRecord]
) -> Iterator[Kept]:
    yield Kept("在办办件的全部内容", len(open_), law.STATUTORY_DUTY)
    yield Kept("已办结办件的编号、日期和摘要", len(closed), law.ELECTRONIC_ARCHIVES)
    yield Kept("款项未结清的待遇的全部内容", len(owed), law.STATUTORY_DUTY)
    yield Kept("待遇及支付的编号、金额和日期", len(granted) - len(owed), law.ACCOUNTING_ARCHIVES)
