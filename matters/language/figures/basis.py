"""Where a number of the law comes from, how sure we are of it, and how sums are written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Confidence(StrEnum):
    """How far a source was read; printed wherever the number is."""

    VERIFIED = "已核实"
    SECONDARY = "他地或转载来源"
    UNVERIFIED = "待核实"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A document and its article; `since` and `until` are its first and its last day, where known.

    `quotes` are its own words, as far as they set numbers: what is said to rest upon them is held to them.
    """

    document: str
    article: str = ""
    since: date | None = None
    until: date | None = None
    confidence: Confidence = Confidence.VERIFIED
    quotes: str = ""

    def __str__(self) -> str:
        text = f"《{self.document}》{self.article}"
        return text if self.confidence is Confidence.VERIFIED else f"{text}〔{self.confidence}〕"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the law that is not a time limit: a threshold, an age, a size."""

    name: str
    value: Decimal
    unit: str
    basis: Basis

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"


def yuan(fen: int) -> str:
    """A sum as people read it."""
    return f"{fen // 100:,}.{fen % 100:02}元"


@dataclass(frozen=True, kw_only=True)
class Convention:
    """How a text is read that leaves something open; printed as an assumption wherever it tells."""

    says: str
    basis: Basis
