"""Addresses of platforms, at a terminal: what is set, how far each is, what it has refused."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from activities.ledger.lists import hooks
from activities.ledger.lists.hooks import DeadLetterRow
from activities.ledger.trust import actor_keys
from activities.ledger.trust.actor_keys import ActorKeyRow
from client.trust.actor import Role
from deploy.serve import own_ledger
from tests.support.terminal import onematter

PORTAL: Final = ActorKeyRow(
    kid="1",
    suite="ed25519",
    verifies="",
    actor="portal",
    role=Role.PLATFORM,
    department="",
    person="P-1",
    since=datetime(2026, 11, 29, tzinfo=UTC),
    entered_by="P-2",
)


def test_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody goes on from an event that there is not; what was refused is listed with its reason.

    A platform that has neither a key nor a case is refused, with those that there are.
    """
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", f"sqlite:///{tmp_path / 'ledger.db'}")
    address = ("ops", "hooks", "set", "portal", "https://portal.example.gov.cn")
    with own_ledger() as ledger, ledger.transaction() as books:
        actor_keys.enter(books, PORTAL)
    assert onematter(("ops", "hooks", "set", "potral", address[-1])) == 2
    assert "no platform 'potral': known: portal; enter its key" in capsys.readouterr().err
    assert [onematter((*address, f"--after={wrong}")) for wrong in (-1, 7)] == [2, 2]
    assert "portal has events up to 0" in capsys.readouterr().err
    assert onematter(address) == 0
    with own_ledger() as ledger, ledger.transaction() as books:
        at = datetime(2026, 11, 29, 16, tzinfo=UTC)
        hooks.set_aside(books, DeadLetterRow(platform="portal", position=3, fault="HTTP 422", at=at))
    assert (onematter(("ops", "hooks", "list")), onematter(("ops", "hooks", "refused", "portal"))) == (0, 0)
    told = capsys.readouterr().out
    assert all(word in told for word in ("已告知至", "搁置时间", "2026-11-30 00:00", "HTTP 422"))
