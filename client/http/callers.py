"""Who calls: by a bearer token or a client certificate, an actor of the directory."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Final
from urllib.parse import unquote
from uuid import UUID

import jwt
from fastapi import Header, Request
from temporalio.client import Client

from ..errors import NoAnswer, NotAllowed, NotProven
from ..offices.cashier import Cashier
from ..offices.officer import Officer
from ..offices.sequels import Sequels
from ..offices.supervisor import Supervisor
from ..platform.case import Case
from ..platform.platform import Platform
from ..transport.engine_line import PATIENCE, EngineLine
from ..trust.actor import Role
from ..trust.identity import Identity
from ..trust.key_pair import EngineKey
from .settings import HttpSettings, TokenIssuer

SIGN_IN: Final = "Onematter-Sign-In"
"""The header that has what the identity service has signed about whoever is signed in at the caller's."""

VIA: Final = "Onematter-Via"
"""The header that names the device or assistant by which what is said was prepared, percent-encoded."""

WHOEVER: Final = "whoever is signed in"
"""Of whom the caller's word tells, and nothing else here."""

SignInWord = Annotated[str, Header(alias=SIGN_IN)]

_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""Those with a public key: nobody who only proves a token can make one."""

_SECONDS: Final = 5
"""For the issuer to give its keys."""


@dataclass(frozen=True)
class Caller:
    """An actor of the directory, and `via` which device or assistant his word was prepared."""

    identity: Identity
    client: Client
    engine: EngineKey
    via: str = ""

    def platform(self, sign_in: str) -> Platform:
        """With the identity service's word about whoever is signed in there.  Raises `NotAllowed`."""
        return Platform(self._line(Role.PLATFORM, sign_in=sign_in), self.engine)

    def officer(self) -> Officer:
        """Or the head of his body.  Raises `NotAllowed`."""
        speaker = self.identity.speaker
        line = self._line(Role.OFFICER, Role.HEAD)
        return Officer(line, department=speaker.department, officer=speaker.actor)

    def sequels(self) -> Sequels:
        """Or the head of his body.  Raises `NotAllowed`."""
        speaker = self.identity.speaker
        line = self._line(Role.OFFICER, Role.HEAD)
        return Sequels(line, department=speaker.department, officer=speaker.actor)

    def supervisor(self) -> Supervisor:
        """Raises `NotAllowed`."""
        return Supervisor(self._line(Role.SUPERVISOR))

    def cashier(self) -> Cashier:
        """Raises `NotAllowed`."""
        return Cashier(self._line(Role.CASHIER))

    def _line(self, *roles: Role, sign_in: str = "") -> EngineLine:
        own = self.identity.speaker
        if own.role not in roles:
            wanted = " or ".join(roles)
            raise NotAllowed(f"{own.actor} speaks as {own.role} here, and this is for the role {wanted}")
        return EngineLine(self.client, PATIENCE, self.identity, lambda _: sign_in).via(self.via)


class CallerBook:
    """All who may call, and what of theirs is believed. Also the dependencies of endpoints."""

    def __init__(self, settings: HttpSettings, client: Client, engine: EngineKey) -> None:
        """Raises `WrongKey`."""
        loaded = {entry: Identity.load(entry.identity) for entry in settings.callers}
        speaking = {entry: Caller(own, client, engine) for entry, own in loaded.items()}
        self._by_subject = {entry.subject: one for entry, one in speaking.items() if entry.subject}
        self._by_certificate = {
            entry.certificate.lower(): one for entry, one in speaking.items() if entry.certificate
        }
        self._tokens = settings.tokens and BearerTokens(settings.tokens)

    async def platform(self, request: Request, sign_in: SignInWord = "") -> Platform:
        """Raises `NotProven`, `NotAllowed`."""
        return (await self._caller(request)).platform(sign_in)

    async def officer(self, request: Request) -> Officer:
        """Raises `NotProven`, `NotAllowed`."""
        return (await self._caller(request)).officer()

    async def sequels(self, request: Request) -> Sequels:
        """Raises `NotProven`, `NotAllowed`."""
        return (await self._caller(request)).sequels()

    async def supervisor(self, request: Request) -> Supervisor:
        """Raises `NotProven`, `NotAllowed`."""
        return (await self._caller(request)).supervisor()

    async def cashier(self, request: Request) -> Cashier:
        """Raises `NotProven`, `NotAllowed`."""
        return (await self._caller(request)).cashier()

    async def case(self, case: UUID, request: Request, sign_in: SignInWord = "") -> Case:
        """One that this platform has filed, or the engine about whoever is signed in.

        Raises `NotProven`, `NotAllowed`, `CaseNotFound`.
        """
        return await (await self.platform(request, sign_in)).case(case, by=WHOEVER if sign_in else "")

    async def _caller(self, request: Request) -> Caller:
        """Raises `NotProven`."""
        return replace(await self._known(request), via=unquote(request.headers.get(VIA, "")))

    async def _known(self, request: Request) -> Caller:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token and self._tokens:
            return _known(self._by_subject, await asyncio.to_thread(self._tokens.subject, token))
        if certificate := getattr(request.state, "certificate", None):
            return _known(self._by_certificate, hashlib.sha256(certificate).hexdigest())
        raise NotProven("nobody says who calls: send `Authorization: Bearer …`, or a client certificate")


class BearerTokens:
    """Those of one issuer."""

    def __init__(self, issuer: TokenIssuer) -> None:
        self._issuer = issuer
        self._keys = jwt.PyJWKClient(str(issuer.keys), timeout=_SECONDS)

    def subject(self, token: str) -> str:
        """Raises `NotProven`, and `NoAnswer` where its issuer does not give its keys."""
        try:
            claims = jwt.decode(
                token,
                self._keys.get_signing_key_from_jwt(token),
                algorithms=_ALGORITHMS,
                audience=self._issuer.audience,
                issuer=self._issuer.issuer,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWKClientConnectionError:
            raise NoAnswer("the issuer of tokens does not give its keys; call again") from None
        except jwt.PyJWTError as error:
            raise NotProven(f"this token does not count: {error}; get another one") from None
        return str(claims["sub"])


def _known(callers: Mapping[str, Caller], name: str) -> Caller:
    if found := callers.get(name):
        return found
    raise NotProven("nobody here is called so: whoever runs this face enters him under [[callers]]")
