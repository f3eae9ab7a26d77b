"""国密: SM2 with SM3 (GB/T 32918), SM4-GCM (GB/T 32907) and SM3 (GB/T 32905).

Signing is the library's, which takes the same time for every key. It reckons no key that two agree upon, so
that is done here: once for each pair, with a factor that is another one each time and tells nothing.
"""

import os
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import ClassVar, Final

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ...errors import WrongSettings
from ...evidence import verify
from .suite import Aead, Suite, base64url

_TAG: Final = 16
_BLIND: Final = 8
_WIDE: Final = 48
"""Bytes; a third more than a number has, so that its remainder favours none."""


class Chinese(Suite):
    """Needs `gmssl-pyx`, which the wheel has as an extra."""

    name: ClassVar = "sm"
    algorithm: ClassVar = "SM2"
    public_bytes: ClassVar = 65
    secret_bytes: ClassVar = 16

    def verifies(self, seed: bytes) -> bytes:
        """See `Suite`."""
        return self.public(_signing(seed))

    def jwk(self, verifies: bytes) -> dict[str, str]:
        """As RFC 7518 writes points of other curves."""
        x, y = (base64url(verify.number_bytes(number)) for number in verify.point(verifies))
        return {"crv": "SM2", "kty": "EC", "x": x, "y": y}

    def sign(self, content: bytes, *, seed: bytes) -> bytes:
        """See `Suite`; both numbers of a signature one behind the other, as in RFC 7518."""
        private = _signing(seed)
        both = decode_dss_signature(_library().sm2_sign(private, self.public(private)[1:], content))
        return verify.number_bytes(*both)

    def is_signed(self, content: bytes, signature: bytes, *, verifies: bytes) -> bool:
        """See `Suite`."""
        _ = verify.point(verifies)
        if len(signature) != 2 * verify.NUMBER:
            return False
        both = encode_dss_signature(*verify.two_numbers(signature))
        return bool(_library().sm2_verify(verifies[1:], content, both))

    def derived(self, secret: bytes, *, of: bytes) -> bytes:
        """See `Suite`."""
        return _scalar(secret, b"one-matter/sealing/" + of)

    def public(self, private: bytes) -> bytes:
        """See `Suite`."""
        return _public(private)

    def shared(self, private: bytes, other: bytes) -> bytes:
        """See `Suite`."""
        blind = int.from_bytes(private) + verify.ORDER * int.from_bytes(os.urandom(_BLIND))
        x, _ = verify.times(blind, verify.point(other))
        return verify.number_bytes(x)

    def agreed(self, shared: bytes) -> bytes:
        """See `Suite`."""
        return _reckoned(shared, b"one-matter/sealed", self.secret_bytes)

    def aead(self, secret: bytes) -> Aead:
        """See `Suite`."""
        return _Sm4(secret)

    def mac(self, text: bytes, *, secret: bytes) -> bytes:
        """See `Suite`."""
        reckoned = HMAC(secret, SM3())
        reckoned.update(text)
        return reckoned.finalize()


class _Sm4:
    """SM4-GCM as `cryptography` has AES-GCM: what vouches for a text stands behind it."""

    def __init__(self, secret: bytes) -> None:
        self._block = SM4(secret)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        working = BlockCipher(self._block, GCM(nonce)).encryptor()
        working.authenticate_additional_data(associated_data)
        return working.update(data) + working.finalize() + working.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        working = BlockCipher(self._block, GCM(nonce, data[-_TAG:])).decryptor()
        working.authenticate_additional_data(associated_data)
        return working.update(data[:-_TAG]) + working.finalize()


def _library() -> ModuleType:
    try:
        return import_module("gmssl_pyx")
    except ImportError:
        raise WrongSettings(
            "SM2 needs a library that is not here; install it: pip install 'onematter-client[sm]'"
        ) from None


@lru_cache(4096)
def _signing(seed: bytes) -> bytes:
    return _scalar(seed, b"one-matter/signing")


@lru_cache(4096)
def _public(private: bytes) -> bytes:
    return verify.point_bytes(verify.times(int.from_bytes(private), verify.BASE))


def _scalar(secret: bytes, info: bytes) -> bytes:
    """A private key: from 1 to the order of the curve less two."""
    wide = int.from_bytes(_reckoned(secret, info, _WIDE))
    return verify.number_bytes(wide % (verify.ORDER - 2) + 1)


def _reckoned(secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SM3(), length=length, salt=None, info=info).derive(secret)
