"""Guidance (智能引导): what some answers lead to, and what is still worth asking."""

from ...errors import WrongField
from ..bounds import Answers, Code
from ..message import Grows, Incoming, Message


class Applies(Grows):
    """Whether an item or a paper is called for, as far as the answers tell."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NOT = "not"


class Origin(Grows):
    """Where a paper comes from: the applicant brings only his own, and what follows may come later."""

    EARLIER_ITEM = "earlier-item"
    LICENCE_LIBRARY = "licence-library"
    APPLICANT = "applicant"
    FOLLOWS = "follows"


class GuideRequest(Incoming):
    """Answers so far, by field of the form; any part of it."""

    one_matter: Code
    edition: Code | None = None
    answers: Answers


class Question(Message):
    """A question worth asking. `decides` are the items and papers that hang on it, by name."""

    field: str
    asks: str
    decides: tuple[str, ...]


class GuidedPaper(Message):
    """A paper; what the library should hold is asked for only if it does not."""

    code: str
    name: str
    source: Origin
    standing: Applies
    because: str


class GuidedItem(Message):
    """An item. `because` is its condition: met, not met, or still open, as `standing` says.

    Where there are only so many, `quota` says how many, and who gets them. What must be decided before an
    event says so by `lead_time`, with its last day, and that this is over.
    """

    code: str
    name: str
    department: str
    standing: Applies
    because: str
    after: tuple[str, ...]
    promised: str
    statutory: str
    fee: str = ""
    gives: str
    papers: tuple[GuidedPaper, ...]
    quota: str = ""
    lead_time: str = ""


class QuestionForLater(Message):
    """Put in the course of the case, once that item is granted; without an answer `if_silent` counts.

    `opens` are the items, by name, that hang on it.
    """

    field: str
    asks: str
    asked_after: str
    within: str
    if_silent: str
    opens: tuple[str, ...]


class Guidance(Message):
    """The first question decides most; without a question left, nothing is open but what is asked `later`.

    Answers that cannot be read are in `wrong_fields`, and count as not given. `anyway` are papers of no item:
    who brings them is heard.
    """

    one_matter: str
    edition: str
    name: str
    promised: str
    statutory: str
    questions: tuple[Question, ...]
    items: tuple[GuidedItem, ...]
    later: tuple[QuestionForLater, ...] = ()
    wrong_fields: tuple[WrongField, ...] = ()
    anyway: tuple[GuidedPaper, ...] = ()
