"""Facts that remember what a rule has asked them."""

from dataclasses import dataclass, field

from ..language import Enquired, Entry, Facts, Register, Unknown
from ..language.register import EntryT


@dataclass(frozen=True, kw_only=True)
class HeardFacts(Facts):
    """`heard` is what was asked, and what came; None where there is nothing, or nobody can tell."""

    heard: dict[Enquired, Entry | None] = field(default_factory=dict[Enquired, Entry | None])

    def entry(self, register: Register[EntryT], key: str) -> EntryT | None:
        """See base class."""
        try:
            said = super().entry(register, key)
        except Unknown:
            self.heard[register, key] = None
            raise
        self.heard[register, key] = said
        return said
