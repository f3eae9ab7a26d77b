"""Pre-review (智能预审): what the one window would find, without filing anything."""

from ...errors import WrongField
from ..cases.findings import Finding
from ..message import Grows, Message
from .guidance import Origin
from .prefill import TrustLevel


class Conclusion(Grows):
    """What the gravest finding leads to."""

    ACCEPT = "accept"
    TO_A_PERSON = "to-a-person"
    MEND_NOW = "mend-now"
    CORRECT = "correct"
    NOT_REQUIRED = "not-required"
    NOT_OURS = "not-ours"


class Handling(Grows):
    """What is done with a paper, by its trust: of D the applicant answers for the truth."""

    USE = "use"
    REUSE = "reuse"
    CHECK_ORIGINAL = "check-original"
    COMMIT = "commit"


class ReviewedPaper(Message):
    """A paper that the situation wants, and that is there."""

    code: str
    name: str
    source: Origin
    trust: TrustLevel
    handling: Handling


class PreReview(Message):
    """All findings at once. `held` are the ids of the rules that were asked and hold.

    `changed` are the answers that had been prefilled, and were then changed by hand.
    """

    conclusion: Conclusion
    wrong_fields: tuple[WrongField, ...]
    findings: tuple[Finding, ...]
    held: tuple[str, ...]
    papers: tuple[ReviewedPaper, ...]
    changed: tuple[str, ...]
