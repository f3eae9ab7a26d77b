"""A zip that is no bundle, or means to be two: its verifier says so, and breaks at nothing."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from client.evidence import verify
from client.trust.actor import Role
from tests.support.speakers import identity_of

OWN: Final = identity_of(Role.ENGINE)
LEAVES: Final = (
    {"kind": "clock", "name": "one", "content": 1},
    {"kind": "clock", "name": "two", "content": 2},
)


def _signed(leaves: Iterable[object]) -> tuple[dict[str, Any], dict[str, str]]:
    """By the engine: what is in a bundle."""
    texts = {f"leaves/{number:03}.json": json.dumps(leaf) for number, leaf in enumerate(leaves)}
    hashes = [verify.leaf_hash(text.encode()) for text in texts.values()]
    claims = {"case": "1", "leaves": len(hashes), "root": verify.root(hashes).hex()}
    manifest = {
        "signature": OWN.sign(json.dumps(claims).encode()),
        "verifies": OWN.verifies,
        "leaves": [{"hash": one.hex(), "file": file} for one, file in zip(hashes, texts, strict=True)],
    }
    return manifest, texts


def _zipped(manifest: object, files: Mapping[str, str], *first: tuple[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in (*first, (verify.MANIFEST, json.dumps(manifest)), *files.items()):
            written.writestr(name, text)
    return content.getvalue()


def _holds(bundle: bytes, folder: Path) -> bool:
    file = folder / "bundle.zip"
    file.write_bytes(bundle)
    return verify.main([str(file), OWN.verifies]) == 0


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [verify.MANIFEST, "leaves/000.json"])
def test_a_file_that_stands_twice(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One program shows the first, another the last: it does not hold, whichever of them is the true one."""
    manifest, files = _signed(LEAVES)
    assert _holds(_zipped(manifest, files), tmp_path)
    assert not _holds(_zipped(manifest, files, (name, "{}")), tmp_path)
    assert "twice" in capsys.readouterr().out


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger than any bundle is not unpacked."""
    manifest, files = _signed(LEAVES)
    bundle = _zipped(manifest, files)
    monkeypatch.setattr(verify, "LARGEST", 100)
    assert not _holds(bundle, tmp_path)


def test_every_byte_that_is_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It holds, and then says the same as before, or it does not hold; no changed byte breaks the program."""
    manifest, files = _signed(LEAVES)
    bundle = _zipped(manifest, files)
    assert _holds(bundle, tmp_path)
    said = capsys.readouterr().out
    for place in range(0, len(bundle), 3):
        held = _holds(bundle[:place] + bytes([bundle[place] ^ 0x55]) + bundle[place + 1 :], tmp_path)
        told = capsys.readouterr().out
        assert told == said if held else "does not hold" in told


ODD: Final[tuple[object, ...]] = (
    [],
    None,
    {"leaves": [1], "signature": "", "verifies": OWN.verifies},
    {"leaves": [], "signature": 3, "verifies": OWN.verifies},
    {"leaves": [{"hash": 3, "file": None}], "signature": "a.b.c", "verifies": OWN.verifies},
    {"leaves": [{"hash": "", "file": ["a"]}], "signature": "a.b.c", "verifies": OWN.verifies},
)


@pytest.mark.parametrize("manifest", ODD)
def test_a_manifest_of_another_shape(manifest: object, tmp_path: Path) -> None:
    """It does not hold."""
    assert not _holds(_zipped(manifest, {}), tmp_path)


@pytest.mark.parametrize(
    "leaf",
    [
        [],
        {"kind": "word", "name": "x", "content": {"word": 3, "raw": None}},
        {"kind": "word", "name": "x", "content": None},
        {"kind": "fact", "name": "x", "content": {"told": 3, "sha256": ""}},
        {"kind": "decision", "name": "x", "content": {"reasons": [1]}},
    ],
)
def test_a_leaf_of_another_shape(leaf: object, tmp_path: Path) -> None:
    """Even if the engine itself has signed that."""
    assert not _holds(_zipped(*_signed([leaf])), tmp_path)


def _renamed(bundle: bytes, new: str) -> bytes:
    """With another name for its first leaf, in all that says it."""
    assert len(new) == len("leaves/000.json")
    content, opened = io.BytesIO(), zipfile.ZipFile(io.BytesIO(bundle))
    with zipfile.ZipFile(content, "w") as written:
        for name in opened.namelist():
            text = opened.read(name).replace(b"leaves/000.json", json.dumps(new)[1:-1].encode())
            written.writestr(name.replace("leaves/000.json", new), text)
    return content.getvalue()


@pytest.mark.parametrize(
    "name",
    ["../../../0.json", "/root/.profile/", "leaves\\..\\..\\0", "leaves/../00.js", "leaves//00.json"],
)
def test_a_file_that_would_lie_elsewhere(name: str, tmp_path: Path) -> None:
    """Whoever unpacks it finds nothing where he has not put it; only the names of leaves are not signed."""
    bundle = _zipped(*_signed(LEAVES))
    assert _holds(_renamed(bundle, "leaves/00a.json"), tmp_path)
    assert not _holds(_renamed(bundle, name[:15].ljust(15, "0")), tmp_path)


def test_what_stands_beside_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A comment, another zip before it, an entry that is not listed: some program shows those."""
    bundle = _zipped(*_signed(LEAVES))
    commented = io.BytesIO(bundle)
    with zipfile.ZipFile(commented, "a") as written:
        written.comment = b"granted"
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        start = opened.start_dir
    hidden = _zipped({}, {"decision.json": "granted"})
    for bent in (commented.getvalue(), hidden + bundle, bundle[:start] + hidden + bundle[start:]):
        assert not _holds(bent, tmp_path)
    assert "granted" not in capsys.readouterr().out


def test_what_it_says_is_plain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in a bundle moves the cursor of whoever checks it."""
    leaf: dict[str, object] = {"kind": "decision", "name": "\x1b[2J\u202e", "content": {"reasons": []}}
    assert _holds(_zipped(*_signed([leaf])), tmp_path)
    assert not _holds(_zipped(*_signed([]), ("\x1b[2J", "{}")), tmp_path)
    assert not {"\x1b", "\u202e"} & {*capsys.readouterr().out}
