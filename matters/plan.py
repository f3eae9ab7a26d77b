"""A plan: what the engine does for one case, as data.

It is drawn from a definition by `application.py`, and recorded in the history of its case. From then on
the case follows the plan, whatever becomes of the definition.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, JsonValue

from .clock import Due
from .language import OnWithdrawal


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Source(StrEnum):
    """Where a paper comes from."""

    EARLIER_ITEM = "earlier-item"
    LICENCE_LIBRARY = "licence-library"
    APPLICANT = "applicant"


class PlannedPaper(_Record):
    """A paper of one item. `reference`: the item that gives it, the licence's identifier, or the upload."""

    code: str
    name: str
    source: Source
    reference: str


class PlannedLicence(_Record):
    """The kind of e-licence that an item gives."""

    code: str
    name: str
    type_code: str


class PlannedItem(_Record):
    """One item of this case: what its department is told, and what it waits for."""

    code: str
    name: str
    department: str
    department_name: str
    issuer: str
    implementation_code: str
    because: str
    after: tuple[str, ...]
    papers: tuple[PlannedPaper, ...]
    fields: dict[str, JsonValue]
    promised: str
    due: Due
    gives: PlannedLicence | None
    on_withdrawal: OnWithdrawal


class LeftOut(_Record):
    """An item that this applicant's situation does not call for; `because` is its condition, not met."""

    code: str
    name: str
    because: str


class Plan(_Record):
    """Everything the engine does for this case."""

    one_matter: str
    edition: str
    name: str
    due: Due
    items: tuple[PlannedItem, ...]
    left_out: tuple[LeftOut, ...]
