"""The books of the stand-ins: one database for the whole stage set, which the engine never opens."""

from .bereavements import BereavementRow
from .district import District
from .entries import EntryRow
from .latest_events import LatestEventRow
from .letters import LetterRow
from .licences import CoHolderRow, LicenceRow, LicenceSerialRow
from .lodgings import BehaviourRow, Lodging, LodgingRow
from .population import FirmRow, PersonRow
from .refunds import RefundRow
from .tellings import ToldRow
from .treasury import BankRow, ReceivedPaymentRow

__all__ = [
    "BankRow",
    "BehaviourRow",
    "BereavementRow",
    "CoHolderRow",
    "District",
    "EntryRow",
    "FirmRow",
    "LatestEventRow",
    "LetterRow",
    "LicenceRow",
    "LicenceSerialRow",
    "Lodging",
    "LodgingRow",
    "PersonRow",
    "ReceivedPaymentRow",
    "RefundRow",
    "ToldRow",
]
