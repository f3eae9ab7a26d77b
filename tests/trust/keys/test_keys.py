"""`onematter keys`: who is entered by one and approved by another is heard, and nobody else."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from pydantic import TypeAdapter

from activities.ledger import Ledger
from activities.trust.key_directory import KeyDirectory
from client.trust import jws
from client.trust.actor import ActorKey
from client.trust.ciphers import suites
from client.trust.identity import ENVIRONMENT, Identity, load
from client.trust.key_store import SeedKeys
from tests.support.terminal import onematter

LEDGER: Final = "ONEMATTER_LEDGER_URL"
OPERATORS: Final = ("anna", "bert")


class _Office:
    """A folder with the files of some actors, and a ledger."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._environment = monkeypatch
        monkeypatch.setenv(LEDGER, f"sqlite:///{folder / 'ledger.db'}")

    def made(self, actor: str, *, role: str, person: str = "", department: str = "") -> Identity:
        """A new identity, with its public part beside it."""
        file = self.folder / f"{actor}.identity"
        options: tuple[str, ...] = ("--actor", actor, "--role", role, "--person", person or actor)
        options += ("--department", department) if department else ()
        assert onematter(("keys", "new", str(file), *options, "--export", str(self.public(actor)))) == 0
        own = load(file)
        assert isinstance(own, Identity)
        return own

    def public(self, actor: str) -> Path:
        return self.folder / f"{actor}.json"

    def does(self, operator: str, *command: str) -> bool:
        """Whether an operator may."""
        self._environment.setenv(ENVIRONMENT, str(self.folder / f"{operator}.identity"))
        return onematter(("keys", *command)) == 0

    def reader(self, department: str) -> str:
        """For which key the engine seals what it asks a department."""
        ledger = Ledger(f"{self.folder / 'ledger.db'}")
        try:
            return KeyDirectory(ledger).reader(department)
        finally:
            ledger.close()

    def person(self, department: str, account: str) -> str:
        """Whose account it is."""
        ledger = Ledger(f"{self.folder / 'ledger.db'}")
        try:
            return KeyDirectory(ledger).person(department, account)
        finally:
            ledger.close()

    def found(self, kid: str) -> ActorKey | None:
        """As a worker of the engine has it."""
        ledger = Ledger(f"{self.folder / 'ledger.db'}")
        try:
            return KeyDirectory(ledger).find(kid)
        finally:
            ledger.close()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Office:
    """With two operators, who have entered each other."""
    office = _Office(tmp_path, monkeypatch)
    anna, bert = (office.made(actor, role="operator") for actor in OPERATORS)
    for own, other in (("anna", bert), ("bert", anna)):
        assert office.does(own, "add", str(office.public(other.speaker.actor)))
        assert not office.does(own, "approve", other.kid)
    assert office.does("anna", "approve", anna.kid)
    assert office.does("bert", "approve", bert.kid)
    return office


def test_four_eyes(office: _Office) -> None:
    """A key counts when a second operator has approved it: not before, and not by the one who entered it."""
    officer = office.made("officer-1", role="officer")
    assert office.does("anna", "add", str(office.public("officer-1")))
    assert not office.does("anna", "add", str(office.public("officer-1")))
    assert not office.does("anna", "approve", officer.kid)
    assert office.found(officer.kid) is None
    assert office.does("bert", "approve", officer.kid)
    found = office.found(officer.kid)
    assert found
    assert (found.speaker, found.verifies) == (officer.speaker, officer.verifies)


def test_a_key_that_says_what_nobody_sees(office: _Office) -> None:
    """Who approves a key reads the account as it is; a file that is none is told as such."""
    own = office.made("officer-1", role="officer")
    path = office.public("officer-1")
    for actor in ("officer-\u202e1", "officer\0", " ", "x" * 201):
        bent = own.speaker.model_copy(update={"actor": actor})
        path.write_text(own.exported().model_copy(update={"speaker": bent}).model_dump_json())
        assert not office.does("anna", "add", str(path)), ascii(actor)
    path.write_bytes(b"\xff\xfe")
    assert not office.does("anna", "add", str(path))
    assert not office.does("bert", "approve", own.kid)


def test_nobody_else_keeps_the_directory(office: _Office) -> None:
    """No officer, and no operator whom nobody has entered, nor a second account of the one who has."""
    officer = office.made("officer-1", role="officer")
    for who, person in (("officer-1", ""), ("carl", ""), ("anna-2", "anna")):
        if who != "officer-1":
            office.made(who, role="operator", person=person)
        assert not office.does(who, "add", str(office.public("officer-1"))), who
    again = office.made("anna-3", role="operator", person="anna")
    assert office.does("bert", "add", str(office.public("anna-3")))
    assert office.does("anna", "approve", again.kid)
    assert office.does("anna", "add", str(office.public("officer-1")))
    assert not office.does("anna-3", "approve", officer.kid)


def test_revoked_by_one(office: _Office) -> None:
    """Whoever sees that a key is lost needs nobody else to stop it."""
    officer = office.made("officer-1", role="officer")
    office.does("anna", "add", str(office.public("officer-1")))
    office.does("bert", "approve", officer.kid)
    assert office.does("anna", "revoke", officer.kid)
    assert not office.does("anna", "revoke", officer.kid)
    found = office.found(officer.kid)
    assert found
    assert found.revoked_at


@pytest.mark.parametrize(("begins", "seed"), [("-", 33), ("--", 1885)])
def test_a_key_that_looks_like_an_option(office: _Office, begins: str, seed: int) -> None:
    """Thumbprints begin with any letter of base64, a hyphen, too: each is approved, rotated and revoked."""
    keys = SeedKeys(seed.to_bytes(32))
    key, path = jws.kid(keys.verifies()), office.public("officer-1")
    assert key.startswith(begins)
    speaker = office.made("officer-1", role="officer").speaker
    path.write_text(Identity(kid=key, speaker=speaker, keys=keys).exported().model_dump_json())
    assert office.does("anna", "add", str(path))
    assert office.does("bert", "approve", key)
    assert office.does("anna", "revoke", key)
    found = office.found(key)
    assert found
    assert found.revoked_at


def test_rotated(office: _Office) -> None:
    """The new key is of the same actor; once two have entered it, the old one counts for a week beside it."""
    old = office.made("officer-1", role="officer")
    office.does("anna", "add", str(office.public("officer-1")))
    office.does("bert", "approve", old.kid)
    (office.folder / "officer-1.identity").unlink()
    new = office.made("officer-1", role="officer")
    assert office.does("anna", "rotate", old.kid, str(office.public("officer-1")))
    assert not office.does("anna", "approve", new.kid)
    before, entered = office.found(old.kid), datetime.now(UTC)
    assert before
    assert before.until is None, "one person alone lets no key end"
    assert office.does("bert", "approve", new.kid)
    before, after = office.found(old.kid), office.found(new.kid)
    assert before
    assert after
    assert after.since >= entered, "from its approval on"
    assert before.until
    assert after.until is None
    assert (before.until - after.since).days == 7
    (office.folder / "officer-1.identity").unlink()
    office.made("officer-1", role="officer")
    assert office.does("anna", "rotate", old.kid, str(office.public("officer-1")))
    again = office.found(old.kid)
    assert again
    assert again.until == before.until, "nor has one that ends count for longer"
    (office.folder / "officer-1.identity").unlink()
    for actor, department in (("officer-2", ""), ("officer-1", "health")):
        stranger = office.made(actor, role="officer", department=department)
        assert not office.does("anna", "rotate", new.kid, str(office.public(actor))), actor
        assert office.found(stranger.kid) is None


def test_both_suites_in_one_directory(office: _Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An actor changes over by rotating his key; one by another's name, of none or of two kinds is none."""
    old = office.made("officer-1", role="officer")
    office.does("anna", "add", str(office.public("officer-1")))
    office.does("bert", "approve", old.kid)
    (office.folder / "officer-1.identity").unlink()
    monkeypatch.setenv(suites.ENVIRONMENT, "sm")
    new = office.made("officer-1", role="officer")
    mixed = new.exported().model_copy(update={"seals": old.seals})
    rubbish = new.exported().model_copy(update={"verifies": "AAAA"})
    another = new.exported().model_copy(update={"kid": old.kid[::-1]})
    for name, key in (("mixed", mixed), ("rubbish", rubbish), ("another", another)):
        office.public(name).write_text(key.model_dump_json())
        assert not office.does("anna", "rotate", old.kid, str(office.public(name))), name
    assert office.does("anna", "rotate", old.kid, str(office.public("officer-1")))
    assert office.does("bert", "approve", new.kid)
    for own in (old, new):
        found = office.found(own.kid)
        assert found
        assert (found.speaker, found.verifies) == (own.speaker, own.verifies)


def test_what_is_exported_tells_no_secret(office: _Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The public part alone, also at a terminal; an identity's file is its owner's alone."""
    officer = office.made("officer-1", role="officer")
    capsys.readouterr()
    assert onematter(("keys", "public", str(office.folder / "officer-1.identity"))) == 0
    shown = TypeAdapter(ActorKey).validate_json(capsys.readouterr().out)
    assert shown.verifies == officer.verifies
    assert "seed" not in office.public("officer-1").read_text()
    assert (office.folder / "officer-1.identity").stat().st_mode & 0o777 == 0o600


def test_for_which_key_a_department_is_written_to(office: _Office) -> None:
    """The newest of its system that counts; what is only entered, or another department's, is not it."""
    older, newer = (
        office.made(actor, role="department", department="fire-rescue") for actor in ("fire-1", "fire-2")
    )
    assert office.reader("fire-rescue") == ""
    for own in (older, newer):
        assert office.does("anna", "add", str(office.public(own.speaker.actor)))
        assert office.does("bert", "approve", own.kid)
    assert (office.reader("fire-rescue"), office.reader("health")) == (newer.seals, "")
    assert office.does("anna", "revoke", newer.kid)
    assert office.reader("fire-rescue") == older.seals


def test_whose_account_it_is(office: _Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an officer or a head, in his own department, while his key counts; two accounts of one are one's.

    The list names the natural person, for whoever approves a key to know who is meant.
    """
    for actor, role in (("officer-1", "officer"), ("officer-2", "head"), ("cashier-1", "cashier")):
        own = office.made(actor, role=role, department="health", person="zhang")
        assert office.does("anna", "add", str(office.public(actor)))
        assert office.person("health", actor) == ""
        assert office.does("bert", "approve", own.kid)
    assert office.person("health", "officer-1") == office.person("health", "officer-2") != ""
    assert (office.person("fire-rescue", "officer-1"), office.person("health", "cashier-1")) == ("", "")
    capsys.readouterr()
    assert onematter(("keys", "list", "--csv")) == 0
    assert capsys.readouterr().out.count(",zhang,") == 3
