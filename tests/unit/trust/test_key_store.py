"""Identities whose keys are in a key store: they sign and read as any other, and no private key is here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from temporalio.api.common.v1 import Payload

from client import Identity, KeyRing, NoKeyStore, WrongKey
from client.messages.cases.submission import Withdrawal
from client.transport.codec import READER, OutsideCodec, RingCodec
from client.trust.actor import KeysAtHand, Role, Speaker
from client.trust.ciphers import suites
from client.trust.ciphers.suite import Suite
from client.trust.key_store import HeldKeys
from client.trust.proof import prove
from client.trust.said import say

from . import vault

HERE: Final = vault.__name__
SPEAKER: Final = Speaker(actor="market", role=Role.DEPARTMENT, department="market-regulation", person="p1")


@pytest.fixture(scope="module", autouse=True)
def there() -> Iterator[None]:
    """One vault for all."""
    with vault.vault():
        yield


@pytest.mark.parametrize("suite", suites.SUITES, ids=lambda suite: suite.name)
async def test_in_a_key_store(suite: Suite, tmp_path: Path) -> None:
    """What it signs is proved and what is sealed for it opens, by a file that names the key store alone."""
    file, at = tmp_path / "market.identity", datetime.now(UTC)
    Identity.make(SPEAKER, held_by=f"{HERE}:{suite.name}").save(file)
    assert "seed" not in file.read_text()
    own = Identity.load(file)
    said = say(own, Withdrawal(reason="搬家"), to="x", command="1", at=at.timestamp())
    directory = KeysAtHand((own.exported().model_copy(update={"since": at}),))
    assert prove(said.word, digest=said.digest, to="x", at=at, directory=directory).speaker == SPEAKER
    ring = KeyRing({"k": bytes(suite.secret_bytes)})
    outside, engine = OutsideCodec(ring.public), RingCodec(ring)
    reader = outside.reads(own.sealing).encode()
    for writer, heard in ((outside, engine), (engine, outside)):
        told = Payload(metadata={"encoding": b"json/plain", READER: reader}, data=b"1")
        [opened] = await heard.decode(await writer.encode([told]))
        assert opened.data == b"1"
    assert own.keys.own_secret() == Identity.load(file).keys.own_secret()


@pytest.mark.parametrize(
    ("held_by", "told"),
    [
        ("no.such.module:international", "no.such"),
        (f"{HERE}:nothing", "nothing"),
        (f"{HERE}:HERE:there", "HERE"),
        ("os:getcwd", "opens none"),
        (f"{HERE}:Vault", "suite_name"),
        (f"{HERE}:signs_otherwise", "`verifies`"),
        (f"{HERE}:seals_otherwise", "`seals`"),
        (f"{HERE}:sm", "another"),
    ],
)
def test_what_is_none(held_by: str, told: str, tmp_path: Path) -> None:
    """Told as it is loaded, by its name: one that is not there, does otherwise, or holds another key."""
    file = tmp_path / "market.identity"
    own = Identity.make(SPEAKER, held_by=f"{HERE}:international")
    replace(own, keys=HeldKeys(held_by, own.keys)).save(file)
    with pytest.raises(WrongKey, match=told):
        Identity.load(file)


def test_it_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For its public keys, and for the secret by which ids are made, which do not change."""
    own = Identity.make(SPEAKER, held_by=f"{HERE}:international")
    known = own.sign(b"x"), own.keys.own_secret()
    for asked in ("verifies", "seals", "shared"):
        monkeypatch.setattr(vault.Vault, asked, None)
    assert (own.sign(b"x"), own.keys.own_secret()) == known


@pytest.mark.parametrize("answers", [ValueError(), RuntimeError(), None, "a text", [1]])
def test_it_fails(answers: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it raises once it is open, or answers that is no bytes, is told as what may be tried again."""

    def fails(*_: object) -> object:
        if isinstance(answers, Exception):
            raise answers
        return answers

    own = Identity.make(SPEAKER, held_by=f"{HERE}:international")
    for asked in ("sign", "seals", "verifies"):
        monkeypatch.setattr(vault.Vault, asked, fails)
    for ask in (lambda: own.sign(b"x"), own.keys.seals, own.keys.verifies):
        with pytest.raises(NoKeyStore, match="international"):
            ask()


def test_it_is_away(tmp_path: Path) -> None:
    """Whatever it raises is told as what may be tried again; it goes on with the key store that is back."""
    file = tmp_path / "market.identity"
    own = Identity.make(SPEAKER, held_by=f"{HERE}:international")
    own.save(file)
    there, vault.VAULTS[:] = [*vault.VAULTS], []
    for asked in (lambda: own.sign(b"x"), own.exported, own.keys.own_secret, lambda: Identity.load(file)):
        with pytest.raises(NoKeyStore, match="international"):
            asked()
    vault.VAULTS[:] = there
    assert own.sign(b"x") == Identity.load(file).sign(b"x")
