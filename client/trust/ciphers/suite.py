"""What a suite of ciphers can do."""

import base64
from abc import ABC, abstractmethod
from typing import ClassVar, Protocol


class Aead(Protocol):
    """Encrypts so that no changed byte goes unnoticed, the associated ones included."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        """Raises `InvalidTag`, `ValueError`."""
        ...


class Suite(ABC):
    """Whoever signs has a `seed` of 32 bytes, whoever seals a private key that is derived from a secret.

    `algorithm` stands in the header of a word. No two suites have public keys, or secret ones, of one length.
    """

    name: ClassVar[str]
    algorithm: ClassVar[str]
    public_bytes: ClassVar[int]
    secret_bytes: ClassVar[int]

    @abstractmethod
    def verifies(self, seed: bytes) -> bytes:
        """The public key that belongs to a seed."""

    @abstractmethod
    def jwk(self, verifies: bytes) -> dict[str, str]:
        """The same as RFC 7517 writes it, with what a thumbprint is made of alone."""

    @abstractmethod
    def sign(self, content: bytes, *, seed: bytes) -> bytes: ...

    @abstractmethod
    def is_signed(self, content: bytes, signature: bytes, *, verifies: bytes) -> bool:
        """Raises `ValueError` for what is no key."""

    @abstractmethod
    def derived(self, secret: bytes, *, of: bytes) -> bytes:
        """A private key for sealing."""

    @abstractmethod
    def public(self, private: bytes) -> bytes:
        """By which others seal for whoever has the private key."""

    @abstractmethod
    def shared(self, private: bytes, other: bytes) -> bytes:
        """What the own private key and the other's public one have in common.

        Raises `ValueError` for what is no key, or one with which everybody would have the same.
        """

    @abstractmethod
    def agreed(self, shared: bytes) -> bytes:
        """The secret key that two reckon from what they share."""

    @abstractmethod
    def aead(self, secret: bytes) -> Aead: ...

    @abstractmethod
    def mac(self, text: bytes, *, secret: bytes) -> bytes:
        """An HMAC of 32 bytes."""


def base64url(part: bytes) -> str:
    """As RFC 7515 writes bytes: with nothing behind them."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
