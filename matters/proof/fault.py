"""A mistake in a definition."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A definition that cannot be meant; `where` is `one-matter/item/paper`."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"
