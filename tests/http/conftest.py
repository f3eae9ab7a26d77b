"""The HTTP face at work."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from pydantic import HttpUrl

from client.http.callers import CallerBook
from client.http.face import face
from client.http.settings import CallerEntry, HttpSettings, ServerCertificate, TokenIssuer
from client.trust.actor import Role
from tests.http.at_work import (
    CASHIER,
    HEAD,
    PORTAL,
    SUBJECTS,
    SUPERVISOR,
    AtWork,
    served,
)
from tests.http.callers import AUDIENCE, ISSUER, Authority, Issuer
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, outside
from tests.support.states import DEPARTMENTS, FOOD


@pytest.fixture
async def at(parts: Parts, tmp_path: Path) -> AsyncGenerator[AtWork]:
    """The portal and the payment system have tokens, an officer a certificate."""
    issuer, authority = Issuer(), Authority(tmp_path)
    own, officer = authority.certificate("face"), authority.certificate("officer")
    for name, identity in (
        (PORTAL, identity_of(Role.PLATFORM)),
        (CASHIER, identity_of(Role.CASHIER)),
        (HEAD, identity_of(Role.HEAD, department=DEPARTMENTS[FOOD])),
        (SUPERVISOR, identity_of(Role.SUPERVISOR)),
        ("officer-1", identity_of(Role.OFFICER, actor="officer-1", department=DEPARTMENTS[FOOD])),
        ("stranger", identity_of(Role.PLATFORM, actor="stranger")),
    ):
        identity.save(tmp_path / name)
    engine = await outside(parts)
    async with issuer.giving_keys() as keys:
        settings = HttpSettings(
            listen="127.0.0.1:0",
            tokens=TokenIssuer(issuer=ISSUER, audience=AUDIENCE, keys=HttpUrl(keys)),
            tls=ServerCertificate(certificate=own.file, key=own.key, authorities=authority.file),
            callers=(
                *(CallerEntry(subject=one, identity=tmp_path / one) for one in SUBJECTS),
                CallerEntry(certificate=officer.fingerprint, identity=tmp_path / "officer-1"),
            ),
        )
        async with (
            served(face(CallerBook(settings, engine, KEYS.public)), settings) as url,
            httpx.AsyncClient(base_url=url, verify=authority.trusted(), timeout=30) as portal,
            httpx.AsyncClient(base_url=url, verify=authority.trusted(officer), timeout=30) as desk,
        ):
            found = AtWork(issuer, portal, desk)
            portal.headers.update(found.by(PORTAL))
            yield found
