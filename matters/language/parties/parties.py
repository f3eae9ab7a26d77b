"""Who may apply, and as what somebody else may for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic

from ..check import FormT, words
from ..figures.basis import Basis

APPLICANT: Final = "applicant"
"""The path of what is found of whoever applies: of every item."""


class Acts(StrEnum):
    """As what somebody applies."""

    HIMSELF = "本人"
    REPRESENTATIVE = "法定代表人（负责人）"
    GUARDIAN = "监护人"
    AGENT = "代理人"


@dataclass(frozen=True, kw_only=True)
class Parties(Generic[FormT]):
    """`may_apply` names those whose application it is; its docstring says what they are.

    They are persons, by identity numbers, or organisations, by credit codes. Somebody else may be `acting`
    for one of them: whom the register of businesses names as its representative, whose ward somebody is by
    the register of guardians, and an agent, who has the recorded authorisation of one of them (or of the
    representative) for this one-matter, as long as it is in force.
    """

    may_apply: Callable[[FormT], tuple[str, ...]]
    acting: tuple[Acts, ...] = ()
    basis: Basis | None = None

    def __post_init__(self) -> None:
        words(self.may_apply)

    def __str__(self) -> str:
        """As a guide says it."""
        others = "、".join(self.acting)
        return f"{words(self.may_apply)}{'，可由其' if others else ''}{others}{'代为申请' if others else ''}"
