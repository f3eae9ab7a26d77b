"""Ed25519, X25519, AES-256-GCM and SHA-256."""

import hmac
from functools import lru_cache
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .suite import Aead, Suite, base64url


class International(Suite):
    """Of whoever chooses nothing."""

    name: ClassVar = "international"
    algorithm: ClassVar = "Ed25519"
    public_bytes: ClassVar = 32
    secret_bytes: ClassVar = 32

    def verifies(self, seed: bytes) -> bytes:
        """See `Suite`."""
        return _signing(seed).public_key().public_bytes_raw()

    def jwk(self, verifies: bytes) -> dict[str, str]:
        """RFC 8037."""
        return {"crv": "Ed25519", "kty": "OKP", "x": base64url(verifies)}

    def sign(self, content: bytes, *, seed: bytes) -> bytes:
        """See `Suite`."""
        return _signing(seed).sign(content)

    def is_signed(self, content: bytes, signature: bytes, *, verifies: bytes) -> bool:
        """See `Suite`."""
        try:
            Ed25519PublicKey.from_public_bytes(verifies).verify(signature, content)
        except InvalidSignature:
            return False
        return True

    def derived(self, secret: bytes, *, of: bytes) -> bytes:
        """See `Suite`."""
        return _reckoned(secret, b"one-matter/sealing/" + of)

    def public(self, private: bytes) -> bytes:
        """See `Suite`."""
        return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def shared(self, private: bytes, other: bytes) -> bytes:
        """See `Suite`."""
        known = X25519PublicKey.from_public_bytes(other)
        return X25519PrivateKey.from_private_bytes(private).exchange(known)

    def agreed(self, shared: bytes) -> bytes:
        """See `Suite`."""
        return _reckoned(shared, b"one-matter/sealed")

    def aead(self, secret: bytes) -> Aead:
        """See `Suite`."""
        return AESGCM(secret)

    def mac(self, text: bytes, *, secret: bytes) -> bytes:
        """See `Suite`."""
        return hmac.digest(secret, text, "sha256")


@lru_cache(4096)
def _signing(seed: bytes) -> Ed25519PrivateKey:
    """Which is reckoned from the seed in nearly the time of a signature: once for whoever signs often."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def _reckoned(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)
