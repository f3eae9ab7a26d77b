"""The keys of books: what wraps data keys, and what makes seals. One file, made at the first run.

The file holds both, each by version, the newest last; with `kms` it holds no wrapping keys, but names the
function that opens whatever does (`module:function`). It is read again as soon as it changes, so that keys
are rotated while everybody is at work.
"""

import base64
import fcntl
import os
import pkgutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError, model_validator

from activities.errors import WrongBookKey
from client.trust.ciphers import suites
from client.trust.secret_file import write_beside

from .key_encryption import KeyWrapping, LocalWrapping

ENVIRONMENT: Final = "ONEMATTER_BOOK_KEYS"
DEVELOPMENT: Final = Path("var/book.keys")

_DIGITS: Final = 32
"""Of a seal: half of an HMAC."""


class _KeyFile(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    wrapping: dict[str, Base64Bytes] = Field(default_factory=dict[str, bytes], repr=False)
    sealing: dict[str, Base64Bytes] = Field(min_length=1, repr=False)
    kms: str = ""

    @model_validator(mode="after")
    def _keys(self) -> "_KeyFile":
        for key in (*self.wrapping.values(), *self.sealing.values()):
            _ = suites.of_secret(key)
        if not (self.wrapping or self.kms):
            raise ValueError("a key is missing")
        return self

    @cached_property
    def held(self) -> KeyWrapping:
        if not self.kms:
            return LocalWrapping(self.wrapping)
        opened: KeyWrapping = pkgutil.resolve_name(self.kms)()
        return opened


class BookKeys:
    """As the file has them at the moment."""

    def __init__(self, file: Path | None = None) -> None:
        """From this file, that of the environment, or the development's, which is made if it is missing.

        Raises `WrongBookKey`, `WrongSettings`.
        """
        self._suite = suites.configured()
        self._file = file or Path(os.environ.get(ENVIRONMENT) or DEVELOPMENT)
        if self._file == DEVELOPMENT:
            make_book_keys(DEVELOPMENT)
        self._stamp: tuple[int, int] | None = None
        self._known = self._read()

    @property
    def wrapping(self) -> KeyWrapping:
        """What wraps data keys."""
        return self._current().held

    def seal(self, text: str) -> str:
        """An opaque stand-in for a text, by the newest sealing key: equal for equal texts, told by nobody."""
        sealing = self._current().sealing
        newest = next(reversed(sealing))
        return _seal(newest, sealing[newest], text)

    def seals(self, text: str) -> tuple[str, ...]:
        """By every sealing key, the newest first: under one of these it was entered, if it was."""
        sealing = self._current().sealing
        return tuple(_seal(version, key, text) for version, key in reversed(sealing.items()))

    def new_key(self) -> bytes:
        """Of the suite that is configured."""
        return os.urandom(self._suite.secret_bytes)

    def rotate(self) -> None:
        """Put a new key of each kind behind the old ones, which stay: what was written by them is read.

        One after the other: of two who did it at once, one would replace the key under which somebody has
        written since.
        """
        with _alone(self._file):
            known = self._read()
            wrapping = {} if known.kms else {**known.wrapping, _next(known.wrapping): self.new_key()}
            sealing = {**known.sealing, _next(known.sealing): self.new_key()}
            write_beside(self._file, _text(wrapping, sealing, kms=known.kms)).replace(self._file)

    def _current(self) -> _KeyFile:
        with suppress(OSError):  # a file that is away for a moment leaves the keys that are known
            if _stamped(self._file) != self._stamp:
                return self._read()
        return self._known

    def _read(self) -> _KeyFile:
        try:
            stamp = _stamped(self._file)
            read = _KeyFile.model_validate_json(self._file.read_bytes())
            _ = read.held
        except (OSError, ValueError, ValidationError, ImportError, AttributeError) as error:
            raise WrongBookKey(
                f"{self._file} holds no keys of books ({type(error).__name__}); let {ENVIRONMENT} name the "
                "file with which they were written"
            ) from None
        self._known, self._stamp = read, stamp  # in this order: another thread looks at the stamp alone
        return read


def make_book_keys(file: Path) -> None:
    """Make keys for new books unless there are some; never replaces them, for books depend on them."""
    if file.exists():
        return
    wrapping, sealing = (os.urandom(suites.configured().secret_bytes) for _ in range(2))
    made = write_beside(file, _text({"1": wrapping}, {"1": sealing}))
    with suppress(FileExistsError):
        os.link(made, file)
    made.unlink()


@contextmanager
def _alone(file: Path) -> Generator[None]:
    """While nobody else on this machine changes it; its folder is locked, for the file itself is replaced."""
    folder = os.open(file.absolute().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _seal(version: str, key: bytes, text: str) -> str:
    mac = suites.of_secret(key).mac(text.encode(), secret=key)
    return f"{version}.{mac.hex()[:_DIGITS]}"


def _next(keys: dict[str, bytes]) -> str:
    return str(max(map(int, keys)) + 1)


def _text(wrapping: dict[str, bytes], sealing: dict[str, bytes], *, kms: str = "") -> str:
    def written(keys: dict[str, bytes]) -> dict[str, Base64Bytes]:
        return {version: base64.b64encode(key) for version, key in keys.items()}

    return _KeyFile(wrapping=written(wrapping), sealing=written(sealing), kms=kms).model_dump_json(indent=1)


def _stamped(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_ino
