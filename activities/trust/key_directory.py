"""The directory as a worker has it: a copy of the ledger's, read anew every few seconds."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import structlog

from activities.ledger import Ledger
from activities.ledger.trust import actor_keys
from activities.ledger.trust.actor_keys import ActorKeyRow
from client.trust.actor import ActorKey, Role, Speaker
from client.trust.identity import DevelopmentIdentities

log = structlog.stdlib.get_logger("directory")

READ_EVERY: Final = 5.0
"""Seconds: by then a key that is revoked counts nowhere any more."""

_STAFF: Final = (Role.OFFICER, Role.HEAD)


class KeyDirectory:
    """Keys that two persons have entered; with a `development`, also those of whoever it makes up."""

    def __init__(self, ledger: Ledger, development: DevelopmentIdentities | None = None) -> None:
        self._ledger = ledger
        self._development = development
        self._keys: Mapping[str, ActorKey] = {}
        self.read()

    def read(self) -> None:
        """Take a new copy; whoever looks meanwhile sees the old one."""
        with self._ledger.reading() as books:
            rows = actor_keys.all_of(books)
        self._keys = {row.kid: _key(row) for row in rows if row.approved_by}

    @asynccontextmanager
    async def kept_current(self) -> AsyncGenerator[None]:
        """While the block lasts; as long as the ledger is away, what was read last counts."""
        reading = asyncio.create_task(self._read_again_and_again())
        try:
            yield
        finally:
            reading.cancel()

    async def _read_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(READ_EVERY)
            try:
                await asyncio.to_thread(self.read)
            except Exception as error:  # noqa: BLE001 (whatever keeps the ledger away)
                log.warning("the directory is not read anew", reason=type(error).__name__)

    def find(self, kid: str) -> ActorKey | None:
        """See `Directory`."""
        known = self._keys.get(kid)
        return known or (self._development.find(kid) if self._development else None)

    def of_department(self, department: str) -> tuple[ActorKey, ...]:
        """With which its system signs."""
        of = (Role.DEPARTMENT, department)
        known = (key for key in self._keys.values() if (key.speaker.role, key.speaker.department) == of)
        made = self._development and self._development.of(Role.DEPARTMENT, department=department).kid
        return (*known, *filter(None, [self.find(made)] if made else []))

    def reader(self, department: str) -> str:
        """The newest key for which its system is written to; none, if nobody has entered one."""
        now = datetime.now(UTC)
        keys = [key for key in self.of_department(department) if key.seals and key.holds(now)]
        if keys:
            return max(keys, key=lambda key: key.since).seals
        made = self._development
        return made.of(Role.DEPARTMENT, department=department).seals if made else ""

    def person(self, department: str, account: str) -> str:
        """See `DeskDirectory`; as of now."""
        now = datetime.now(UTC)
        for key in self._keys.values():
            of = key.speaker
            if (of.department, of.actor) == (department, account) and of.role in _STAFF and key.holds(now):
                return of.person
        made = self._development
        return made.of(Role.OFFICER, actor=account, department=department).speaker.person if made else ""


def _key(row: ActorKeyRow) -> ActorKey:
    return ActorKey(
        kid=row.kid,
        verifies=row.verifies,
        seals=row.seals,
        speaker=Speaker(actor=row.actor, role=Role(row.role), department=row.department, person=row.person),
        since=row.since,
        until=row.until,
        revoked_at=row.revoked_at,
    )
