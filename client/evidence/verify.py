"""Checks a bundle of evidence offline, with Python and `cryptography` alone: python verify.py BUNDLE.zip KEY

The leaves of a Merkle tree (RFC 6962) are what happened in a case. Whoever has a bundle reads some of them;
of the others it holds the hashes alone, so that nothing can be left out or added. The engine has signed the
root of the tree, and whoever said something has signed his word.
"""

import base64
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SM3, Hash

MANIFEST: Final = "manifest.json"
ITSELF: Final = "verify.py"

Point = tuple[int, int]
LARGEST: Final = 2**28
"""Bytes of all that is in a bundle; ours have a hundredth of that."""

BESIDE: Final = 30 + 46
ENDS: Final = 22
"""Bytes of a zip for each file, beside its content and twice its name, and at the end (APPNOTE 4.3)."""

OF_ANOTHER_SHAPE: Final = (
    *(AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)

NUMBER: Final = 32
"""Bytes of each."""

FIELD: Final = 2**256 - 2**224 - 2**96 + 2**64 - 1
ORDER: Final = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123
CONSTANT: Final = 0x28E9FA9E_9D9F5E34_4D5A9E4B_CF6509A7_F39789F5_15AB8F92_DDBCBD41_4D940E93
BASE: Final[Point] = (
    0x32C4AE2C_1F198119_5F990446_6A39C994_8FE30BBF_F2660BE1_715A4589_334C74C7,
    0xBC3736A2_F4F6779C_59BDCEE3_6B692153_D0A9877C_C62A4740_02DF32E5_2139F0A0,
)
"""The curve of SM2 (GB/T 32918.5): y² = x³ - 3x + `CONSTANT`. `cryptography` does not have it."""

SIGNER: Final = b"1234567812345678"
"""As every signer of SM2 is called who is called nothing else (GB/T 35276)."""


USAGE: Final = """usage: python verify.py BUNDLE.zip [KEY]

KEY is the engine's public key for signing, or the file of it that its operator publishes (`onematter keys
public` prints it). It is not in engine.public: those keys are for sealing.
"""


class Broken(Exception):
    """The bundle does not hold, and why."""


class NoKey(Exception):
    """What was given is none."""


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
        _require_signed(f"{header}.{content}".encode(), _decoded(signature), base64.b64decode(verifies))
        claims: dict[str, Any] = json.loads(_decoded(content))
    except (InvalidSignature, ValueError):
        raise Broken("a signature is not by the key that it names") from None
    return claims


def _require_signed(text: bytes, signature: bytes, key: bytes) -> None:
    """By Ed25519, or by SM2, whose keys are longer.  Raises `InvalidSignature`, `ValueError`."""
    if len(key) == len(point_bytes(BASE)):
        _require_signed_by_sm2(text, signature, point(key))
    else:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)


def _require_signed_by_sm2(text: bytes, signature: bytes, key: Point) -> None:
    """GB/T 32918.2, with SM3.  Raises `InvalidSignature`."""
    one, two = two_numbers(signature)
    both = (one + two) % ORDER
    if len(signature) != 2 * NUMBER or not (0 < one < ORDER and 0 < two < ORDER and both):
        raise InvalidSignature
    curve = number_bytes(FIELD - 3, CONSTANT, *BASE, *key)
    about = _sm3((8 * len(SIGNER)).to_bytes(2) + SIGNER + curve)
    found = _sum(times(two, BASE), times(both, key))
    if found is None or (int.from_bytes(_sm3(about + text)) + found[0]) % ORDER != one:
        raise InvalidSignature


def point(key: bytes) -> Point:
    """Which a public key of SM2 is.  Raises `ValueError`."""
    x, y = two_numbers(key[1:])
    if key != point_bytes((x, y)) or max(x, y) >= FIELD or (y * y - x**3 + 3 * x - CONSTANT) % FIELD:
        raise ValueError("no point of the curve")
    return x, y


def point_bytes(of: Point) -> bytes:
    """A public key of SM2 (SEC 1)."""
    return b"\x04" + number_bytes(*of)


def number_bytes(*numbers: int) -> bytes:
    """One behind the other."""
    return b"".join(number.to_bytes(NUMBER) for number in numbers)


def two_numbers(written: bytes) -> tuple[int, int]:
    """Which are written like that."""
    return int.from_bytes(written[:NUMBER]), int.from_bytes(written[NUMBER:])


def times(factor: int, of: Point) -> Point:
    """A point of the curve so many times; the factor is no multiple of its order."""
    found: Point | None = None
    for bit in f"{factor:b}":
        found = _sum(_sum(found, found), of if bit == "1" else None)
    if found is None:
        raise ValueError("a multiple of the order")
    return found


def _sum(one: Point | None, two: Point | None) -> Point | None:
    """Of two points; none stands for the one at infinity."""
    if one is None or two is None:
        return one or two
    if one != two and one[0] == two[0]:
        return None
    rise, run = (3 * one[0] ** 2 - 3, 2 * one[1]) if one == two else (two[1] - one[1], two[0] - one[0])
    slope = rise * pow(run, -1, FIELD) % FIELD
    x = (slope**2 - one[0] - two[0]) % FIELD
    return x, (slope * (one[0] - x) - one[1]) % FIELD


def _sm3(text: bytes) -> bytes:
    hashing = Hash(SM3())
    hashing.update(text)
    return hashing.finalize()


def check(bundle: str | BinaryIO, engine: str | None = None) -> Iterator[str]:
    """What was checked, line by line.  Raises `Broken`.

    `engine` is the public key of the engine (base64), as its operators publish it; without one the bundle
    shows only that it is as whoever holds the key in it has signed it.
    """
    with zipfile.ZipFile(bundle) as opened:
        require_plain(opened)
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
    read = [json.loads(leaf) for leaf in leaves.values()]
    yield from _words(read)
    yield from _facts(read)


def require_plain(opened: zipfile.ZipFile, *, largest: int | None = None) -> None:
    """Whatever program unpacks it finds the same files, and puts none elsewhere.  Raises `Broken`."""
    files = opened.infolist()
    if len({file.filename.casefold() for file in files}) < len(files):
        raise Broken("a file stands in it twice")
    if not all(_is_below(file.orig_filename) for file in files):
        raise Broken("a file in it would lie elsewhere")
    if sum(file.file_size for file in files) > (largest or LARGEST):
        raise Broken("it is larger than any bundle")
    if opened.fp is None or opened.fp.seek(0, 2) != ENDS + sum(map(_length, files)):
        raise Broken("something stands in it beside its files")


def _is_below(name: str) -> bool:
    return name.isprintable() and not {"", ".", ".."} & {*name.replace("\\", "/").split("/")}


def _length(file: zipfile.ZipInfo) -> int:
    name = file.orig_filename.encode("utf-8" if file.flag_bits & 0x800 else "cp437")
    return BESIDE + 2 * len(name) + file.compress_size


def _words(leaves: list[dict[str, Any]]) -> Iterator[str]:
    keys = {leaf["content"]["kid"]: leaf["content"] for leaf in leaves if leaf["kind"] == "key"}
    for leaf in (leaf for leaf in leaves if leaf["kind"] == "word"):
        said = leaf["content"]
        kid = json.loads(_decoded(said["word"].split(".")[0]))["kid"]
        if kid not in keys:
            raise Broken(f"{leaf['name']} is signed with a key that the engine does not vouch for")
        key, raw = keys[kid], said["raw"]
        claims = signed(said["word"], key["verifies"])
        digest = claims["digest"] if raw is None else hashlib.sha256(raw.encode()).hexdigest()
        if (claims["digest"], _said_of(claims["speaker"])) != (digest, _said_of(key["speaker"])):
            raise Broken(f"{leaf['name']} says something else than was signed, or another has signed it")
        via = f", prepared with {claims['via'][:200]!r}" if claims.get("via") else ""
        yield f"{leaf['name']}: {claims['speaker']['role']} {claims['speaker']['actor']}{via}"


def _facts(leaves: list[dict[str, Any]]) -> Iterator[str]:
    """Entries of registers are as they were told; and how many of those that a decision names are here."""
    here: set[str] = set()
    for leaf in leaves:
        if leaf["kind"] == "fact":
            told, digest = leaf["content"]["told"] or "", leaf["content"]["sha256"]
            if told and hashlib.sha256(told.encode()).hexdigest() != digest:
                raise Broken(f"a {leaf['name']} is not as it was told")
            entry = json.loads(told)["entry"] if told else None
            here |= {digest, (entry or {}).get("identifier", digest)}
    for leaf in leaves:
        if leaf["kind"] == "decision":
            named = {one["reference"] for reason in leaf["content"]["reasons"] for one in _inputs(reason)}
            yield f"{leaf['name']}: {len(named & here)} of {len(named)} facts that it names are here"


def _inputs(reason: str | dict[str, Any]) -> list[dict[str, str]]:
    """The entries upon which a rule was judged; officers give reasons in words."""
    inputs: list[dict[str, str]] = [] if isinstance(reason, str) else reason["inputs"]
    return [one for one in inputs if one["reference"]]


def _said_of(speaker: dict[str, str]) -> dict[str, str]:
    """Whoever signs leaves out what is empty."""
    return {name: value for name, value in speaker.items() if value}


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _printable(line: str) -> str:
    """Nothing in it moves the cursor, or paints over what was said before."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def key_of(given: str) -> str:
    """As it stands, or from the public part of the engine's identity, a file.  Raises `NoKey`."""
    try:
        key: str = json.loads(Path(given).read_bytes())["verifies"] if Path(given).is_file() else given
        if len(base64.b64decode(key, validate=True)) in {NUMBER, len(point_bytes(BASE))}:
            return key
    except (KeyError, TypeError, ValueError):
        pass
    raise NoKey(f"{given} is no key by which an engine signs")


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 if the bundle holds."""
    if len(arguments) not in {1, 2}:
        print(USAGE)
        return 2
    try:
        for line in check(arguments[0], *map(key_of, arguments[1:])):
            print(_printable(line))
    except NoKey as missing:
        print(f"{missing}\n\n{USAGE}")
        return 2
    except (Broken, *OF_ANOTHER_SHAPE) as broken:
        print(_printable(f"it does not hold: {broken}"))
        return 1
    if len(arguments) == 1:
        print("compare the key with the one that the engine's operators publish, or give it behind the file")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
