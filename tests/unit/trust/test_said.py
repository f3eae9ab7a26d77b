"""What is signed is proved, and nothing else: words of all kinds, changed in every way."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.errors import NotProven, WrongKey
from client.messages.cases.submission import Withdrawal
from client.trust.actor import ActorKey, Role, Speaker
from client.trust.ciphers.suite import base64url
from client.trust.identity import DevelopmentIdentities, Identity, load, make_development_identities
from client.trust.key_store import SeedKeys
from client.trust.proof import SKEW, prove
from client.trust.said import LIFE, Claims, Said, claimed, say

NOW: Final = datetime(2026, 11, 28, 9, tzinfo=UTC)
OFFICER: Final = Speaker(actor="officer-1", role=Role.OFFICER, department="health", person="p1")
IDENTITY: Final = Identity.make(OFFICER)
TO: Final = "one-matter/case/1#withdraw"
COMMAND: Final = "command-1"
KEY: Final = ActorKey(kid=IDENTITY.kid, verifies=IDENTITY.verifies, speaker=OFFICER, since=NOW)


class _Keys(dict[str, ActorKey]):
    """A directory in memory."""

    def find(self, kid: str) -> ActorKey | None:
        return self.get(kid)


def _said(reason: str = "搬家", *, life: int = LIFE) -> Said[Withdrawal]:
    says = Withdrawal(reason=reason)
    return say(IDENTITY, says, to=TO, command=COMMAND, at=NOW.timestamp(), life=life)


def _prove(said: Said[Withdrawal], *, key: ActorKey = KEY, at: datetime = NOW) -> Claims:
    return prove(
        said.word, digest=said.digest, to=TO, command=COMMAND, at=at, directory=_Keys({key.kid: key})
    )


@given(reason=st.text("甲乙丙，。abc123", min_size=1, max_size=200))
def test_what_is_signed_is_proved(reason: str) -> None:
    """Whatever is said: the claims are the speaker's, and the message travels as plain JSON."""
    said = _said(reason)
    assert _prove(said).speaker == OFFICER
    assert Withdrawal.model_validate_json(said.raw) == said.says


@given(data=st.data())
@settings(max_examples=200)
def test_a_changed_byte_is_found(data: st.DataObject) -> None:
    """In the message, or anywhere in the signed word."""
    said = _said()
    in_word = data.draw(st.booleans())
    bytes_ = said.word.encode() if in_word else said.raw
    at = data.draw(st.integers(0, len(bytes_) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != bytes_[at]))
    changed = bytes_[:at] + bytes([other]) + bytes_[at + 1 :]
    if in_word and _same_bytes(changed, bytes_):
        return  # the last letter of base64 has bits that mean nothing
    forged = (
        Said(said.says, said.raw, changed.decode("latin-1"))
        if in_word
        else Said(said.says, changed, said.word)
    )
    with pytest.raises(NotProven):
        _prove(forged)


def _same_bytes(one: bytes, other: bytes) -> bool:
    try:
        return [_decoded(part) for part in one.split(b".")] == [_decoded(part) for part in other.split(b".")]
    except ValueError:
        return False


def _decoded(part: bytes) -> bytes:
    return base64.b64decode(part + b"==", altchars=b"-_", validate=True)


@given(word=st.text(max_size=300))
def test_rubbish_is_no_word(word: str) -> None:
    """It claims nothing, and proves nothing; it never raises anything else."""
    assert claimed(word) is None
    with pytest.raises(NotProven):
        _prove(Said(Withdrawal(reason="x"), b"{}", word))


@pytest.mark.parametrize("part", ["reply", "via", "sign_in"])
def test_a_word_too_long(part: str) -> None:
    """What is signed is kept with what it is about, and nobody fills a history by it."""
    claims = claimed(_said().word)
    assert claims
    content = claims.model_copy(update={part: "x" * 20_000}).model_dump_json().encode()
    said = _said()
    with pytest.raises(NotProven):
        _prove(Said(said.says, said.raw, IDENTITY.sign(content)))


RUBBISH: Final = {
    "deep": b'{"a":' * 2_000 + b"1" + b"}" * 2_000,
    "a huge number": b'{"kid":' + b"9" * 8_000 + b"}",
    "no number": b'{"kid": NaN}',
    "half a character": b'{"kid": "\\ud800"}',
    "no UTF-8": b"\xff\xfe",
    "a list": b"[]",
}


@pytest.mark.parametrize("kind", RUBBISH)
@pytest.mark.parametrize("place", ["header", "claims"])
def test_rubbish_that_is_signed(kind: str, place: str) -> None:
    """By a key that holds, or under its name: it is refused as what it is, and breaks nothing."""
    said = _said()
    _, content, signature = said.word.split(".")
    rubbish = base64url(RUBBISH[kind])
    word = f"{rubbish}.{content}.{signature}" if place == "header" else IDENTITY.sign(RUBBISH[kind])
    with pytest.raises(NotProven):
        _prove(Said(said.says, said.raw, word))
    assert place == "header" or Said(said.says, said.raw, word).claims is None


@pytest.mark.parametrize(
    ("to", "command", "why"),
    [
        ("one-matter/case/2#withdraw", COMMAND, "for"),
        ("one-matter/case/1#supplement", COMMAND, "for"),
        ("other/case/1#withdraw", COMMAND, "for"),
        (TO, "command-2", "command"),
    ],
)
def test_a_captured_word_says_nothing_elsewhere(to: str, command: str, why: str) -> None:
    """Of another case, message or namespace, or sent again under another command."""
    said = _said()
    with pytest.raises(NotProven, match=why):
        prove(
            said.word,
            digest=said.digest,
            to=to,
            command=command,
            at=NOW,
            directory=_Keys({KEY.kid: KEY}),
        )


@pytest.mark.parametrize("late", [timedelta(seconds=LIFE) + 2 * SKEW, -2 * SKEW, timedelta(days=400)])
def test_a_word_of_another_time_is_stale(late: timedelta) -> None:
    """Whether it is old, or of the future."""
    key = KEY.model_copy(update={"since": NOW - timedelta(days=1)})
    with pytest.raises(NotProven, match="time"):
        _prove(_said(), key=key, at=NOW + late)


@pytest.mark.parametrize("change", ["since", "until", "revoked_at"])
def test_a_key_counts_while_it_holds(change: str) -> None:
    """Not before, not after, and not once it is revoked."""
    moment = NOW + timedelta(seconds=1) if change == "since" else NOW
    with pytest.raises(NotProven, match="does not hold"):
        _prove(_said(), key=KEY.model_copy(update={change: moment}))


@pytest.mark.parametrize(
    "change",
    [{"actor": "officer-2"}, {"role": Role.HEAD}, {"department": "civil-affairs"}, {"person": "p2"}],
)
def test_nobody_speaks_as_another(change: dict[str, object]) -> None:
    """The directory says whose key it is, in which role and department; another person is another person."""
    other = KEY.model_copy(update={"speaker": OFFICER.model_copy(update=change)})
    with pytest.raises(NotProven, match="name"):
        _prove(_said(), key=other)


def test_another_key_signs_for_nobody() -> None:
    """An own key under the id of an officer's."""
    forger = Identity(kid=IDENTITY.kid, speaker=OFFICER, keys=SeedKeys(bytes(32)))
    says = Withdrawal(reason="x")
    said = say(forger, says, to=TO, command=COMMAND, at=NOW.timestamp())
    with pytest.raises(NotProven, match="signature"):
        _prove(said)


def test_look_alikes_are_one_person() -> None:
    """In development, where accounts are made up: case, width and invisible letters make nobody another."""
    made = DevelopmentIdentities(bytes(32))
    persons = {
        made.of(Role.OFFICER, actor=actor).speaker.person
        for actor in ("officer-1", "Officer-1", "officer-1\u200b", "ｏfficer-1 ")
    }
    assert len(persons) == 1
    assert made.of(Role.OFFICER, actor="officer-2").speaker.person not in persons


def test_a_development_is_its_own_directory(tmp_path: Path) -> None:
    """Made once, and whoever reads its one file knows everybody's key."""
    file = tmp_path / "var" / "development.identity"
    make_development_identities(file)
    made = load(file)
    make_development_identities(file)
    assert load(file) == made
    assert isinstance(made, DevelopmentIdentities)
    officer = made.of(Role.OFFICER, actor="officer/1", department="health")
    found = made.find(officer.kid)
    assert found
    assert (found.speaker, found.verifies) == (officer.speaker, officer.verifies)
    assert made.find("development:king//x") is None
    assert made.find(IDENTITY.kid) is None
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_identity_is_one_file(tmp_path: Path) -> None:
    """Whoever has it speaks as that actor, and as nobody else."""
    file = tmp_path / "officer.identity"
    IDENTITY.save(file)
    read = load(file)
    assert read == IDENTITY
    assert read.of(Role.OFFICER, department="health") is read
    with pytest.raises(WrongKey, match="officer-1"):
        read.of(Role.OFFICER, actor="officer-2")
    with pytest.raises(WrongKey):
        load(tmp_path / "none")
    (tmp_path / "rubbish").write_text('{"seed": "äöü"}')
    with pytest.raises(WrongKey):
        load(tmp_path / "rubbish")
