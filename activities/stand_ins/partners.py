"""The demonstration district as the engine's partners."""

from activities.ports.partners import Partners

from .archive import FOLDER, ArchiveFolder
from .base_registers import RegisterStandIn
from .books import District
from .delivery import PostStandIn
from .departments import StandIn
from .documents import DocumentFolder
from .licence_library import LibraryStandIn
from .payment_system import PaymentStandIn
from .population import PopulationStandIn
from .treasury import TreasuryStandIn


def partners(district: District) -> Partners:
    """A stand-in for every port, all with their books in one database; large files lie in a folder."""
    return Partners(
        desk=StandIn(district),
        base_registers=RegisterStandIn(district),
        licence_library=LibraryStandIn(district),
        payment_system=PaymentStandIn(district),
        population_register=PopulationStandIn(district),
        treasury=TreasuryStandIn(district),
        delivery=PostStandIn(district),
        document_store=DocumentFolder(),
        case_archive=ArchiveFolder(FOLDER),
    )
