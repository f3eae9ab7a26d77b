"""What a reconciliation has found and put right, and what is left for people."""

from dataclasses import dataclass, field
from typing import Final

NAMED: Final = 20
"""Of what was put right in one way: where a server is lost, that is every open case of a city."""


@dataclass
class Reconciled:
    """Ids of what was put right by what was done, and what only people can do, each in one line."""

    done: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    left: list[str] = field(default_factory=list[str])

    def note(self, what: str, id_: str) -> None:
        """One more was put right."""
        self.done.setdefault(what, []).append(id_)

    def leave(self, says: str) -> None:
        """Somebody must see to it."""
        self.left.append(says)

    def lines(self) -> list[str]:
        """As an operator reads it."""
        done = [f"{what}：{len(ids)}（{_named(ids)}）" for what, ids in self.done.items()]
        return [*(done or ["没有需要补正的内容"]), *(f"请人工处理：{says}" for says in self.left)]


def _named(ids: list[str]) -> str:
    more = f"，另有 {len(ids) - NAMED} 项" if len(ids) > NAMED else ""
    return f"{'、'.join(ids[:NAMED])}{more}"
