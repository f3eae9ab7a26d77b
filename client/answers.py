"""What the engine asks of a department, and what a department may answer.

A refusal is a value. An exception is a fault of the engine or of the network, and is retried.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from .submission import Applicant, Message


class HandedPaper(Message):
    """A paper as a department gets it: an e-licence's identifier, or the SHA-256 of an uploaded file."""

    code: str
    name: str
    licence: str | None = None
    sha256: str | None = None


class LicenceKind(Message):
    """The kind of e-licence that an item gives; `type_code` is its 证照类型代码."""

    code: str
    name: str
    type_code: str


class Request(Message):
    """One item lodged with its department. `key` is `case/item/round`: a repeat gets the first answer.

    `fields` are the answers that this department needs, and no others. `issuer` is its credit code.
    """

    key: str
    number: str
    department: str
    issuer: str
    matter: str
    name: str
    gives: LicenceKind | None
    applicant: Applicant
    fields: dict[str, JsonValue]
    papers: tuple[HandedPaper, ...]
    lodged_at: datetime
    due_on: date


class IssuedLicence(Message):
    """An e-licence that an item gave. `identifier` is its 电子证照标识 (GB/T 36904)."""

    code: str
    name: str
    identifier: str


class Granted(Message):
    kind: Literal["granted"] = "granted"
    licence: IssuedLicence | None = None


class Refused(Message):
    """A refusal says why, on what basis, and what can be done against it (行政许可法 Art. 38)."""

    kind: Literal["refused"] = "refused"
    reasons: tuple[str, ...]
    basis: str
    remedies: str


class Wanting(Message):
    """The department needs something mended before it can decide."""

    kind: Literal["wanting"] = "wanting"
    points: tuple[str, ...]


class Withdrawn(Message):
    """The department has taken the item from its books."""

    kind: Literal["withdrawn"] = "withdrawn"


Answer = Annotated[Granted | Refused | Wanting | Withdrawn, Field(discriminator="kind")]


class Retraction(Message):
    """An applicant withdraws: what is not decided yet is dropped; what is granted is undone if `undo`."""

    key: str
    department: str
    undo: bool
    reason: str


RetractionAnswer = Annotated[Withdrawn | Granted | Refused, Field(discriminator="kind")]
