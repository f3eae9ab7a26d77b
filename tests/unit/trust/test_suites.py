"""Suites of ciphers: what the standards print comes out, and whoever changes over loses nothing."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from cryptography.exceptions import InvalidTag
from temporalio.api.common.v1 import Payload

from activities.database import BookKeys, book_keys
from client import EngineKey, KeyRing
from client.errors import NotProven, WrongKey, WrongSettings
from client.evidence import verify
from client.messages.cases.submission import Withdrawal
from client.transport.codec import READER, OutsideCodec, RingCodec
from client.transport.ring_of_keys import make_development_key
from client.trust import jws
from client.trust.actor import KeysAtHand, Role, Speaker
from client.trust.ciphers import suites
from client.trust.ciphers.suite import Suite
from client.trust.identity import DevelopmentIdentities, Identity, load
from client.trust.proof import prove
from client.trust.said import claimed, say

SPEAKER: Final = Speaker(actor="portal-1", role=Role.PLATFORM, person="p1")
INTERNATIONAL, SM = suites.SUITES
BOTH: Final = pytest.mark.parametrize("suite", suites.SUITES, ids=lambda suite: suite.name)

GB_T_32918: Final = (
    (
        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    ),
    (
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
        "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
    ),
)
"""Annex A of part 5: a public key, and the signature of "message digest"."""

RFC_8998: Final = (
    "0123456789abcdeffedcba9876543210",
    "00001234567800000000abcd",
    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    "".join(letter * 16 for letter in "abcdefea"),
    (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    ),
)
"""Appendix A.1, SM4-GCM: key, nonce, what is bound to it, text, what becomes of it."""


def identity_in(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> Identity:
    monkeypatch.setenv(suites.ENVIRONMENT, suite.name)
    return Identity.make(SPEAKER)


def ring(*parts: Suite) -> KeyRing:
    return KeyRing({suite.name: suite.name[:1].encode() * suite.secret_bytes for suite in parts})


def test_sm2_as_it_is_published() -> None:
    """The library and the verifier of bundles, which know nothing of each other, say the same."""
    key, signature = map(bytes.fromhex, GB_T_32918)
    assert SM.is_signed(b"message digest", signature, verifies=key)
    word = jws.line(jws.unsigned({}, b"{}"), signature)
    with pytest.raises(verify.Broken):
        verify.signed(word, base64.b64encode(key).decode())
    private = int("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8", 16)
    assert verify.point_bytes(verify.times(private, verify.BASE)) == key
    assert not SM.is_signed(b"message digess", signature, verifies=key)


def test_sm4_as_it_is_published() -> None:
    """RFC 8998; a changed byte is found."""
    key, nonce, about, text, closed = map(bytes.fromhex, RFC_8998)
    cipher = SM.aead(key)
    assert cipher.encrypt(nonce, text, about) == closed
    assert cipher.decrypt(nonce, closed, about) == text
    with pytest.raises(InvalidTag):
        cipher.decrypt(nonce, closed[:-1] + b"x", about)


@BOTH
def test_a_word(suite: Suite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever has an identity signs in its suite, from his file, too; the verifier of bundles agrees."""
    own = identity_in(suite, monkeypatch)
    own.save(tmp_path / "own.identity")
    monkeypatch.delenv(suites.ENVIRONMENT)
    assert load(tmp_path / "own.identity") == own
    said = say(own, Withdrawal(reason="搬家"), to="x", command="1", at=datetime.now(UTC).timestamp())
    directory = KeysAtHand((own.exported(),))
    claims = prove(said.word, digest=said.digest, to="x", at=datetime.now(UTC), directory=directory)
    assert verify.signed(said.word, own.verifies) == json.loads(claims.model_dump_json(exclude_defaults=True))
    text, _, signature = said.word.rpartition(".")
    other = "B" if signature.startswith("A") else "A"
    for changed in (other + signature[1:], signature[:-4], "A" * len(signature), ""):
        forged = f"{text}.{changed}"
        assert claimed(said.word) == claimed(forged)
        with pytest.raises(NotProven, match="signature"):
            prove(forged, digest=said.digest, to="x", at=datetime.now(UTC), directory=directory)
        with pytest.raises(verify.Broken):
            verify.signed(forged, own.verifies)


@BOTH
def test_the_key_says_its_algorithm(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a word says of itself chooses nothing: under another name it is not signed at all."""
    own = identity_in(suite, monkeypatch)
    for alg in ("none", "HS256", *({INTERNATIONAL.algorithm, SM.algorithm} - {suite.algorithm})):
        text = jws.unsigned({"alg": alg, "kid": own.kid}, b"{}")
        signature = own.keys.sign(text.encode())
        assert not jws.read(jws.line(text, signature)).is_by(own.verifies)
    crit = jws.unsigned({"alg": suite.algorithm, "crit": "b64"}, b"{}")
    assert not jws.read(jws.line(crit, own.keys.sign(crit.encode()))).is_by(own.verifies)


@BOTH
@pytest.mark.parametrize("order", [suites.SUITES, suites.SUITES[::-1]], ids=["first", "last"])
async def test_sealed_in_both_at_once(
    suite: Suite, order: tuple[Suite, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An engine that changes over reads whoever writes in either, and answers him in his own."""
    own, keys = identity_in(suite, monkeypatch), ring(*order)
    (tmp_path / "engine.public").write_text(keys.public.text())
    outside, engine = OutsideCodec(EngineKey.load(tmp_path / "engine.public")), RingCodec(keys)
    reader = outside.reads(own.sealing).encode()
    plain = Payload(metadata={"encoding": b"json/plain"}, data=b"1")
    for writer, heard in ((outside, engine), (engine, outside)):
        told = Payload(metadata={"encoding": b"json/plain", READER: reader}, data=b"1")
        (closed,) = await writer.encode([told])
        assert await heard.decode([closed]) == [plain]
    (kept,) = await engine.encode([Payload.FromString(plain.SerializeToString())])
    assert kept.metadata["encryption-key-id"] == order[0].name.encode()
    assert await RingCodec(ring(*order[::-1])).decode([kept]) == [plain]


async def test_an_engine_without_that_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes for it is told what to do; what it answers him with is not left open."""
    own, engine = identity_in(SM, monkeypatch), ring(INTERNATIONAL)
    outside = OutsideCodec(engine.public)
    told = Payload(metadata={READER: outside.reads(own.sealing).encode()}, data=b"secret")
    with pytest.raises(WrongKey, match="'sm'"):
        await outside.encode([Payload.FromString(told.SerializeToString())])
    (closed,) = await RingCodec(engine).encode([told])
    assert b"secret" not in closed.SerializeToString()


def test_a_checkout_changes_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A new key stands in front of the ring and at the end of the books'; what was sealed is found by it."""
    file, books = tmp_path / "payload.keys", tmp_path / "book.keys"
    make_development_key(file)
    book_keys.make_book_keys(books)
    old, sealed = KeyRing.parse(file.read_text()), BookKeys(books).seal("310000")
    monkeypatch.setenv(suites.ENVIRONMENT, "sm")
    for _ in range(2):
        make_development_key(file)
    new = KeyRing.parse(file.read_text())
    assert [*new.keys][1:] == [*old.keys]
    assert len(new.keys[new.active]) == SM.secret_bytes
    assert new.seal("x") == old.seal("x")
    assert file.stat().st_mode & 0o777 == 0o600
    keys = BookKeys(books)
    keys.rotate()
    assert sealed == keys.seals("310000")[1] != keys.seal("310000")
    assert len(keys.new_key()) == SM.secret_bytes


def test_a_development_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory of a development knows whoever signs in either suite, as the same person."""
    first, second = (DevelopmentIdentities(bytes(32), suite) for suite in suites.SUITES)
    persons = set[str]()
    for made in (first, second):
        own = made.of(Role.OFFICER, actor="a/b", department="health")
        for directory in (first, second):
            found = directory.find(own.kid)
            assert found
            assert (found.speaker, found.verifies) == (own.speaker, own.verifies)
        persons.add(own.speaker.person)
    assert len(persons) == 1
    monkeypatch.setenv(suites.ENVIRONMENT, "rot13")
    with pytest.raises(WrongSettings, match="international, sm"):
        suites.configured()


@pytest.mark.parametrize("rubbish", ["", "AAAA", "B" * 88, base64.b64encode(b"\x04" + bytes(64)).decode()])
def test_rubbish_in_the_directory(rubbish: str) -> None:
    """A key that is none proves nobody, and nothing fails by it."""
    own = DevelopmentIdentities(bytes(32), SM).of(Role.PLATFORM)
    said = say(own, Withdrawal(reason="x"), to="x", command="1", at=datetime.now(UTC).timestamp())
    listed = own.exported().model_copy(update={"verifies": rubbish})
    with pytest.raises(NotProven, match="signature"):
        prove(said.word, digest=said.digest, to="x", at=datetime.now(UTC), directory=KeysAtHand((listed,)))
