"""The districts of a demonstration city: GB/T 2260 gives 99 to no province, so they are nowhere."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Division:
    """A county-level division; `code` is its six digits."""

    code: str
    name: str


DIVISIONS = (
    Division(code="990101", name="示范一区"),
    Division(code="990102", name="示范二区"),
    Division(code="990103", name="示范三区"),
    Division(code="990104", name="示范四区"),
    Division(code="990105", name="示范五区"),
    Division(code="990106", name="示范六区"),
)
CITY = tuple(division.code for division in DIVISIONS)
"""The codes that count as this city."""
