"""The engine's own record: cases, numbers, licences, and the stand-ins' books. Nobody else knows SQL."""

from sqlmodel import Session

from .ledger import Ledger
from .tables import CaseRow, LicenceRow, LodgingRow

__all__ = ["CaseRow", "Ledger", "LicenceRow", "LodgingRow", "Session"]
