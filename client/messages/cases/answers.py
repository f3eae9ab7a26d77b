"""What the engine asks of a department, and what a department may answer.

A refusal is a value. An exception is a fault of the engine or of the network, and is retried.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from ..bounds import Account, Line, Prose
from ..message import Grows, Message
from .findings import Finding
from .submission import Applicant

Reasons = Annotated[tuple[Prose, ...], Field(max_length=20)]
Accounts = Annotated[tuple[Account, ...], Field(max_length=20)]


class HandedPaper(Message):
    """A paper as a department gets it: an e-licence's identifier, or the SHA-256 of an uploaded file.

    One that may still follow (容缺) has neither, but a last day.
    """

    code: str
    name: str
    licence: str | None = None
    sha256: str | None = None
    follows_by: date | None = None


class LicenceKind(Message):
    """The kind of e-licence that an item gives; `type_code` is its 证照类型代码.

    It is valid for `valid_years` from the day of the decision on; None where no end is set. It is given to
    the `holder` (an identity number or a credit code), or to the applicant; the `co_holders` hold it together
    with that one, and it is found under each; `face` is what it says.
    """

    code: str
    name: str
    type_code: str
    valid_years: int | None = None
    holder: str = ""
    co_holders: tuple[str, ...] = ()
    face: dict[str, str] = Field(default_factory=dict[str, str])


class Opinion(Message):
    """What another department has decided in the same case; `state` is how its item ended."""

    item: str
    name: str
    department: str
    state: str
    reasons: tuple[str, ...] = ()


class Input(Message):
    """An entry upon which a rule was judged, by reference and never by what it says.

    `source` is the register's code, `reference` a licence's identifier, else the digest by which the entry is
    known again; empty where the register has none, or did not answer.
    """

    source: str
    reference: str
    as_of: date | None = None


class Reason(Message):
    """What one rule said of an item: `result` is `holds`, `fails` or `unknown`; `says` what is wrong.

    `trusted` if officers have agreed with it often enough for a machine to rely on it; in `shadow` it decides
    nothing.
    """

    rule: str
    edition: str
    result: str
    says: str
    basis: str
    path: str
    trusted: bool
    shadow: bool = False
    inputs: tuple[Input, ...] = ()


class RulesJudgement(Message):
    """What the rules of an item amount to: whether a machine may grant it by them, and why.

    Where it may not, nothing is refused: it goes to an officer, with the reasons.
    """

    grants: bool
    trace: tuple[Reason, ...] = ()


class Request(Message):
    """One item lodged with its department. `key` is `case/item/round`.

    A repeat is answered as the item stands by then: with the first answer, or with what was decided since.

    `fields` are the answers that this department needs, and no others. `issuer` is its credit code.
    With `inspection` two officers must decide. `because` says why it is lodged once more, and
    `broken` names the items whose promised result did not come. `doubts` are findings of pre-review that an
    officer must look at before it is granted; `changed` are answers that registers had given, and that
    were then changed by hand. `judgement` is what the engine says of an item that its definition lets a
    machine grant; the department enters it. `acts_as` is as what the applicant applies (本人、代理人、…).
    `opinions` are what others have decided whom this item hears.
    """

    key: str
    number: str
    one_matter: str = ""
    edition: str = ""
    region: str = ""
    department: str
    issuer: str
    matter: str
    name: str
    gives: LicenceKind | None
    applicant: Applicant
    fields: dict[str, JsonValue]
    papers: tuple[HandedPaper, ...]
    lodged_at: datetime
    due_on: date | None
    inspection: bool = False
    because: str = ""
    broken: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    doubts: tuple[Finding, ...] = ()
    changed: tuple[str, ...] = ()
    judgement: RulesJudgement | None = None
    acts_as: str = ""


class IssuedLicence(Message):
    """An e-licence that an item gave. `identifier` is its 电子证照标识 (GB/T 36904)."""

    code: Line
    name: Line
    identifier: Line


class Granted(Message):
    """`officers` are those who decided, if it was not the department's system alone.

    `trace` are the reasons of a machine that decided by rules.
    """

    kind: Literal["granted"] = "granted"
    licence: IssuedLicence | None = None
    officers: Accounts = ()
    trace: tuple[Reason, ...] = ()


class Refused(Message):
    """A refusal says why, on what basis, and what can be done against it (行政许可法 Art. 38).

    Only people refuse: without `officers` it is a proposal, which goes to an officer.
    """

    kind: Literal["refused"] = "refused"
    reasons: Reasons
    basis: Prose
    remedies: Prose
    officers: Accounts = ()


class Flaw(Grows):
    """Whether something is not there at all, or is there and not good enough."""

    MISSING = "missing"
    DEFECTIVE = "defective"


class Demand(Message):
    """One thing to be mended. `path` is `form.FIELD` or `papers.CODE`; `rule` the check that found it."""

    path: Line
    says: Prose
    mend: Prose
    flaw: Flaw = Flaw.DEFECTIVE
    rule: Line = ""
    basis: Prose = ""


Demands = Annotated[tuple[Demand, ...], Field(max_length=100)]


class Wanting(Message):
    """The department needs something mended before it can decide.

    `reason` says why it is asked only now, if it could have been asked before.
    """

    kind: Literal["wanting"] = "wanting"
    points: Demands
    reason: Prose = ""


class Pending(Message):
    """The department has the item and will answer through `Officer`; `ticket` is its own number for it.

    With `promised` it gives its word (告知承诺), on which an item after it may start. `trace` is what rules
    said, where a machine could not grant it by them.
    """

    kind: Literal["pending"] = "pending"
    ticket: Line
    promised: bool = False
    trace: tuple[Reason, ...] = ()


class Withdrawn(Message):
    """The department has taken the item from its books."""

    kind: Literal["withdrawn"] = "withdrawn"


Answer = Annotated[Granted | Refused | Wanting | Pending | Withdrawn, Field(discriminator="kind")]


class Decided(Message):
    """What officers decided, to be entered in the department's books; a grant without `refusal`.

    `request` is what they decided about: if the department's system was silent, it has not had it yet.
    It `rests_on` the papers of procedures, each with its number, such as the record of a hearing. By the text
    that is `deemed`, nobody has decided in time, and it counts as granted: then there are no officers.
    """

    request: Request
    officers: tuple[str, ...]
    refusal: Refused | None = None
    rests_on: tuple[str, ...] = ()
    at: datetime
    deemed: str = ""

    @property
    def key(self) -> str:
        """That of the request."""
        return self.request.key


class Revision(Message):
    """What stood since the round `earlier` stands no longer: it is granted anew, refused, or nothing.

    `key` is the round after it. What was granted ends with it, also where it is granted anew (`grants`), for
    another term or with another content, then `until` the end that it had. `refusal` is that of a new
    decision; with neither, none is made. `papers` came with what its holder has applied for.
    """

    key: str
    earlier: str
    department: str
    grants: bool
    refusal: Refused | None = None
    officers: tuple[str, ...] = ()
    because: str
    at: datetime
    until: date | None = None
    papers: tuple[HandedPaper, ...] = ()


Decision = Annotated[Granted | Refused | Withdrawn, Field(discriminator="kind")]
"""`Withdrawn` where the department had dropped the item before: nothing is decided then."""


class Retraction(Message):
    """An applicant withdraws: what is not decided yet is dropped; what is granted is undone if `undo`."""

    key: str
    department: str
    undo: bool
    reason: str


RetractionAnswer = Annotated[Withdrawn | Granted | Refused, Field(discriminator="kind")]
