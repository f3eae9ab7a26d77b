"""Whoever may say something, for tests that send words themselves, below the SDK's own methods."""

import time
from uuid import uuid4

from temporalio.client import Client

from client import names
from client.messages.grants.events import RegistryEvent, source
from client.messages.officers.commands import Command
from client.transport.connection import connect, plugin
from client.transport.engine_line import EngineLine
from client.trust import identity
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.rights import RIGHTS
from client.trust.said import Said, SaidT
from client.trust.sign_in import SignIns, sign_in
from tests.support.parts import KEYS, PATIENCE, Parts


def identity_of(role: Role, *, actor: str = "", department: str = "") -> Identity:
    """Of somebody whom the test makes up."""
    made = identity.development()
    assert made, "tests have a development's secret"
    return made.of(role, actor=actor, department=department)


def line_of(parts: Parts, own: Identity, sign_ins: SignIns | None = None) -> EngineLine:
    """The connection of somebody who has one identity, and no other."""
    return EngineLine(parts.client, PATIENCE, own, sign_ins)


def sign_ins_at(platform: Identity) -> SignIns:
    """Everybody is signed in there."""
    service = identity_of(Role.IDENTITY_SERVICE)
    return lambda person: sign_in(service, person, platform=platform.speaker.actor, at=time.time())


def said(
    client: Client, run: str, message: str, says: SaidT, *, by: Identity, command: str = "", over: str = ""
) -> Said[SaidT]:
    """Signed for a message of a run."""
    return EngineLine(client, PATIENCE).said(
        by, says, run=run, message=message, command=command or str(uuid4()), over=over
    )


def speaker(message: str, says: object, *, workflow: str = names.CASE) -> Identity:
    """Somebody who may say this, by the table of rights."""
    role = RIGHTS[workflow, message][0].role
    match says:
        case Command(officer=officer, department=department):
            return identity_of(role, actor=officer, department=department)
        case RegistryEvent(fact=fact):
            return identity_of(role, department=source(fact))
        case _:
            return identity_of(role)


async def outside(parts: Parts) -> Client:
    """A connection of whoever knows the engine's public key alone."""
    address, namespace = parts.client.service_client.config.target_host, parts.client.namespace
    return await connect(plugin(KEYS.public), address=address, namespace=namespace)
