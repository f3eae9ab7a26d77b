"""Key-encryption keys: they wrap the data keys that books are encrypted under, and are in no database."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from activities.errors import WrongBookKey
from client.trust.ciphers import suites


class WrappedKey(NamedTuple):
    """A data key as it is kept, and by which key-encryption key it was wrapped."""

    by: str
    key: bytes


class KeyWrapping(ABC):
    """Whoever holds the key-encryption keys: a file in development, a KMS or an HSM in earnest.

    It is asked inside transactions, by several threads: one that is far away keeps what it has unwrapped
    for a while. `owner` is bound to the key: under another name it does not unwrap.
    """

    @abstractmethod
    def wrap(self, key: bytes, *, owner: str) -> WrappedKey:
        """Wrap a data key with the newest key-encryption key."""

    @abstractmethod
    def unwrap(self, wrapped: WrappedKey, *, owner: str) -> bytes:
        """The data key.  Raises `WrongBookKey`."""


class LocalWrapping(KeyWrapping):
    """By keys that are at hand, the newest one last."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {name: suites.Cipher(key) for name, key in keys.items()}
        self._newest = [*keys][-1]

    def wrap(self, key: bytes, *, owner: str) -> WrappedKey:
        """See `KeyWrapping`."""
        return WrappedKey(self._newest, self._ciphers[self._newest].close(key, owner.encode()))

    def unwrap(self, wrapped: WrappedKey, *, owner: str) -> bytes:
        """See `KeyWrapping`."""
        try:
            return self._ciphers[wrapped.by].open(wrapped.key, owner.encode())
        except (KeyError, ValueError):
            raise WrongBookKey(
                f"these books were written with key-encryption key {wrapped.by!r}, and what is here under "
                "that name, if anything, is another; let ONEMATTER_BOOK_KEYS name the file that has it"
            ) from None
