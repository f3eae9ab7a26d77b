"""The contract with the archive (档案馆、档案室): it keeps what a closed case was as long as the law says."""

from abc import ABC, abstractmethod


class CaseArchive(ABC):
    """Asked by whoever hands closed cases over, one after the other."""

    @abstractmethod
    def take_in(self, case: str, package: bytes) -> None:
        """Keep the package of a case; return only when it is kept.

        The same again changes nothing. It is personal all through: what keeps it keeps others out.
        """

    @abstractmethod
    def fetch(self, case: str) -> bytes | None:
        """The package of a case as it is kept, byte by byte; nothing, if there is none."""
