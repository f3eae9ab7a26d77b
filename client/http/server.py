"""The server of the face: HTTP, or HTTPS that may ask for client certificates."""

import asyncio
import ssl
from typing import Final, cast

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..transport.connection import connect, plugin
from ..trust.key_pair import EngineKey
from .callers import CallerBook
from .face import face
from .settings import HttpSettings

SECONDS: Final = 10
"""For calls that wait for their answers when it ends; whoever follows something calls again, and goes on."""


class CertifiedProtocol(H11Protocol):
    """Tells each request who has called, by `request.state.certificate` (DER), if TLS has proved it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `H11Protocol`."""
        super().connection_made(cast("asyncio.Transport", transport))
        if tls := cast("ssl.SSLObject | None", transport.get_extra_info("ssl_object")):
            self.app_state = {**self.app_state, "certificate": tls.getpeercert(binary_form=True)}


async def serve(settings: HttpSettings) -> None:
    """Until the process is told to stop. It speaks to the engine with that one's public key alone.

    Raises `EngineUnreachable`, `WrongSettings`, `WrongKey`.
    """
    engine = EngineKey.load()
    client = await connect(plugin(engine))
    await server(face(CallerBook(settings, client, engine)), settings).serve()


def server(app: FastAPI, settings: HttpSettings) -> uvicorn.Server:
    """Nothing of what is asked is logged: paths have ids of cases."""
    host, _, port = settings.listen.rpartition(":")
    tls = settings.tls
    authorities = tls.authorities if tls else None
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=int(port),
            http=CertifiedProtocol,
            ws="none",
            lifespan="off",
            access_log=False,
            timeout_graceful_shutdown=SECONDS,
            ssl_certfile=tls.certificate if tls else None,
            ssl_keyfile=tls.key if tls else None,
            ssl_ca_certs=str(authorities) if authorities else None,
            ssl_cert_reqs=ssl.CERT_OPTIONAL if authorities else ssl.CERT_NONE,
        )
    )
