"""What a pre-review costs, and how soon enquiries are answered.

A form of 60 answers and 40 rules is reviewed in this process; guide, prefill and pre-review are asked of an
engine of its own, with the registers in its ledger.
"""

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import create_model
from rich.progress import track
from rich.table import Table

from client import Platform
from deploy import demonstration, engine
from deploy.bench.contest import console
from deploy.bench.measure import load
from matters.definitions import departments, law
from matters.definitions.registers import POPULATION, PersonEntry
from matters.guide.advice import guide
from matters.guide.whole_form import read_whole
from matters.language import Asks, Check, Facts, Family, Form, Matter, OneMatter, Text, WorkingDays
from matters.review.review import review

ANSWERS: Final = 60
RULES: Final = 40
REPEATS: Final = 200
ASKED: Final = 100
SOON: Final = 15
APPLICANT: Final = "990101199203120021"
CASE: Final = "newborn-married-with-mother"

_FIELDS: Final[dict[str, Any]] = {
    f"answer_{number}": (Annotated[Text, Asks("问题")], ...) for number in range(ANSWERS)
}
WIDE: Final = create_model("WideForm", __base__=Form, **_FIELDS)


def _rule(number: int) -> Check[Any]:
    """Every other one asks a register."""

    def holds(form: Any, facts: Facts) -> bool:
        person = facts.entry(POPULATION, facts.applicant) if number % 2 else None
        return getattr(form, f"answer_{number}") == "答案" and (person is None or person.alive)

    return Check(
        rule=f"wide.rule-{number}",
        family=Family.CONSISTENCY,
        holds=holds,
        field=f"answer_{number}",
        says="不一致",
        mend="请核对",
        basis=law.AT_THE_WINDOW,
    )


_ITEM: Final = Matter[Any](
    code="wide",
    name="宽表",
    basic_code="990000000001",
    department=departments.HEALTH,
    form=WIDE,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    checks=tuple(map(_rule, range(RULES))),
)
_WIDE: Final = OneMatter[Any](
    code="wide",
    edition="1",
    name="宽表一件事",
    basic_code="990000000000",
    lead=departments.HEALTH,
    form=WIDE,
    timetable=law.TIMETABLE_OF_SERVICES,
    matters=(_ITEM,),
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
)
_PERSON: Final = PersonEntry(
    as_of=date(2026, 1, 5), number=APPLICANT, name="母亲甲", sex="女", division="990101", address="某路"
)


def review_once() -> None:
    """Read the form, review it, hear the register, review it again."""
    answers, wrong = read_whole(_WIDE, dict.fromkeys(WIDE.model_fields, "答案"))
    advice, facts = guide(_WIDE, answers), Facts(on=date(2026, 11, 23), applicant=APPLICANT)
    judge = partial(review, _WIDE, answers, advice, uploaded={}, committed=True, is_whole=not wrong)
    while (found := judge(facts)).unasked:
        facts = facts.told(dict.fromkeys(found.unasked, _PERSON))
    if len(found.held) != RULES:
        raise AssertionError(f"{RULES} rules should hold, {len(found.held)} do")


def processor_time() -> float:
    """Milliseconds of processor time for one review, the median of many."""
    times: list[float] = []
    for _ in range(REPEATS):
        started = time.process_time_ns()
        review_once()
        times.append((time.process_time_ns() - started) / 1e6)
    return statistics.median(times)


async def latencies(platform: Platform) -> dict[str, tuple[float, float]]:
    """p50 and p99 in milliseconds, one question after the other."""
    filed = demonstration.submission(CASE)
    questions: dict[str, Callable[[], Awaitable[object]]] = {
        "guide": lambda: platform.guide(filed.one_matter, {"settles": filed.form["settles"]}),
        "prefill": lambda: platform.prefill(filed.one_matter, filed.applicant, {}),
        "pre-review": lambda: platform.pre_review(filed),
    }
    measured: dict[str, tuple[float, float]] = {}
    for name, ask in track(questions.items(), "enquiries", console=console):
        await load(ask, jobs=10, in_flight=1, processes={})
        took = await load(ask, jobs=ASKED, in_flight=1, processes={})
        measured[name] = (1000 * took.median, 1000 * took.p99)
    return measured


async def bench(folder: Path) -> Table:
    """Measure, with what a p50 may be."""
    table = Table("", "p50, ms", "p99, ms", "goal", title="enquiries")
    reviewed = f"processor time of a pre-review, {ANSWERS} answers, {RULES} rules"
    table.add_row(reviewed, f"{processor_time():.2f}", "", "")
    async with engine.running(folder) as running:
        for name, (p50, p99) in (await latencies(await running.connect())).items():
            table.add_row(f"{name}, asked by a platform", f"{p50:.1f}", f"{p99:.1f}", f"at most {SOON}")
    return table
