"""Connections to the engine: of whoever has an account of his own, and of officers, who speak for a body."""

from datetime import timedelta
from typing import Any, Self

from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..transport.open_line import OpenLine
from ..transport.ring_of_keys import KeyRing
from ..trust.actor import Role
from ..trust.identity import Identities, Identity
from ..trust.key_pair import EngineKey


class AccountConnection(OpenLine):
    """For one of those who have the same role."""

    def __init__(self, line: EngineLine, *, account: str = "") -> None:
        """`account` says which of them speaks, where the identity here may be any."""
        self._line = line
        self._account = account

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
        account: str = "",
    ) -> Self:
        """As `Platform.connect`."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), account=account)


class DepartmentConnection(OpenLine):
    """Of one department, for one of its officers."""

    def __init__(self, line: EngineLine, *, department: str, officer: str) -> None:
        self.department = department
        self.officer = officer
        self._line = line

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        department: str,
        officer: str,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
    ) -> Self:
        """As `Platform.connect`, for an `officer` (an account, not a name) of a department (its code)."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), department=department, officer=officer)

    def _by(self, item: str) -> dict[str, Any]:
        return {"item": item, "department": self.department, "officer": self.officer}

    @property
    def _speaker(self) -> Identity:
        return self._speaking(Role.OFFICER)

    def _speaking(self, role: Role) -> Identity:
        """In this role; who has one identity speaks by that, and the engine says whether it may."""
        known = self._line.identities
        if isinstance(known, Identity) and known.speaker.role in {Role.OFFICER, Role.HEAD}:
            role = known.speaker.role
        return known.of(role, actor=self.officer.strip(), department=self.department)
