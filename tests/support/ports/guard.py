"""A guard for the whole run: nothing waits for a partner inside a transaction of the ledger.

Whoever does is let through, and told of at the end of the test in which it happened: an activity that
fails would be repeated without end.
"""

import functools
import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from typing import Any, Final, get_type_hints

import pytest

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ports.partners import Partners

PORTS: Final[tuple[type[Any], ...]] = tuple(
    get_type_hints(Partners)[field.name] for field in fields(Partners)
)

_CALLERS: Final = 8
_Begin = Callable[[Ledger], AbstractContextManager[Transaction]]


class Guard:
    """Knows of each thread how many transactions it has open, and what was asked meanwhile."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self._here = threading.local()
        self._breaches: list[str] = []
        for name in ("transaction", "reading"):
            patch.setattr(Ledger, name, self._counted(getattr(Ledger, name)))
        for port in PORTS:
            self._watch_all(port)
            arriving: Any = classmethod(self._arriving(port))
            patch.setattr(port, "__init_subclass__", arriving)

    def breaches(self) -> list[str]:
        """What has happened since it was asked last."""
        told, self._breaches = self._breaches, []
        return told

    def _counted(self, begin: _Begin) -> _Begin:
        @contextmanager
        def counted(ledger: Ledger) -> Generator[Transaction]:
            with begin(ledger) as books:
                self._here.open = self._open + 1
                try:
                    yield books
                finally:
                    self._here.open -= 1

        return counted

    @property
    def _open(self) -> int:
        return getattr(self._here, "open", 0)

    def _arriving(self, port: type[Any]) -> Callable[[type[Any]], None]:
        return lambda partner: self._watch(port, partner)

    def _watch_all(self, port: type[Any]) -> None:
        for partner in _all_of(port):
            self._watch(port, partner)

    def _watch(self, port: type[Any], partner: type[Any]) -> None:
        """Each method of its own that the port asks for."""
        asked: frozenset[str] = vars(port)["__abstractmethods__"]
        for name in sorted(asked.intersection(vars(partner))):
            self._patch.setattr(partner, name, self._watched(vars(partner)[name]))

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def watched(*args: Any, **kwargs: Any) -> Any:
            if self._open:
                where = "".join(traceback.format_stack(limit=_CALLERS))
                self._breaches.append(f"{call.__qualname__} inside a transaction of the ledger:\n{where}")
            return call(*args, **kwargs)

        return watched


def _all_of(port: type[Any]) -> Iterator[type[Any]]:
    for partner in port.__subclasses__():
        yield partner
        yield from _all_of(partner)
