"""Checks a bundle of evidence offline, with Python and `cryptography` alone: python verify.py BUNDLE.zip

The leaves of a Merkle tree (RFC 6962) are what happened in a case. Whoever has a bundle reads some of them;
of the others it holds the hashes alone, so that nothing can be left out or added. The engine has signed the
root of the tree, and whoever said something has signed his word.
"""

import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MANIFEST: Final = "manifest.json"
ITSELF: Final = "verify.py"


class Broken(Exception):
    """The bundle does not hold, and why."""


def leaf_hash(leaf: bytes) -> bytes:
    """Of a leaf's bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Of a tree with these leaves: it splits at the largest power of two that is less than their number."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(hashes[:half]) + root(hashes[half:])).digest()


def signed(word: str, verifies: str) -> dict[str, Any]:
    """What a word claims, if this key has signed it.  Raises `Broken`."""
    try:
        header, content, signature = word.split(".")
        Ed25519PublicKey.from_public_bytes(base64.b64decode(verifies)).verify(
            _decoded(signature), f"{header}.{content}".encode()
        )
        claims: dict[str, Any] = json.loads(_decoded(content))
    except (InvalidSignature, ValueError):
        raise Broken("a signature is not by the key that it names") from None
    return claims


def check(bundle: str, engine: str | None = None) -> Iterator[str]:
    """What was checked, line by line.  Raises `Broken`.

    `engine` is the public key of the engine (base64), as its operators publish it; without one the bundle
    shows only that it is as whoever holds the key in it has signed it.
    """
    with zipfile.ZipFile(bundle) as opened:
        manifest = json.loads(opened.read(MANIFEST))
        leaves = {one["file"]: opened.read(one["file"]) for one in manifest["leaves"] if one["file"]}
        extra = {*opened.namelist()} - {MANIFEST, ITSELF, *leaves}
    if extra:
        raise Broken(f"files that nobody has signed: {', '.join(sorted(extra))}")
    if engine is not None and manifest["verifies"] != engine:
        raise Broken("it is signed with another key than the engine's")
    claims = signed(manifest["signature"], manifest["verifies"])
    for one in manifest["leaves"]:
        if one["file"] and leaf_hash(leaves[one["file"]]).hex() != one["hash"]:
            raise Broken(f"{one['file']} is not as it was signed")
    found = root([bytes.fromhex(one["hash"]) for one in manifest["leaves"]]).hex()
    if (found, len(manifest["leaves"])) != (claims["root"], claims["leaves"]):
        raise Broken("leaves are missing, added, or in another order than they were signed in")
    yield f"case {claims['case']}: {len(leaves)} of {claims['leaves']} leaves are here, signed by the engine"
    yield from _words([json.loads(leaf) for leaf in leaves.values()])


def _words(leaves: list[dict[str, Any]]) -> Iterator[str]:
    keys = {leaf["content"]["kid"]: leaf["content"] for leaf in leaves if leaf["kind"] == "key"}
    for leaf in leaves:
        if leaf["kind"] != "word":
            continue
        said = leaf["content"]
        kid = json.loads(_decoded(said["word"].split(".")[0]))["kid"]
        if kid not in keys:
            raise Broken(f"{leaf['name']} is signed with a key that the engine does not vouch for")
        key, raw = keys[kid], said["raw"]
        claims = signed(said["word"], key["verifies"])
        digest = claims["digest"] if raw is None else hashlib.sha256(raw.encode()).hexdigest()
        if (claims["digest"], _said_of(claims["speaker"])) != (digest, _said_of(key["speaker"])):
            raise Broken(f"{leaf['name']} says something else than was signed, or another has signed it")
        yield f"{leaf['name']}: {claims['speaker']['role']} {claims['speaker']['actor']}"


def _said_of(speaker: dict[str, str]) -> dict[str, str]:
    """Whoever signs leaves out what is empty."""
    return {name: value for name, value in speaker.items() if value}


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 if the bundle holds."""
    if len(arguments) not in {1, 2}:
        print("usage: python verify.py BUNDLE.zip [PUBLIC KEY OF THE ENGINE]")
        return 2
    try:
        for line in check(*arguments):
            print(line)
    except (Broken, KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile) as broken:
        print(f"it does not hold: {broken}")
        return 1
    if len(arguments) == 1:
        print("compare the key with the one that the engine's operators publish, or give it behind the file")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
