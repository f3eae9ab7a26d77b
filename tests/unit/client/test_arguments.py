"""What the SDK is called with: whatever is wrong is told by its name, before anything is asked."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import uuid4

import pytest

from activities.stand_ins.departments import StandIn
from client import Case, DepartmentWorker, InvalidForm, KeyRing, Platform, WrongKey
from client.offices.campaign import Campaign
from client.offices.campaigns import Campaigns
from client.offices.cashier import Cashier
from client.offices.officer import Officer
from client.offices.operator import Operator
from client.offices.registers import Registers
from client.offices.sequels import Sequels
from client.offices.supervisor import Supervisor
from client.transport.engine_line import EngineLine
from client.trust.actor import Role
from client.trust.said import say
from tests.support.speakers import identity_of

_A_DESK: Final[Any] = object.__new__(StandIn)
KINDS: Final = (
    Platform,
    Case,
    Officer,
    Supervisor,
    Operator,
    Cashier,
    Registers,
    Campaigns,
    Campaign,
    Sequels,
)


def methods() -> Iterator[tuple[Callable[..., Any], list[str]]]:
    """Of everybody, with what each is called with."""
    for kind in KINDS:
        someone = object.__new__(kind)
        for name, method in inspect.getmembers(someone, inspect.ismethod):
            parameters = inspect.signature(method).parameters.values()
            given = [each.name for each in parameters if each.kind is not each.VAR_KEYWORD]
            if given and not name.startswith("_"):
                yield method, given


@pytest.mark.parametrize(
    "rubbish", [object(), float("nan"), b"\xff", "\ud800"], ids=lambda each: type(each).__name__
)
def test_rubbish(rubbish: object) -> None:
    """Every argument of every call, each of them named at once; where half a character is a text, too."""
    for method, given in methods():
        with pytest.raises(InvalidForm) as raised:
            method(**dict.fromkeys(given, rubbish))
        told = {field.path.split(".")[0] for field in raised.value.wrong_fields}
        anything = {"file"} if isinstance(rubbish, bytes) else set[str]()  # what it says is looked at later
        assert told == set(given) - anything, method.__qualname__


async def test_what_can_be_read() -> None:
    """An id as text is that id; reasons as one text are not as many as it has letters."""
    officer, case = object.__new__(Officer), uuid4()
    with pytest.raises(AttributeError, match="_line"):  # it would ask now
        await officer.show(str(case), "food-licence")  # type: ignore[arg-type]
    with pytest.raises(InvalidForm, match="reasons"):
        await officer.refuse(case, "food-licence", reasons="面积不足", basis="x")
    with pytest.raises(InvalidForm, match="hour"):
        await object.__new__(Campaigns).remind_daily(hour=24)


async def test_what_is_not_the_callers_to_say() -> None:
    """For whom a step is taken, its officer does not choose."""
    named: dict[str, Any] = {"department": "fire-rescue", "officer": "officer-2"}
    with pytest.raises(InvalidForm) as raised:
        await _officer().take_step(uuid4(), "food-licence", procedure="hearing", step="held", **named)
    assert {field.path for field in raised.value.wrong_fields} == {"department", "officer"}


def _officer() -> Officer:
    return Officer(object.__new__(EngineLine), department="market-regulation", officer="officer-1")


@pytest.mark.parametrize("says", ["\ud800", object()], ids=lambda each: type(each).__name__)
def test_what_cannot_be_written(says: object) -> None:
    """However it has got into a message."""
    with pytest.raises(InvalidForm, match="cannot be sent"):
        say(identity_of(Role.PLATFORM), says, to="x", command="1", at=0)


@pytest.mark.parametrize("rubbish", [object(), 1, None, "\ud800"], ids=lambda each: type(each).__name__)
def test_what_is_made_of_rubbish(rubbish: Any) -> None:
    """A ring of keys, a department's worker: by the name of each argument."""
    identity: Any = identity_of(Role.DEPARTMENT, department="health")
    makes: dict[str, Callable[[], Any]] = {
        "desk": lambda: DepartmentWorker(rubbish, identity),
        "identity": lambda: DepartmentWorker(_A_DESK, rubbish),
        "earlier": lambda: DepartmentWorker(_A_DESK, identity, rubbish),
    }
    for name, make in makes.items():
        with pytest.raises(InvalidForm, match=name):
            make()
    assert isinstance(DepartmentWorker(_A_DESK, identity, identity), DepartmentWorker)
    with pytest.raises(WrongKey):
        KeyRing.parse(rubbish)
