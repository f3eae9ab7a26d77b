"""How far a machine may be trusted: what officers have said of each rule that decides by itself."""

from ..message import Message


class RuleStanding(Message):
    """A rule upon which a machine may grant an item, and how it has done.

    `judged` is how often it was asked, `held` how often it held. Of the latest cases in which an officer's
    word says something of it, `decided` is the number and `agreed` those that agree; it is `trusted` with at
    least `needs_cases` of them, and `needs_agreement` percent. A rule in `shadow` decides nothing. Its
    one-matter is called `name`, its item `item_name`.
    """

    one_matter: str
    edition: str
    item: str
    rule: str
    says: str
    shadow: bool
    judged: int
    held: int
    decided: int
    agreed: int
    needs_cases: int
    needs_agreement: float
    trusted: bool
    name: str = ""
    item_name: str = ""


class RuleTable(Message):
    """Of every edition in force, item by item."""

    rules: tuple[RuleStanding, ...]
