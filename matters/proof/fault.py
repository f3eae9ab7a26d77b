"""A mistake in a definition."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A definition that cannot be meant; `where` is `one-matter/item/paper`."""

    where: str
    says: str

    @property
    def of(self) -> str:
        """The code of the definition."""
        return re.split(r"[/ ]", self.where)[0]

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"
