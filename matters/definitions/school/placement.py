"""Where a child gets its place: the district places all at once, and its platform says where (派位).

The law leaves no child without a place (义务教育法 Art. 12), so nothing ends an item that waits: what is
late is told upwards. There are as many places as the plan of enrolment has; they go by the declared order
of ranks, and whoever finds none is placed by the district, never refused.
"""

from datetime import date
from decimal import Decimal

from ...language import (
    Basis,
    Figure,
    LeadTime,
    Months,
    OutsideEvent,
    Owner,
    Procedure,
    ProcedureStep,
    Quota,
    Ranking,
    WorkingDays,
)
from .. import law
from ..registers import PLACEMENTS
from .form import HousedPupil, Pupil
from .priority import ORDER, rank
from .situations import term_begins

COMPULSORY = "中华人民共和国义务教育法"
AT_SIX = Basis(
    document=COMPULSORY, article="第十一条第一款", since=date(2018, 12, 29), quotes="凡年满六周岁的儿童"
)
NEARBY = Basis(document=COMPULSORY, article="第十二条第一款", since=date(2018, 12, 29))
EQUALLY = Basis(document=COMPULSORY, article="第十二条第二款", since=date(2018, 12, 29))

PLACED = Procedure(
    code="placing",
    name="公办学校学位安排",
    basis=NEARBY,
    comes_first=True,
    steps=(
        ProcedureStep(
            code="placed",
            name="按招生计划和排序安排学校",
            owner=Owner.OUTSIDE,
            basis=NEARBY,
            within=Months(count=8, basis=law.DEMONSTRATION),
            tells=True,
            event=OutsideEvent(
                register=PLACEMENTS, key="child_id", on="placed_on", says=("school", "placed_by")
            ),
        ),
    ),
)


def intake(form: Pupil) -> str:
    return f"{form.school_term}{form.school_stage}"


PLACES = Quota[HousedPupil](
    places=Figure(name="公办学校招生计划", value=Decimal(1200), unit="个", basis=law.DEMONSTRATION),
    area=intake,
    ranking=Ranking(by=rank, otherwise="由教育部门统筹安排到其他公办学校", basis=ORDER),
)
BEFORE_TERM = LeadTime[Pupil](event="开学", day=term_begins, by=WorkingDays(count=5, basis=law.DEMONSTRATION))
"""No text says by when a guardian must know; that it is before the term is what everybody needs."""
