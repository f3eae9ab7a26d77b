"""One leaf of a bundle and what proves it, short enough to be printed as a code that a phone reads.

The code is `OM1:` and, in base32 (RFC 4648, nothing behind it), four lines that are compressed (RFC 1950):
the leaf, its place in the tree, the hashes beside its way to the root (RFC 6962; base64), and the word by
which the engine has signed the root. Whoever has the engine's public key needs nothing else.
"""

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from . import verify
from .verify import Broken

MARK: Final = "OM1:"
LONGEST: Final = 65_536
"""Bytes of what a code holds; a code of more was not made here."""

_HASH: Final = 32
_FORGED: Final = "不是这个引擎签发的，或者内容已被改动"
_UNREADABLE: Final = "不是凭证上的二维码，或者没有读完整，请重新扫描"


class ProvedLeaf(NamedTuple):
    """What the engine has signed, and when (seconds of the epoch)."""

    leaf: dict[str, Any]
    at: int


@dataclass(frozen=True, kw_only=True)
class LeafProof:
    """What stands in a code, which nobody has checked by that."""

    leaf: str
    place: int
    path: tuple[bytes, ...]
    signature: str

    @classmethod
    def found(cls, bundle: bytes, *, name: str) -> "LeafProof | None":
        """Of the leaf of this name in a bundle that somebody has got, if it is there for him to read."""
        with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
            manifest = json.loads(opened.read(verify.MANIFEST))
            hashes = [bytes.fromhex(one["hash"]) for one in manifest["leaves"]]
            for place, one in enumerate(manifest["leaves"]):
                text = opened.read(one["file"]).decode() if one["file"] else "{}"
                if json.loads(text).get("name") == name:
                    path, signature = _path(hashes, place), manifest["signature"]
                    return cls(leaf=text, place=place, path=path, signature=signature)
        return None

    @classmethod
    def read(cls, code: str) -> "LeafProof":
        """From what a scanner has read.  Raises `Broken`."""
        try:
            leaf, place, path, signature = _unpacked("".join(code.split())).split("\n")
            beside = base64.b64decode(path, validate=True)
            cut = tuple(beside[start : start + _HASH] for start in range(0, len(beside), _HASH))
            return cls(leaf=leaf, place=int(place), path=cut, signature=signature)
        except (ValueError, zlib.error):
            raise Broken(_UNREADABLE) from None

    @property
    def code(self) -> str:
        """To be printed."""
        path = base64.b64encode(b"".join(self.path)).decode()
        text = "\n".join((self.leaf, str(self.place), path, self.signature))
        return MARK + base64.b32encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")

    @property
    def claims(self) -> dict[str, Any]:
        """What its signature claims, whoever has made that."""
        claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(self.signature.split(".")[1] + "==="))
        return claims

    def proved(self, engine: str) -> ProvedLeaf:
        """What it says, if the engine with this public key (base64) has signed it.  Raises `Broken`."""
        try:
            claims = verify.signed(self.signature, engine)
            climbed = _climbed(verify.leaf_hash(self.leaf.encode()), self.place, claims["leaves"], self.path)
            if climbed.hex() == claims["root"]:
                return ProvedLeaf(json.loads(self.leaf), int(claims["iat"]))
        except (Broken, KeyError, TypeError, ValueError):
            pass
        raise Broken(_FORGED)


def _unpacked(code: str) -> str:
    """Raises `ValueError`, `zlib.error`."""
    packed = code.removeprefix(MARK)
    if packed == code or len(packed) > LONGEST:
        raise ValueError("none of ours")
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(base64.b32decode(packed + "=" * (-len(packed) % 8)), LONGEST)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("cut off, or something behind it")
    return text.decode()


def _path(hashes: Sequence[bytes], place: int) -> tuple[bytes, ...]:
    """From below: at each step the root of the half in which the leaf is not."""
    if len(hashes) == 1:
        return ()
    half = _half(len(hashes))
    if place < half:
        return (*_path(hashes[:half], place), verify.root(hashes[half:]))
    return (*_path(hashes[half:], place - half), verify.root(hashes[:half]))


def _climbed(leaf: bytes, place: int, leaves: int, path: Sequence[bytes]) -> bytes:
    """The root of a tree of so many leaves with this one in its place.  Raises `ValueError`."""
    if not 0 <= place < leaves or (leaves == 1) != (not path):
        raise ValueError("no way in such a tree")
    if leaves == 1:
        return leaf
    half, (*below, beside) = _half(leaves), path
    if place < half:
        return verify.root((_climbed(leaf, place, half, below), beside))
    return verify.root((beside, _climbed(leaf, place - half, leaves - half, below)))


def _half(leaves: int) -> int:
    return 1 << (leaves - 1).bit_length() - 1
