"""The books of the stand-ins: one database for the whole stage set, which the engine never opens."""

from .district import District
from .lodgings import Lodging
from .tables import LicenceRow, PersonRow, RefundRow

__all__ = ["District", "LicenceRow", "Lodging", "PersonRow", "RefundRow"]
