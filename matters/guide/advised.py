"""What guidance says: the questions that are left, and which items and papers there are to be."""

from dataclasses import dataclass
from enum import StrEnum

from ..plan.plan import Source
from .later_question import LaterQuestion


class Applicability(StrEnum):
    """Whether an item or a paper is called for, as far as the answers tell."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NOT = "not"


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question worth asking, in the words of the form, and the items and papers that hang on it."""

    field: str
    asks: str
    decides: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AdvisedPaper:
    """A paper, where it will come from, and in which situation it is wanted."""

    code: str
    name: str
    source: Source
    standing: Applicability
    because: str


@dataclass(frozen=True, kw_only=True)
class AdvisedItem:
    """An item, why it is in or out, and what it takes and gives."""

    code: str
    name: str
    department: str
    standing: Applicability
    because: str
    after: tuple[str, ...]
    promised: str
    statutory: str
    fee: str
    gives: str
    quota: str
    lead_time: str
    papers: tuple[AdvisedPaper, ...]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """The answer to somebody who has answered some of the questions; the first question decides most.

    `anyway` are papers of no item, which whoever wants to may bring.
    """

    one_matter: str
    edition: str
    name: str
    promised: str
    statutory: str
    questions: tuple[OpenQuestion, ...]
    items: tuple[AdvisedItem, ...]
    later: tuple[LaterQuestion, ...]
    anyway: tuple[AdvisedPaper, ...]
