"""One beneficiary of each policy, who has a right to it; tests change what they are about."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from matters.definitions import grants
from matters.entitlement.entitlement import Entitlement, decide
from matters.language import Disability, Enjoyed, Firm, FirmSize, Grant, Period, Person, Work

HERE: Final = "990101"
ELSEWHERE: Final = "980101"


@dataclass(frozen=True, kw_only=True)
class Entitled:
    """Somebody entitled to `grant` for `period`, as the registers stand on `on`."""

    grant: Grant[Any]
    row: Any
    period: Period
    on: date

    def decided(self, *, period: Period | None = None, on: date | None = None, **changes: Any) -> Entitlement:
        row = replace(self.row, **changes)
        return decide(self.grant, row, period=period or self.period, on=on or self.on)

    def fen(self, *, period: Period | None = None, **changes: Any) -> int:
        """What is due; nothing to those without a right."""
        amount = self.decided(period=period, **changes).amount
        return amount.fen if amount else 0


def enjoyed(policy: str, period: str, *, paid_to: str = "x") -> tuple[Enjoyed, ...]:
    return (Enjoyed(policy=policy, period=period, paid_to=paid_to),)


ELDER: Final = Entitled(
    grant=grants.OLD_AGE,
    row=Person("p", date(1955, 6, 15), registered_in=HERE, account_known=True),
    period=Period.quarter(2026, 1),
    on=date(2026, 4, 10),
)
FIRM: Final = Entitled(
    grant=grants.JOB_RETENTION,
    row=Firm(
        "f",
        size=FirmSize.SMALL,
        registered_in=HERE,
        insured=200,
        layoffs=0,
        premium=1_000_000,
        months_paid=12,
        account_known=True,
    ),
    period=Period.year(2025),
    on=date(2025, 10, 9),
)
HIRE: Final = Entitled(
    grant=grants.HIRING,
    row=Person(
        "p",
        date(2002, 9, 1),
        work=Work.EMPLOYED,
        employer="f",
        employed_since=date(2025, 7, 1),
        insured_months=3,
        graduated_on=date(2024, 6, 30),
    ),
    period=grants.HIRING.period_on(date(2025, 10, 9)),
    on=date(2025, 10, 9),
)
POOR: Final = Entitled(
    grant=grants.DISABILITY_LIVING,
    row=Person(
        "p",
        date(1980, 1, 1),
        registered_in=HERE,
        disability_grade=3,
        disability=Disability.VISION,
        disability_since=date(2020, 5, 20),
        minimum_living=True,
        account_known=True,
    ),
    period=Period.month(2026, 10),
    on=date(2026, 10, 20),
)
SEVERE: Final = replace(
    POOR, grant=grants.DISABILITY_CARE, row=replace(POOR.row, disability_grade=1, minimum_living=False)
)
COURIER: Final = Entitled(
    grant=grants.FLEXIBLE_EMPLOYMENT,
    row=Person(
        "p",
        date(1975, 3, 3),
        work=Work.FLEXIBLE,
        hard_to_employ=True,
        flexible_since=date(2025, 2, 1),
        own_premium=300_001,
        account_known=True,
    ),
    period=Period.quarter(2026, 3),
    on=date(2026, 10, 10),
)
CHILD: Final = Entitled(
    grant=grants.CHILD_CARE,
    row=Person(
        "p",
        date(2024, 5, 15),
        registered_in=HERE,
        guardian="m",
        lawful_birth=True,
        account_known=True,
    ),
    period=Period.year(2026),
    on=date(2026, 3, 1),
)
ALL: Final = (ELDER, FIRM, HIRE, POOR, SEVERE, COURIER, CHILD)
