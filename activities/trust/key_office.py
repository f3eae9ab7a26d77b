"""The office of keys: what one operator enters counts once another has approved it."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Final

from activities.database import Transaction
from activities.errors import KeyRejected
from activities.ledger import Ledger
from activities.ledger.trust import actor_keys
from activities.ledger.trust.actor_keys import ActorKeyRow
from activities.trust.key_directory import KeyDirectory
from client.messages.bounds import is_printable
from client.trust import jws
from client.trust.actor import ActorKey, Role
from client.trust.identity import DevelopmentIdentities, Identity
from client.trust.key_pair import suite_of

LONGEST: Final = 200
"""Characters of whatever is said of an actor."""

OPERATORS: Final = 2
"""So many there must be before the directory can do without those who found it."""

OVERLAP: Final = timedelta(days=7)
"""For which a key goes on counting beside the one that replaces it."""


class KeyOffice:
    """What one operator does. Raises `KeyRejected`: who is none, or what another one has to do.

    Until two operators are known, whoever founds the directory is taken for the one he says he is.
    """

    def __init__(self, ledger: Ledger, own: Identity, development: DevelopmentIdentities | None) -> None:
        self._ledger = ledger
        self._person = own.speaker.person
        require_operator(ledger, own, development)

    def add(self, key: ActorKey) -> None:
        """Enter a public key, which counts for nothing yet."""
        with self._ledger.transaction() as books:
            self._enter(books, key)

    def approve(self, kid: str) -> None:
        """Let a key count that another operator has entered; what it replaces ends a week later."""
        with self._ledger.transaction() as books:
            done = actor_keys.approve(books, kid, by=self._person, at=(now := _now()))
            new = actor_keys.find(books, kid)
            if done and new and new.replaces:
                actor_keys.end(books, new.replaces, until=now + OVERLAP)
        _require(done, f"{kid}: nobody else has entered it, or it is approved already")

    def rotate(self, kid: str, key: ActorKey) -> None:
        """Enter another key of the same actor: by one operator alone the old one does not end."""
        with self._ledger.transaction() as books:
            old = actor_keys.find(books, kid)
            same = old is not None and (old.actor, old.role, old.department, old.person) == (
                key.speaker.actor,
                key.speaker.role,
                key.speaker.department,
                key.speaker.person,
            )
            _require(
                same, f"{kid} is no key of {key.speaker.role} {key.speaker.actor}; add the new one instead"
            )
            self._enter(books, key, replaces=kid)

    def revoke(self, kid: str) -> None:
        """Nothing that is said with it counts any more; one operator is enough."""
        with self._ledger.transaction() as books:
            done = actor_keys.revoke(books, kid, at=_now())
        _require(done, f"{kid}: there is no such key, or it is revoked already")

    def _enter(self, books: Transaction, key: ActorKey, *, replaces: str = "") -> None:
        suite = _suite(key)
        _require_own_name(key)
        _require_readable(key)
        row = ActorKeyRow(
            kid=key.kid,
            suite=suite,
            verifies=key.verifies,
            seals=key.seals,
            actor=key.speaker.actor,
            role=key.speaker.role,
            department=key.speaker.department,
            person=key.speaker.person,
            since=_now(),
            entered_by=self._person,
            replaces=replaces,
        )
        _require(actor_keys.enter(books, row), f"{key.kid} is entered already")


def require_operator(ledger: Ledger, own: Identity, development: DevelopmentIdentities | None) -> None:
    """Whether somebody is one of the directory, or founds it.  Raises `KeyRejected`."""
    with ledger.reading() as books:
        rows = actor_keys.all_of(books)
    operators = {row.person for row in rows if row.role == Role.OPERATOR and row.approved_by}
    known = KeyDirectory(ledger, development).find(own.kid)
    is_known = known is not None and known.verifies == own.verifies and known.holds(_now())
    _require(
        own.speaker.role is Role.OPERATOR and (is_known or len(operators) < OPERATORS),
        f"{own.speaker.role} {own.speaker.actor} is no operator of the directory; have one enter you",
    )


def _suite(key: ActorKey) -> str:
    """Of both of its public keys.  Raises `KeyRejected`."""
    try:
        (suite,) = {suite_of(public) for public in (key.verifies, key.seals or key.verifies)}
    except ValueError:
        raise KeyRejected(
            f"{key.kid} has no public keys of one suite; have its owner export it anew"
        ) from None
    return suite.algorithm


def _require_own_name(key: ActorKey) -> None:
    """Whoever approves it knows it by that alone, from its owner.  Raises `KeyRejected`."""
    own = jws.kid(base64.b64decode(key.verifies))
    _require(key.kid == own, f"{key.kid} is called {own} by its public key; have its owner export it anew")


def _require_readable(key: ActorKey) -> None:
    """Whoever approves it reads whose it is, as it is.  Raises `KeyRejected`."""
    told = (key.speaker.actor, key.speaker.department, key.speaker.person)
    is_plain = all(is_printable(text) and len(text) <= LONGEST for text in told)
    _require(
        is_plain and bool(key.speaker.actor.strip()),
        f"{key.kid}: its account, department or person is empty, too long, or has signs that nobody sees",
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 (an assertion of its own kind)
    if not holds:
        raise KeyRejected(otherwise)
