"""Ledger and namespace name each other: whatever else is put before a worker is refused in one line."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client

from activities.errors import ForeignLedger
from activities.ledger import Ledger, bond
from client.transport.ring_of_keys import ENVIRONMENT
from deploy.operators.namespace import set_up
from tests.support.parts import KEYS, Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import onematter

pytestmark = on_one_ledger

Opened = Callable[[str], Ledger]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Opened]:
    """Opens a ledger by its name."""
    opened: list[Ledger] = []

    def ledger(name: str) -> Ledger:
        opened.append(Ledger(f"{tmp_path / name}.db"))
        return opened[-1]

    yield ledger
    for one in opened:
        one.close()


async def _namespace(parts: Parts) -> Client:
    """A new one on the same server."""
    config = parts.client.config()
    config["namespace"] = f"bond-{uuid4()}"
    client = Client(**config)
    await set_up(client)
    return client


async def test_bound_once(parts: Parts, ledger: Opened) -> None:
    """A worker takes the pair only when an operator has bound it; to bind it again changes nothing."""
    ours, client = ledger("ours"), await _namespace(parts)
    with pytest.raises(ForeignLedger, match=r"not bound to each other; .* call once: onematter ops bind"):
        await bond.require(ours, client)
    await bond.bind(ours, client)
    await bond.require(ours, client)
    await bond.bind(ours, client)
    await bond.require(ours, client)


async def test_another_ledger(parts: Parts, ledger: Opened) -> None:
    """A namespace that has a ledger takes no other, be it new or bound elsewhere, and is told no other."""
    ours, theirs, client, elsewhere = (
        ledger("1"),
        ledger("2"),
        await _namespace(parts),
        await _namespace(parts),
    )
    await bond.bind(ours, client)
    await bond.bind(theirs, elsewhere)
    for other, is_ in ((ledger("3"), "new and empty"), (theirs, "another")):
        for attempt in (bond.require(other, client), bond.bind(other, client, moved=True)):
            with pytest.raises(ForeignLedger, match=f"this ledger is {is_}; let ONEMATTER_LEDGER_URL"):
                await attempt
    await bond.require(ours, client)
    await bond.require(theirs, elsewhere)


async def test_a_new_namespace(parts: Parts, ledger: Opened) -> None:
    """A ledger follows to a new namespace only where an operator says that the former one is lost."""
    ours = ledger("ours")
    await bond.bind(ours, await _namespace(parts))
    client = await _namespace(parts)
    for attempt in (bond.require(ours, client), bond.bind(ours, client)):
        with pytest.raises(ForeignLedger, match="is lost for good, call: onematter ops reconcile --moved"):
            await attempt
    await bond.bind(ours, client, moved=True)
    await bond.require(ours, client)


async def test_bound_by_halves(parts: Parts, ledger: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator's command that was cut off after the ledger's side is completed by the next one."""
    ours, client = ledger("ours"), await _namespace(parts)
    with monkeypatch.context() as cut:
        cut.setattr(bond, "_name", _cut_off)
        with pytest.raises(ConnectionError):
            await bond.bind(ours, client)
    with pytest.raises(ForeignLedger, match="not bound to each other"):
        await bond.require(ours, client)
    await bond.bind(ours, client)
    await bond.require(ours, client)


async def _cut_off(*_: object) -> None:
    raise ConnectionError


async def test_the_command(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`onematter ops bind` binds what the environment names, and says what is wrong with another ledger."""
    client = await _namespace(parts)
    monkeypatch.setenv("TEMPORAL_ADDRESS", parts.client.service_client.config.target_host)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", client.namespace)
    monkeypatch.setenv(ENVIRONMENT, KEYS.text())
    codes: list[int] = []
    for name in ("ours", "ours", "theirs"):
        monkeypatch.setenv("ONEMATTER_LEDGER_URL", f"sqlite:///{tmp_path / name}.db")
        codes.append(await asyncio.to_thread(onematter, ("ops", "bind")))
    assert codes == [0, 0, 2]
