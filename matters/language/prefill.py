"""Answers that are held already, so that nobody need give them again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from pydantic import JsonValue

from .check import FormT
from .facts import Facts
from .groups.group import FormList
from .register import Entry, EntryT, Register


def whoever_is_asked_for(_: Entry) -> str:
    """Nobody beside the person under whose key the entry is kept."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Prefill(Generic[FormT, EntryT]):
    """Where the answer to `field` is held.

    `key` tells under which key of the register, as far as the form is answered; None where there is none.
    `says` is the answer as a form takes it, or None. `about` is whose datum it is (an identity number), where
    that is another person than the register's `subject`: a spouse in a marriage. `for_each` is set by `each`.
    """

    field: str
    register: Register[EntryT]
    key: Callable[[FormT, Facts], str | None]
    says: Callable[[EntryT], JsonValue]
    about: Callable[[EntryT], str] = whoever_is_asked_for
    for_each: FormList[Any, Any] | None = None
