"""People of the town whom tests move in, and what they and the office say to each other."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from uuid import uuid4

from activities.stand_ins.books import District
from client import Offer, RegistryEvent, Standing, names
from client.messages.grants.events import Fact
from matters.clock import CHINA
from matters.definitions.grants import DISABILITY_LIVING
from matters.definitions.grants.shared_rules import SECOND_LOOK
from matters.definitions.law import DEMONSTRATION
from matters.language import IN_TIME, CalendarDays, Figure, Grant, Publicity, Rule
from tests.support.parts import KEYS, Parts
from tests.support.ports import accounts
from tests.support.town import query

PUBLIC = Publicity(
    limit=CalendarDays(count=5, basis=DEMONSTRATION),
    objection=CalendarDays(count=10, basis=DEMONSTRATION),
    basis=DEMONSTRATION,
)


def looked_at(percent: int) -> Figure:
    """The share of a second look."""
    return replace(SECOND_LOOK, value=Decimal(percent))


def at_any_time(grant: Grant[Any]) -> tuple[Rule[Any], ...]:
    """The rules of a policy that may be claimed whenever it is: tests carry the clock into other months."""
    return tuple(rule for rule in grant.rules if rule.id != IN_TIME)


def other_policy(**changes: Any) -> Grant[Any]:
    changes = {"rules": at_any_time(DISABILITY_LIVING), **changes}
    return replace(DISABILITY_LIVING, code=f"test-{uuid4()}", **changes)


class Town(Protocol):
    """Where people live: an engine's, or one without."""

    @property
    def district(self) -> District: ...


def settle(town: Town, **changes: Any) -> str:
    """Somebody disabled and poor moves into town."""
    columns: dict[str, Any] = {
        "key": f"t{uuid4().hex}",
        "born_on": "1980-01-01",
        "registered_in": "990101",
        "disability_grade": 3,
        "disability": "视力",
        "disability_since": "2020-05-20",
        "minimum_living": True,
        "destitute_support": False,
        "work": "未就业",
        "insured_months": 0,
        "hard_to_employ": False,
        "discredited": False,
        **changes,
    }
    account = columns.pop("account", f"9900{uuid4().int % 10**15:015}")
    columns_, places = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    query(town.district, f"INSERT INTO persons ({columns_}) VALUES ({places})", **columns)  # noqa: S608
    accounts.hold(town.district, columns["key"], account)
    return str(columns["key"])


async def tell(town: Parts, person: str, fact: Fact) -> Any:
    return await town.registers.tell(RegistryEvent(id=str(uuid4()), person=person, fact=fact))


async def the_offer(town: Parts, person: str) -> Offer:
    """The only one."""
    (offer,) = await town.platform.offers(person)
    return offer


async def ends(town: Parts, reference: str) -> Standing:
    """Where a grant stands when its workflow has nothing to wait for."""
    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)), result_type=Standing)
    return await asyncio.wait_for(handle.result(), 30)


async def waits_for_account(town: Parts, reference: str) -> None:
    """Carry the clock past the time in which another account than the known one waits."""
    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))
    await town.skipper.fast_forward(handle, timedelta(days=15))


def received(town: Parts, person: str) -> list[int]:
    """What the treasury has paid to somebody, payment by payment."""
    mine = query(
        town.ledger,
        "SELECT p.id FROM payments p JOIN grants g ON g.reference = p.reference WHERE g.beneficiary = :k "
        "ORDER BY p.id",
        k=person,
    )
    made = "SELECT fen FROM treasury_payments WHERE id = :id AND returned_because IS NULL"
    return [fen for (payment,) in mine for (fen,) in query(town.district, made, id=payment)]


def today() -> date:
    return datetime.now(CHINA).date()
