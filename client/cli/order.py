"""Who works at which desk, and the orders given there, which can be sent again until they are answered."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID, uuid4

from cyclopts import Parameter

from ..messages.cases.progress import ItemProgress
from ..offices.officer import Officer
from .tables import desk as tables
from .terminal import Connection, repeatable

ItemCode = Annotated[str, Parameter(help="its code, as `inbox` tells it")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class OfficerConnection(Connection):
    """Who works at which desk of the engine."""

    department: Annotated[str, Parameter(help="the code of the department", env_var="ONEMATTER_DEPARTMENT")]
    officer: Annotated[
        str, Parameter(help="the officer's account, never a name", env_var="ONEMATTER_OFFICER")
    ]

    async def desk(self) -> Officer:
        return await Officer.connect(
            self.address, department=self.department, officer=self.officer, namespace=self.namespace
        )


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class OrderConnection(OfficerConnection):
    """An order, which can be sent again under its id until it is answered."""

    command: Annotated[UUID, Parameter(help="to repeat an earlier call")] = field(default_factory=uuid4)

    @asynccontextmanager
    async def ordering(self) -> AsyncGenerator[Officer]:
        """The desk at which it is given."""
        desk = await self.desk()
        with repeatable("--command", self.command):
            yield desk

    def show_after(self, item: ItemProgress, *, decided: bool = False) -> int:
        return self.show(item, tables.after(item, proposed=decided))
