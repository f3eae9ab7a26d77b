"""Two officers go and see the shop, each department by its own law, and keep a record (许可法 Art. 34)."""

from dataclasses import replace
from datetime import date

from ...language import Basis, Limit, Procedure, WorkingDays
from .. import law, procedures
from . import food_permits

FIRE_INSPECTION = Basis(document="中华人民共和国消防法", article="第十五条第三款", since=date(2021, 4, 29))
TOBACCO_INSPECTION = Basis(
    document="中华人民共和国烟草专卖法实施条例", article="第九条", since=date(2023, 7, 20)
)


def _inspected(basis: Basis, within: Limit | None = None, *, since: str = "") -> Procedure:
    """Who is sent, and what they have seen; when they must be sent is said by none of these laws."""
    sent, record = procedures.INSPECTED.steps
    return replace(
        procedures.INSPECTED,
        basis=basis,
        steps=(
            replace(sent, within=None, basis=law.INSPECTORS),
            replace(record, within=within, since=since),
        ),
    )


FOOD_INSPECTED = _inspected(
    food_permits.INSPECTED, WorkingDays(count=5, basis=food_permits.INSPECTED), since="sent"
)
FIRE_INSPECTED = _inspected(FIRE_INSPECTION, WorkingDays(count=10, basis=FIRE_INSPECTION))
TOBACCO_INSPECTED = _inspected(TOBACCO_INSPECTION)
