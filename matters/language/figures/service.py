"""How a written word reaches whom it is for (送达)."""

from dataclasses import dataclass

from .basis import Basis
from .limit import CalendarDays


@dataclass(frozen=True, kw_only=True)
class ServiceMode:
    """A mode of service: it counts from the day on which it is done, or `after` so many days.

    A `witnessed` one says who saw it, or under which number it is on file.
    """

    code: str
    name: str
    basis: Basis
    after: CalendarDays | None = None
    witnessed: bool = False
