"""Prefilling (智能申报): what registers and e-licences already answer."""

from datetime import date

from pydantic import JsonValue

from ..bounds import Answers, Code
from ..cases.submission import Applicant
from ..message import Grows, Incoming, Message
from .guidance import Guidance


class TrustLevel(Grows):
    """Trust levels of electronic materials (国办函〔2016〕108号): use, reuse, check the original, commit."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Obstacle(Grows):
    """Why an answer that should be held is not given."""

    UNREACHABLE = "unreachable"
    UNAUTHORISED = "unauthorised"
    CONTRADICTORY = "contradictory"


class PrefillRequest(Incoming):
    """Who applies, and any part of the form; what is answered already stays as it is."""

    one_matter: Code
    edition: Code | None = None
    applicant: Applicant
    answers: Answers


class Prefilled(Message):
    """An answer that is held: by which register, since when, and how far it may be trusted."""

    field: str
    asks: str
    value: JsonValue
    source: str
    as_of: date
    trust: TrustLevel


class Withheld(Message):
    """An answer that the applicant must give, though a register should have it."""

    field: str
    asks: str
    source: str
    because: Obstacle


class HeldPaper(Message):
    """A paper that is not asked for: an e-licence that is held and in force."""

    code: str
    name: str
    identifier: str
    as_of: date
    trust: TrustLevel


class Prefilling(Message):
    """What was found, and what is still to be answered and brought, as `guidance` says.

    The counts are of the answers and the papers that this situation needs, as far as it is known.
    """

    prefilled: tuple[Prefilled, ...]
    withheld: tuple[Withheld, ...]
    held_papers: tuple[HeldPaper, ...]
    guidance: Guidance
    answers_needed: int
    answers_spared: int
    papers_needed: int
    papers_spared: int
