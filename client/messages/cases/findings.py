"""What is wrong with a submission: what cannot be read, and what pre-review found."""

from ..message import Message


class WrongField(Message):
    """An answer that cannot be read: where it stands, what is wrong and what to do."""

    path: str
    says: str


class Finding(Message):
    """What pre-review found, by which rule, and how to mend it.

    `severity` is one of `labels.SEVERITIES`; `competent` the body to go to where it is `not-ours`.
    """

    matter: str
    path: str
    says: str
    mend: str
    severity: str
    basis: str = ""
    rule: str = ""
    family: str = ""
    competent: str = ""
