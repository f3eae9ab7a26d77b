"""What pre-review found in a submission."""

from ..message import Message


class Finding(Message):
    """What pre-review found, by which rule, and how to mend it.

    `severity` is one of `labels.SEVERITIES`; `competent` the body to go to where it is `not-ours`. What is at
    the `path` people call `called`.
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
    called: str = ""
