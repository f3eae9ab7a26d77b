"""Questions that are put in the course of a case, as they are told before it begins."""

from dataclasses import dataclass
from typing import Any

from ..language import Later, OneMatter
from ..language.form import chosen


@dataclass(frozen=True, kw_only=True)
class LaterQuestion:
    """Put once that item is granted; `if_silent` is what counts if nobody answers `within`.

    `opens` are the items, by name, of which it then is known whether they are called for.
    """

    field: str
    asks: str
    asked_after: str
    within: str
    if_silent: str
    opens: tuple[str, ...]

    @classmethod
    def of(cls, one: OneMatter[Any], late: Later) -> "LaterQuestion":
        return cls(
            field=late.path,
            asks=late.asks(one.form),
            asked_after=late.asked_after.name,
            within=str(late.within),
            if_silent=chosen(late.if_silent),
            opens=tuple(matter.name for matter in one.matters if late.opens(matter)),
        )

    def __str__(self) -> str:
        return (
            f"{self.asked_after}办结后：{self.asks}请在{self.within}内答复，逾期视为“{self.if_silent}”；"
            f"据此确定是否办理：{'、'.join(self.opens)}"
        )
