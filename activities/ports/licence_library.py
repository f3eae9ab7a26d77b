"""The contract with the e-licence library (电子证照库), as far as the engine asks it.

Departments issue and revoke there by themselves: that is between the two of them.
"""

from abc import ABC, abstractmethod
from datetime import date

from matters.definitions.registers import HeldLicence


class LicenceLibrary(ABC):
    """Asked like a base register: see `BaseRegisters` for patience, threads and what to raise."""

    @abstractmethod
    def held(self, *, code: str, holder: str, on: date, patience: float) -> HeldLicence | None:
        """The licence of a kind that somebody (an identity number) has.

        Of several one that is in force on that day, with all the `others` that are; one that is suspended,
        revoked or expired only where there is no other.
        """

    @abstractmethod
    def numbered(self, identifier: str, *, patience: float) -> HeldLicence | None:
        """The licence with this identifier, in force or not: one that is made up is under none."""
