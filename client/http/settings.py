"""How the HTTP face is set up: one file, whose paths are relative to its folder."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import HttpUrl, StringConstraints

from ..errors import WrongSettings
from ..messages.message import Message


class TokenIssuer(Message):
    """Whose bearer tokens count (OIDC), for which audience, and the address of its keys (JWKS)."""

    issuer: str
    audience: str
    keys: HttpUrl


class ServerCertificate(Message):
    """Of the face itself; `authorities` vouch for client certificates, if any count."""

    certificate: Path
    key: Path
    authorities: Path | None = None


class CallerEntry(Message):
    """Who speaks with an identity: the subject of a token, or whoever has a client certificate.

    That is named by the SHA-256 of its DER, in hex.
    """

    subject: str = ""
    certificate: str = ""
    identity: Path


class HttpSettings(Message):
    """Where it listens (`host:port`), whom it believes, and as whom each of its callers speaks."""

    listen: Annotated[str, StringConstraints(pattern=r"^.+:[0-9]{1,5}$")] = "127.0.0.1:8443"
    tokens: TokenIssuer | None = None
    tls: ServerCertificate | None = None
    callers: tuple[CallerEntry, ...]

    @classmethod
    def read(cls, file: Path) -> "HttpSettings":
        """Raises `WrongSettings`, with every mistake."""
        try:
            told = tomllib.loads(file.read_text(encoding="utf-8"))
            return _beside(file, cls.model_validate(told, extra="forbid"))
        except (OSError, ValueError, RecursionError) as error:  # also a name that no file can have
            raise WrongSettings(f"{file} is no file of the HTTP face's settings: {error}") from None


def _beside(file: Path, told: HttpSettings) -> HttpSettings:
    """With paths that hold wherever the process stands: those written are of the file's folder."""

    def found(one: Message) -> dict[str, Any]:
        return {name: file.parent / path for name, path in one if isinstance(path, Path)}

    callers = tuple(entry.model_copy(update=found(entry)) for entry in told.callers)
    tls = told.tls and told.tls.model_copy(update=found(told.tls))
    return told.model_copy(update={"callers": callers, "tls": tls})
