"""Who holds the private keys of an actor: the file of his identity, or a key store that gives none away."""

import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ..errors import NoKeyStore, OneMatterError, WrongKey
from .ciphers import suites
from .ciphers.suite import Suite

_TRIED: Final = b"one-matter/tried"
"""What a key store signs when it is opened."""


class KeyStore(ABC):
    """An HSM, or a service, that signs and agrees upon keys for one actor, and gives no private key away.

    It has two pairs of one suite: Ed25519 and X25519, or two of SM2. It is asked in the event loop, so it
    answers within milliseconds. Whatever it raises is told as `NoKeyStore`: ask again.
    """

    @abstractmethod
    def verifies(self) -> bytes:
        """The public key to what it signs: 32 bytes, or the 65 of a point (SM2)."""

    @abstractmethod
    def seals(self) -> bytes:
        """The public key for which others seal, written alike."""

    @abstractmethod
    def sign(self, content: bytes) -> bytes:
        """64 bytes: RFC 8032, or both numbers of GB/T 32918.2 (SM3, signer `1234567812345678`)."""

    @abstractmethod
    def shared(self, other: bytes) -> bytes:
        """What its private key for sealing and another's public one have in common.

        RFC 7748, or the x of the point: 32 bytes. Of one `other` it is asked once in a process.
        Raises `ValueError` for what is no key.
        """

    def suite(self) -> Suite:
        """Of its keys."""
        return suites.of_public(self.verifies())

    def own_secret(self) -> bytes:
        """What nobody else knows, the same each time."""
        return self.shared(self.seals())


@dataclass(frozen=True)
class SeedKeys(KeyStore):
    """Both private keys come of one secret, which is at hand."""

    seed: bytes = field(repr=False)
    of_suite: Suite = suites.INTERNATIONAL
    of: bytes = b"identity"

    def verifies(self) -> bytes:
        """See `KeyStore`."""
        return self.of_suite.verifies(self.seed)

    def seals(self) -> bytes:
        """See `KeyStore`."""
        return self.of_suite.public(self._private())

    def sign(self, content: bytes) -> bytes:
        """See `KeyStore`."""
        return self.of_suite.sign(content, seed=self.seed)

    def shared(self, other: bytes) -> bytes:
        """See `KeyStore`."""
        return self.of_suite.shared(self._private(), other)

    def suite(self) -> Suite:
        """See `KeyStore`."""
        return self.of_suite

    def own_secret(self) -> bytes:
        """See `KeyStore`."""
        return self.seed

    def _private(self) -> bytes:
        return self.of_suite.derived(self.seed, of=self.of)


@dataclass(frozen=True, eq=False)
class HeldKeys(KeyStore):
    """In a key store, which a function opens that is named as `module:function`.

    Two are never taken for one, nor is a key store asked to be told apart from others.
    """

    held_by: str
    store: KeyStore = field(repr=False)

    @classmethod
    def opened(cls, held_by: str) -> "HeldKeys":
        """Tried, for what it does not do as it should would be found much later.

        Raises `WrongKey`, `NoKeyStore`.
        """
        try:
            store = _tried(pkgutil.resolve_name(held_by)())
        except (ImportError, AttributeError, TypeError, ValueError) as error:
            raise WrongKey(
                f"no key store {held_by!r} ({error}); name a function that opens a `KeyStore`, "
                "as module:function"
            ) from error
        except Exception as error:
            raise _silent(held_by, error) from error
        return cls(held_by, store)

    def verifies(self) -> bytes:
        """See `KeyStore`."""
        return self._asked(self.store.verifies)

    def seals(self) -> bytes:
        """See `KeyStore`."""
        return self._asked(self.store.seals)

    def sign(self, content: bytes) -> bytes:
        """See `KeyStore`."""
        return self._asked(self.store.sign, content)

    def shared(self, other: bytes) -> bytes:
        """See `KeyStore`."""
        return self._asked(self.store.shared, other, passes=(ValueError,))

    def suite(self) -> Suite:
        """See `KeyStore`; not asked for at every signature."""
        return self._suite

    def own_secret(self) -> bytes:
        """See `KeyStore`; not asked for at every submission."""
        return self._own_secret

    def _asked(
        self, call: Callable[..., bytes], *given: bytes, passes: tuple[type[Exception], ...] = ()
    ) -> bytes:
        """Bytes, whatever happens there.  Raises `NoKeyStore`."""
        try:
            return bytes(memoryview(call(*given)))
        except passes:
            raise
        except Exception as error:
            raise _silent(self.held_by, error) from error

    @cached_property
    def _suite(self) -> Suite:
        return super().suite()

    @cached_property
    def _own_secret(self) -> bytes:
        return super().own_secret()


def _tried(store: object) -> KeyStore:
    """Raises `TypeError`, `ValueError`, or what this key store raises."""
    if not isinstance(store, KeyStore):
        raise TypeError("that opens none")
    suite = store.suite()
    if not suite.is_signed(_TRIED, store.sign(_TRIED), verifies=store.verifies()):
        raise ValueError("`verifies` does not prove what it signs")
    other = SeedKeys(_TRIED.ljust(32), suite)
    if store.shared(other.seals()) != other.shared(store.seals()):
        raise ValueError("`seals` does not belong to what it shares")
    return store


def _silent(held_by: str, error: Exception) -> OneMatterError:
    if isinstance(error, OneMatterError):
        return error
    return NoKeyStore(f"key store {held_by!r} does not answer ({type(error).__name__}: {error}); ask again")
