"""Extensions: one, while the limit runs, by a rule of the definition, approved by the head who was named."""

from datetime import date
from itertools import pairwise
from typing import Any, Final

import pytest

from client import Case
from client.errors import (
    AlreadyExtended,
    DayPassed,
    NotAllowed,
    NotPending,
    NotYours,
    SamePerson,
    WrongDepartment,
)
from client.offices.officer import Officer
from client.trust.actor import Role
from tests.support.parts import Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import (
    DEPARTMENTS,
    HYGIENE,
    NEVER,
    VACCINATION,
    WAYS,
    arrive,
    on_one_ledger,
)

pytestmark = on_one_ledger

CASE: Final = "restaurant"
"""By which an extension of the whole case is ordered."""
LEAD: Final = "market-regulation"
BODIES: Final = {HYGIENE: "health", CASE: "government"}
"""Whose heads extend the limit of an item, and of the whole case."""
DIRECTOR: Final = "director"
REASONS: Final = ("情况复杂",)
TESTING: Final[dict[str, Any]] = {"procedure": "testing", "expected_end": NEVER, "notice": "2026-3"}


async def test_no_extension_without_a_rule(parts: Parts) -> None:
    """What the definition gives no extension cannot be extended at all."""
    case = await arrive(parts, WAYS["impossible"])
    desk = parts.desk(DEPARTMENTS[VACCINATION])
    with pytest.raises(AlreadyExtended, match="没有规定"):
        await desk.extend(case.id, VACCINATION, approver=DIRECTOR, reasons=REASONS)


@pytest.mark.parametrize(("item", "department"), [(HYGIENE, "health"), (CASE, LEAD)])
async def test_extended_once(parts: Parts, item: str, department: str) -> None:
    """One extension is all there is, for an item and for the case, suspended in between or not."""
    case = await arrive(parts, WAYS["in-review"])
    desk, before = parts.desk(department), await _limits(case)
    await parts.extend(case.id, item, department, approver=DIRECTOR, body=BODIES[item])
    extended = await _limits(case)
    moved = (item == HYGIENE, item == CASE)
    assert tuple(now > then for now, then in zip(extended, before, strict=True)) == moved

    for _ in range(2):
        with pytest.raises(AlreadyExtended, match="已经延长过"):
            await desk.extend(case.id, item, approver="mayor", reasons=REASONS)
        assert await _limits(case) == extended
        await parts.desk("health").suspend(case.id, HYGIENE, **TESTING)
        await parts.desk("health").resume(case.id, HYGIENE)


@pytest.mark.parametrize(("item", "department"), [(HYGIENE, "health"), (CASE, LEAD)])
async def test_extended_before_it_is_over(parts: Parts, item: str, department: str) -> None:
    """In the last minute of the last day that the law allows; a minute later no more."""
    late, in_time = [await arrive(parts, WAYS["in-review"]) for _ in range(2)]
    last = await _lawful_until(late, item)
    desk, before = parts.desk(department), await _limits(late)
    await parts.forward_past(late.id, last)
    with pytest.raises(DayPassed, match="最后一日已过"):
        await desk.extend(late.id, item, approver=DIRECTOR, reasons=REASONS)
    assert await _limits(late) == before
    await parts.forward_into(in_time.id, last)
    await parts.extend(in_time.id, item, department, approver=DIRECTOR, body=BODIES[item])
    assert await _lawful_until(in_time, item) > last


@pytest.mark.parametrize(("item", "department"), [(HYGIENE, "health"), (CASE, LEAD)])
async def test_an_approver_acts_himself(parts: Parts, item: str, department: str) -> None:
    """Nothing changes by naming one; nobody else approves, nor he what was not put to him, nor too late."""
    case = await arrive(parts, WAYS["in-review"])
    before, director = await _limits(case), parts.desk(BODIES[item], DIRECTOR)
    with pytest.raises(NotPending):
        await director.approve_extension(case.id, item)
    await parts.desk(department).extend(case.id, item, approver=DIRECTOR, reasons=REASONS)
    assert await _limits(case) == before
    for other, error in (("officer-1", SamePerson), ("officer-3", NotYours)):
        with pytest.raises(error):
            await parts.desk(BODIES[item], other).approve_extension(case.id, item)
    last = await _lawful_until(case, item)
    await parts.forward_past(case.id, last)
    with pytest.raises(DayPassed, match="最后一日已过"):
        await director.approve_extension(case.id, item)
    assert await _limits(case) == before


@pytest.mark.parametrize(("item", "department"), [(HYGIENE, "health"), (CASE, LEAD)])
async def test_a_head_approves(parts: Parts, item: str, department: str) -> None:
    """行政许可法第四十二条: an officer who was named does not, nor a head of another body, be it the lead."""
    case = await arrive(parts, WAYS["in-review"])
    before = await _limits(case)

    def speaking(role: Role, *, of: str = BODIES[item]) -> Officer:
        own = identity_of(role, actor=DIRECTOR, department=of)
        return Officer(line_of(parts, own), department=of, officer=DIRECTOR)

    await parts.desk(department).extend(case.id, item, approver=DIRECTOR, reasons=REASONS)
    with pytest.raises(NotAllowed, match="部门负责人"):
        await speaking(Role.OFFICER).approve_extension(case.id, item)
    for other in ("civil-affairs", *({department} - {BODIES[item]})):
        with pytest.raises(WrongDepartment):
            await speaking(Role.HEAD, of=other).approve_extension(case.id, item)
    assert await _limits(case) == before
    await speaking(Role.HEAD).approve_extension(case.id, item)
    assert await _limits(case) != before


async def _lawful_until(case: Case, item: str) -> date:
    clocks = (await case.explain()).clocks
    subject = clocks[0].subject if item == CASE else "公共场所卫生许可新办（承诺时限）"
    lawful = next(two for one, two in pairwise(clocks) if one.subject == subject)
    assert "法定时限" in lawful.subject
    assert lawful.due_on
    return lawful.due_on


async def _limits(case: Case) -> tuple[date, date]:
    """Of the item and of the case."""
    progress = await case.progress()
    item = next(item.due_on for item in progress.items if item.code == HYGIENE)
    assert item
    assert progress.due_on
    return item, progress.due_on
