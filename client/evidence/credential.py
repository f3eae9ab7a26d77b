"""An e-licence as a credential (SD-JWT VC): each claim about somebody is shown by itself, or not at all.

The form is that of SD-JWT (RFC 9901) with the type `dc+sd-jwt`: a signed line, and behind it, each after a
tilde, the claims that are disclosed, of which the line has salted digests alone. Whoever holds it leaves some
of them out (`presented`); whoever is shown it proves the rest offline by the engine's public key (`check`).

It is signed by the engine, as the bundle is, and says which department has decided: that one's own signature
is not in it. It is bound to no key of the holder, for the engine knows none: whoever is shown it compares
what it discloses with the person. Of an engine of the suite `sm` the line is signed by SM2, for which JOSE
has no registered name (`SM2` is ours), and the digests are of SHA-256 all the same.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic import JsonValue, TypeAdapter, ValidationError

from ..messages.message import Message
from . import verify
from .verify import Broken

TYPE: Final = "dc+sd-jwt"
HASH: Final = "sha-256"
BETWEEN: Final = "~"
SKEW: Final = timedelta(seconds=60)
LONGEST: Final = 65_536

_OWN: Final = ("_sd", "_sd_alg", "...", "cnf", "iss", "iat", "nbf", "exp", "vct", "status")
"""What no disclosure may be called: it would say what only the signed line may."""

_DISCLOSED: Final = TypeAdapter(tuple[str, str, JsonValue])


class SignedLicence(Message):
    """What the engine has signed of a licence: `vct` is its kind, `exp` and `iat` seconds of the epoch."""

    iss: str
    vct: str
    iat: int
    exp: int | None = None
    licence: str
    type_code: str = ""
    decided_on: str = ""
    authority: str
    authority_id: str = ""


class ProvedLicence(Message):
    """What was proved: what the line says of the licence, and what of the rest was `disclosed`.

    So many other claims are `hidden`. It does not say whether the licence is still in force: the licence
    library does.
    """

    signed: SignedLicence
    disclosed: dict[str, JsonValue]
    hidden: int


def issuer(engine: str) -> str:
    """As which the engine with this public key (base64) signs: the name of that key (RFC 6920)."""
    return f"ni:///sha-256;{_hash(base64.b64decode(engine, validate=True))}"


def issued(
    shown: Mapping[str, Any],
    hidden: Mapping[str, Any],
    *,
    sign: Callable[[bytes], str],
    salt: Callable[[str], str],
) -> str:
    """With all that is hidden disclosed behind it; the `salt` of a name nobody else can tell."""
    disclosures = [_disclosure(salt(name), name, value) for name, value in hidden.items()]
    line = {**shown, "_sd_alg": HASH, "_sd": sorted(map(_digest, disclosures))}
    signed = sign(json.dumps(line, ensure_ascii=False).encode())
    return BETWEEN.join((signed, *disclosures, ""))


def presented(credential: str, names: Iterable[str]) -> str:
    """The same with these claims alone.  Raises `KeyError` for one that it has not, `Broken`."""
    line, *disclosures = _parts(credential)
    by_name = {_read(one)[0]: one for one in disclosures}
    return BETWEEN.join((line, *(by_name[name] for name in dict.fromkeys(names)), ""))


def check(credential: str, *, engine: str, at: datetime | None = None) -> ProvedLicence:
    """What it proves, if the engine with this public key (base64) has signed it, and it is not over.

    Raises `Broken`.
    """
    line, *disclosures = _parts(credential)
    body, signed = _proved(line, engine)
    now = at or datetime.now(UTC)
    if signed.exp is not None and now >= datetime.fromtimestamp(signed.exp, UTC):
        raise Broken("证照凭证已过有效期")
    if datetime.fromtimestamp(signed.iat, UTC) > now + SKEW:
        raise Broken("证照凭证的签发时间在将来，请核对时钟")
    digests = body.get("_sd", [])
    told = dict(_told(disclosures, digests, body))
    return ProvedLicence(signed=signed, disclosed=told, hidden=len(digests) - len(told))


def _proved(line: str, engine: str) -> tuple[dict[str, Any], SignedLicence]:
    try:
        header = json.loads(_bytes(line.partition(".")[0]))
        body = _signed(line, engine)
        signed = SignedLicence.model_validate(body)
        if header["typ"] != TYPE or "crit" in header or signed.iss != issuer(engine):
            raise Broken("证照凭证的类型或者签发者不符")
    except (ValueError, ValidationError, TypeError, KeyError):
        raise Broken("不是证照凭证，或者不完整") from None
    digests = body.get("_sd", [])
    if body.get("_sd_alg") != HASH or len({*digests}) != len(digests):
        raise Broken("证照凭证的摘要方式无法识别")
    return body, signed


def _signed(line: str, engine: str) -> dict[str, Any]:
    try:
        return verify.signed(line, engine)
    except Broken:
        raise Broken("证照凭证不是这个引擎签发的，或者内容已被改动") from None


def _told(
    disclosures: Iterable[str], digests: list[str], body: Mapping[str, Any]
) -> Iterator[tuple[str, JsonValue]]:
    """Each of them once, and none that the line does not know."""
    seen: set[str] = set()
    for one in disclosures:
        name, value = _read(one)
        if _digest(one) not in digests or name in seen or name in body or name in _OWN:
            raise Broken("所出示的内容不属于这一证照凭证")
        seen.add(name)
        yield name, value


def _parts(credential: str) -> list[str]:
    """The line and the disclosures.  Raises `Broken`."""
    *parts, behind = credential.strip().split(BETWEEN)
    if len(credential) > LONGEST or not parts or behind:
        raise Broken("不是证照凭证，或者不完整；不接受附带持有人签名的形式")
    return parts


def _read(disclosure: str) -> tuple[str, JsonValue]:
    """Raises `Broken`."""
    try:
        _, name, value = _DISCLOSED.validate_json(_bytes(disclosure), strict=True)
    except (ValueError, ValidationError):
        raise Broken("所出示的内容无法读取") from None
    return name, value


def _disclosure(salt: str, name: str, value: object) -> str:
    return _base64url(json.dumps([salt, name, value], ensure_ascii=False).encode())


def _digest(disclosure: str) -> str:
    return _hash(disclosure.encode())


def _hash(text: bytes) -> str:
    return _base64url(hashlib.sha256(text).digest())


def _base64url(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def _bytes(part: str) -> bytes:
    """Raises `ValueError`."""
    return base64.b64decode(f"{part}{'=' * (-len(part) % 4)}", altchars=b"-_", validate=True)
