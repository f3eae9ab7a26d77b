"""Everybody outside with whom the engine works."""

from dataclasses import dataclass

from client.departments.desk import Desk

from .base_registers import BaseRegisters
from .case_archive import CaseArchive
from .delivery import Delivery
from .document_store import DocumentStore
from .licence_library import LicenceLibrary
from .payment_system import PaymentSystem
from .population_register import PopulationRegister
from .treasury import Treasury


@dataclass(frozen=True, kw_only=True)
class Partners:
    """One for each port; a city puts its own systems in their places, one by one."""

    desk: Desk
    base_registers: BaseRegisters
    licence_library: LicenceLibrary
    payment_system: PaymentSystem
    population_register: PopulationRegister
    treasury: Treasury
    delivery: Delivery
    document_store: DocumentStore
    case_archive: CaseArchive


Outside = Partners | None
"""Who stands behind the ports of a worker. Nobody: stand-ins."""
