"""How the HTTP face is set up: one file, whose paths are relative to its folder."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import HttpUrl, StringConstraints, ValidationError

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
            return cls.model_validate(told, extra="forbid").beside(file)
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
            raise WrongSettings(f"{file} is no file of the HTTP face's settings: {error}") from None

    def beside(self, file: Path) -> "HttpSettings":
        """With the paths that are meant."""

        def found(told: Message) -> dict[str, Any]:
            return {name: file.parent / path for name, path in told if isinstance(path, Path)}

        callers = tuple(entry.model_copy(update=found(entry)) for entry in self.callers)
        tls = self.tls and self.tls.model_copy(update=found(self.tls))
        return self.model_copy(update={"callers": callers, "tls": tls})
