"""The contract with base registers (基础库), whichever systems stand behind them."""

from abc import ABC, abstractmethod


class BaseRegisters(ABC):
    """Asked while an applicant waits, and about nobody whom the engine may not ask about.

    Called from several threads at once. Nothing is changed by a call, so it may come any number of times.
    """

    @abstractmethod
    def entry(self, *, register: str, key: str, patience: float) -> str | None:
        """What a register (its code) says under a key, as the JSON of its entry; nothing if it has none.

        The entry must be of the kind that `matters.definitions.registers` declares for the code; what cannot
        be read counts as not answered. Return or raise within `patience` seconds: the engine does not cut a
        call off. Raises `RegisterSilent` when that time is over, `RegisterFault` for a register that answers
        with an error; either is not asked again for this enquiry.
        """
