"""What a day is called, and by which text: a festival, a day moved by a notice, a weekend, a working day."""

from dataclasses import dataclass
from datetime import date

from ..definitions import law
from .calendar import SATURDAY, Calendar
from .festivals import ARRANGED, FESTIVALS, MADE_UP
from .proceedings import Term, Unit

UNKNOWN = "（暂定：节假日安排尚未公布）"


@dataclass(frozen=True)
class Why:
    """Why a day counts, or does not; `basis` is the text with its article."""

    says: str
    basis: str
    counted: bool = False


def at_rest(day: date, calendar: Calendar) -> Why:
    """Why offices are closed on a day. A festival is one whether or not its year is arranged yet."""
    if name := FESTIVALS.get(day):
        return Why(f"{name}（法定节日）", str(law.FESTIVALS))
    if name := ARRANGED.get(day):
        return Why(f"{name}放假", str(law.HOLIDAYS))
    if day in calendar.exceptions:
        return Why("节假日安排放假", str(law.HOLIDAYS))
    return Why(_known("周末", day, calendar), str(law.WEEKEND))


def at_work(day: date, term: Term, calendar: Calendar) -> str:
    """What is counted on a day."""
    if term.unit is not Unit.WORKING_DAYS:
        return "自然日"
    if day.weekday() < SATURDAY and day not in FESTIVALS:
        return _known("工作日", day, calendar)
    return f"{MADE_UP.get(day, '')}调休上班"


def _known(says: str, day: date, calendar: Calendar) -> str:
    return says if calendar.is_published(day) else f"{says}{UNKNOWN}"
