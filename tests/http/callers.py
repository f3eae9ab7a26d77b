"""Callers of the HTTP face: an issuer of tokens, an authority for certificates, and who has one of them."""

import ssl
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from jwt.algorithms import ECAlgorithm

AUDIENCE: Final = "one-matter"
ISSUER: Final = "https://id.example.gov.cn"
KID: Final = "1"


class Issuer:
    """Of tokens; its keys are at an address."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    @asynccontextmanager
    async def giving_keys(self) -> AsyncGenerator[str]:
        """Where, while the block lasts."""
        application = web.Application()
        application.router.add_get("/keys", self._answer)
        runner = web.AppRunner(application)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}/keys"
        finally:
            await runner.cleanup()

    async def _answer(self, _: web.Request) -> web.Response:
        public = ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return web.json_response({"keys": [public | {"kid": KID, "alg": "ES256"}]})

    def token(self, subject: str, *, audience: str = AUDIENCE, life: int = 60) -> str:
        """As it signs one."""
        claims = {"iss": ISSUER, "aud": audience, "sub": subject, "exp": int(time.time()) + life}
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": KID})


@dataclass(frozen=True)
class Certificate:
    """With its key, in files."""

    file: Path
    key: Path

    @cached_property
    def fingerprint(self) -> str:
        """Of its DER."""
        return x509.load_pem_x509_certificate(self.file.read_bytes()).fingerprint(hashes.SHA256()).hex()


class Authority:
    """It vouches for the face and for callers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("authority")
        self.file = folder / "authority.pem"
        self.file.write_bytes(_pem(self._signed("authority", self._key, is_authority=True)))

    def certificate(self, name: str) -> Certificate:
        """A new one of somebody at this machine."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = Certificate(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        made.file.write_bytes(_pem(self._signed(name, key)))
        plain = serialization.NoEncryption()
        made.key.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        )
        return made

    def trusted(self, own: Certificate | None = None) -> ssl.SSLContext:
        """Of a caller who trusts it, and shows his own certificate, if he has one."""
        context = ssl.create_default_context(cafile=self.file)
        if own:
            context.load_cert_chain(own.file, own.key)
        return context

    def _signed(
        self, name: str, key: ec.EllipticCurvePrivateKey, *, is_authority: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(_named(name))
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(self._key, hashes.SHA256())
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
