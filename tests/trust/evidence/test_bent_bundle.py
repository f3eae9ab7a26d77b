"""Whatever is bent in a bundle of evidence is found by its own program, offline."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from client import Case
from client.evidence import verify
from tests.support.cases.bundles import (
    ENGINE,
    opened,
    packed,
    sign_anew,
    verified,
)
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import Parts
from tests.support.states import on_one_ledger

HASHES_OF_RFC: Final = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
"""Roots of the first so many of the leaves below, as implementations of RFC 6962 are tested with."""
LEAVES: Final = (
    *("", "00", "10", "2021", "3031", "40414243"),
    *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
)


@pytest.mark.parametrize("many", HASHES_OF_RFC)
def test_the_tree_is_that_of_the_rfc(many: int) -> None:
    """Its roots are those that others reckon."""
    hashes = [verify.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:many]]
    assert verify.root(hashes).hex() == HASHES_OF_RFC[many]


def _changed_byte(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("leaves/"))
    files[name] = files[name].replace(b"a", b"b", 1)


def _dropped_word(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[verify.MANIFEST])
    place = next(
        number
        for number, leaf in enumerate(manifest["leaves"])
        if leaf["file"] and json.loads(files[leaf["file"]])["kind"] == "word"
    )
    del files[manifest["leaves"].pop(place)["file"]]
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _redacted_and_replaced(files: dict[str, bytes]) -> None:
    """A leaf that says something else, with its own hash in the place of the old one."""
    manifest = json.loads(files[verify.MANIFEST])
    leaf = next(leaf for leaf in manifest["leaves"] if leaf["file"])
    files[leaf["file"]] = b"{}"
    leaf["hash"] = verify.leaf_hash(b"{}").hex()
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _another_order(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[verify.MANIFEST])
    manifest["leaves"].reverse()
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _forged_signature(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[verify.MANIFEST])
    head, content, signature = manifest["signature"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(content + "==="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "case": "another"}).encode()).decode().rstrip("=")
    manifest["signature"] = f"{head}.{forged}.{signature}"
    files[verify.MANIFEST] = json.dumps(manifest).encode()


def _smuggled(files: dict[str, bytes]) -> None:
    files["leaves/999.json"] = b"{}"


def _rubbish(files: dict[str, bytes]) -> None:
    files[verify.MANIFEST] = b"[]"


BENT: Final[tuple[Callable[[dict[str, bytes]], None], ...]] = (
    _changed_byte,
    _dropped_word,
    _redacted_and_replaced,
    _another_order,
    _forged_signature,
    _smuggled,
    _rubbish,
)


@on_one_ledger
async def test_what_is_bent_is_found(closed: Case, tmp_path: Path) -> None:
    """A changed byte, a dropped word, a leaf in another's place, a forged signature, a file more."""
    bundle = await closed.bundle()
    for bend in BENT:
        files = opened(bundle)
        bend(files)
        code, said = verified(packed(files), tmp_path, ENGINE)
        assert (code, "does not hold" in said) == (1, True), bend.__name__


@on_one_ledger
async def test_a_forged_word_is_found(closed: Case, tmp_path: Path) -> None:
    """Even by the engine itself: a word that its speaker has not signed, in a tree that the engine has."""
    files = opened(await closed.bundle())
    manifest = json.loads(files[verify.MANIFEST])
    for leaf in manifest["leaves"]:
        said = json.loads(files[leaf["file"]])
        if said["kind"] == "word" and said["content"]["raw"]:
            said["content"]["raw"] = said["content"]["raw"].replace("officer-1", "officer-9")
            files[leaf["file"]] = json.dumps(said).encode()
            leaf["hash"] = verify.leaf_hash(files[leaf["file"]]).hex()
    sign_anew(manifest)
    files[verify.MANIFEST] = json.dumps(manifest).encode()
    code, said = verified(packed(files), tmp_path, ENGINE)
    assert (code, "something else than was signed" in said) == (1, True)


@on_one_ledger
async def test_another_engine(closed: Case, tmp_path: Path) -> None:
    """Whoever signs the whole of it anew with a key of his own is no engine."""
    files = opened(await closed.bundle())
    manifest = json.loads(files[verify.MANIFEST])
    sign_anew(manifest, "another")
    files[verify.MANIFEST] = json.dumps(manifest).encode()
    code, said = verified(packed(files), tmp_path, ENGINE)
    assert (code, "another key" in said) == (1, True)


@on_one_ledger
async def test_a_fact_that_is_bent(parts: Parts, tmp_path: Path) -> None:
    """Even by the engine itself: its digest, which the decision names, is of what was told."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    files = opened(await case.bundle())
    manifest = json.loads(files[verify.MANIFEST])
    for leaf in manifest["leaves"]:
        said = json.loads(files[leaf["file"]])
        if said["kind"] == "fact":
            said["content"]["told"] = said["content"]["told"].replace("entry", "other", 1)
            files[leaf["file"]] = json.dumps(said).encode()
            leaf["hash"] = verify.leaf_hash(files[leaf["file"]]).hex()
    sign_anew(manifest)
    files[verify.MANIFEST] = json.dumps(manifest).encode()
    code, told = verified(packed(files), tmp_path, ENGINE)
    assert (code, "not as it was told" in told) == (1, True)
