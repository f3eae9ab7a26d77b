"""How much anything can be: what is beyond is a slip of the pen, unless its text was read and is quoted.

Proofs hold every definition to these.
"""

from decimal import Decimal
from typing import Final

from ..language import Basis, CalendarDays, Confidence, Figure, Limit
from . import law

LAND_USE: Final = Basis(
    document="中华人民共和国城镇国有土地使用权出让和转让暂行条例",
    article="第十二条第一项",
    confidence=Confidence.SECONDARY,
    quotes="居住用地七十年",
)
LONGEST_VALIDITY: Final = Figure(name="证照的最长有效期", value=Decimal(70), unit="年", basis=LAND_USE)
"""No right that is registered or licensed for a term has a longer one."""

LONGEST_LIMIT: Final[Limit] = CalendarDays(count=730, basis=law.DEMONSTRATION_RULE)
"""Whatever somebody may take his time for."""

LONGEST_LEAD: Final[Limit] = CalendarDays(count=366, basis=law.DEMONSTRATION_RULE)
"""So long before an event something can be due: nobody knows of it earlier."""

LONGEST_OF_APPLICANTS: Final[Limit] = CalendarDays(count=366, basis=law.DEMONSTRATION_RULE)
"""Of the timetable: whoever has not answered, paid or chosen by then does not."""

LEAST_FEE: Final = Figure(
    name="收费标准的最低金额", value=Decimal(5), unit="元", basis=law.DEMONSTRATION_RULE
)
"""Rates are in fen. A lower one has its sum in the words of its text (`quotes`)."""
