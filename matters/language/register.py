"""Base registers (基础库): what is held about somebody, by whom, and how far it may be trusted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

PROOF_AGAINST = ("register-proof", "登记有误或者未载的证明")
"""Code and name of the paper by which somebody speaks against what a register says."""


class Entry(BaseModel):
    """What a register says under one key; `as_of` is the day on which it was entered or last confirmed."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    as_of: date


EntryT = TypeVar("EntryT", bound=Entry)


class PaperHandling(StrEnum):
    """What is done with a paper or a datum, by its trust."""

    USE = "use"
    REUSE = "reuse"
    CHECK_ORIGINAL = "check-original"
    COMMIT = "commit"


class Trust(StrEnum):
    """Trust levels of electronic materials (国办函〔2016〕108号).

    A comes from the body that issued it, B was verified by a window before, C was uploaded by the
    applicant, D was made by the applicant.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def handling(self) -> PaperHandling:
        """A is used as it is, B once more, C against its original, D on the applicant's word."""
        return _HANDLING[self]

    def is_stricter_than(self, other: "Trust") -> bool:
        """Where one file serves two items, it is handled as the stricter of them asks."""
        return _STRICTNESS.index(self) > _STRICTNESS.index(other)


_STRICTNESS = (Trust.A, Trust.B, Trust.D, Trust.C)

_HANDLING = {
    Trust.A: PaperHandling.USE,
    Trust.B: PaperHandling.REUSE,
    Trust.C: PaperHandling.CHECK_ORIGINAL,
    Trust.D: PaperHandling.COMMIT,
}


def whoever_it_names(key: str) -> str:
    """The person concerned, where entries are kept under identity numbers."""
    return key


def nobody(_: str) -> str:
    """The person concerned, where entries are public and concern no person."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Register(Generic[EntryT]):
    """A register and the kind of its entries.

    `subject` tells from a key whose data the entry is: an identity number, or nothing where anybody may look.
    """

    code: str
    name: str
    entry: type[EntryT]
    trust: Trust = Trust.A
    subject: Callable[[str], str] = whoever_it_names
