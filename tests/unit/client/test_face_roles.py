"""The HTTP face: who calls in a role that is not that of an endpoint is told so, before anybody is asked."""

import hashlib
from pathlib import Path
from typing import Final
from uuid import UUID

import httpx
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from temporalio.client import Client

from client.http.callers import CallerBook
from client.http.face import face
from client.http.settings import CallerEntry, HttpSettings
from client.trust.actor import Role
from tests.support.parts import KEYS
from tests.support.speakers import identity_of

CERTIFICATE: Final = "certificate"
NOBODY: Final = ""
CALLERS: Final = (Role.PLATFORM, Role.OFFICER, Role.SUPERVISOR, Role.CASHIER, Role.OPERATOR, NOBODY)
OF_STAFF: Final = frozenset({Role.OFFICER, Role.HEAD})
ROOMS: Final = {
    "/desk": OF_STAFF,
    "/sequels": OF_STAFF,
    "/supervision": frozenset({Role.SUPERVISOR}),
    "/cases/{case}/payments": frozenset({Role.CASHIER}),
    "/": frozenset({Role.PLATFORM}),
}
"""Whose an endpoint is, by how its path begins: the first that fits."""


def _behind(app: ASGIApp) -> ASGIApp:
    """As the server hands over who has shown a certificate; none in a header of the name."""

    async def handed_over(scope: Scope, receive: Receive, send: Send) -> None:
        shown = dict(scope["headers"]).get(CERTIFICATE.encode(), b"")
        await app({**scope, "state": {CERTIFICATE: shown}}, receive, send)

    return handed_over


async def test_each_endpoint_by_each_other_role(tmp_path: Path) -> None:
    """None answers; the engine, which is not even there, is not asked."""
    for role in Role:
        identity_of(role, department="health").save(tmp_path / role)
    entries = tuple(
        CallerEntry(certificate=hashlib.sha256(role.encode()).hexdigest(), identity=tmp_path / role)
        for role in Role
    )
    nowhere = await Client.connect("127.0.0.1:1", lazy=True)
    app = face(CallerBook(HttpSettings(callers=entries), nowhere, KEYS.public))
    routes = [one for one in app.routes if isinstance(one, APIRoute)]
    transport = httpx.ASGITransport(_behind(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://face") as http:
        for caller in CALLERS:
            wanted = (403, "urn:one-matter:NotAllowed") if caller else (401, "urn:one-matter:NotProven")
            headers = {CERTIFICATE: caller} if caller else {}
            foreign = [one for one in routes if caller not in _whose(one)]
            assert foreign
            for route in foreign:
                path = route.path.format(**dict.fromkeys(route.param_convertors, str(UUID(int=1))))
                for method in route.methods or ():
                    answer = await http.request(method, path, headers=headers)
                    assert (answer.status_code, answer.json()["type"]) == wanted, (caller, method, path)


def _whose(route: APIRoute) -> frozenset[Role]:
    return next(roles for begins, roles in ROOMS.items() if route.path.startswith(begins))
