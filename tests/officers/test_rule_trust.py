"""How a machine earns the right to grant, loses it when officers disagree, and gets it back."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

import pytest

from client import Case, RuleStanding, State
from client.errors import AlreadyDecided, UnknownItem, Unreasoned, WrongDepartment
from client.messages.officers.second_look import Looked
from client.offices.officer import Officer
from matters import catalogue
from matters.definitions import law
from matters.definitions.newborn import NEWBORN_2026_11 as NEWBORN
from matters.definitions.newborn.birth_checks import BIRTH_AGREES, BIRTH_RECORDED
from matters.definitions.newborn.first_edition import first_vaccination_record as vaccination_record
from matters.definitions.registers import BIRTHS
from matters.language import Figure, OneMatter
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import Parts, until
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.terminal import Terminal

VACCINATION: Final = "vaccination-record"
CENTRE: Final = "disease-control"
ENOUGH: Final = 3


def figure(value: int) -> Figure:
    return Figure(name="示范", value=Decimal(value), unit="", basis=law.DEMONSTRATION_RULE)


def never(*_: Any) -> bool:
    return False


WATCHED: Final = replace(BIRTH_AGREES, rule="newborn.watched", holds=never)


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> OneMatter[Any]:
    """A new edition: nobody has worked with its rules yet, and every grant of theirs is looked at."""
    assert vaccination_record.unattended
    strict = replace(
        vaccination_record.unattended,
        rules=(BIRTH_RECORDED, BIRTH_AGREES),
        agreement=figure(60),
        cases=figure(ENOUGH),
        second_look=figure(100),
        shadow=(WATCHED,),
    )
    matters = tuple(
        replace(it, unattended=strict if it is vaccination_record else None) for it in NEWBORN.matters
    )
    one = replace(NEWBORN, edition=f"test-{uuid4()}", since=law.SECOND_EDITIONS, matters=matters)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, one))
    return one


@on_one_ledger
async def test_earned_lost_and_regained(parts: Parts, edition: OneMatter[Any]) -> None:
    """With officers at first; then by itself; with officers again once they find it wrong; and so on."""
    desk = parts.desk(CENTRE)
    for _ in range(ENOUGH):
        await _is_handed_over(parts, desk)
    assert {one.trusted for one in await _acting(parts, edition)} == {True}

    by_itself = [await _is_granted(parts) for _ in range(2)]
    for case in by_itself:
        await desk.review(case.id, VACCINATION, agrees=False, reasons=["接种证信息有误"])
    assert {one.trusted for one in await _acting(parts, edition)} == {False}
    assert {(one.decided, one.agreed) for one in await _acting(parts, edition)} == {(ENOUGH, 1)}

    await _is_handed_over(parts, desk)
    await _is_handed_over(parts, desk)
    assert {one.trusted for one in await _acting(parts, edition)} == {True}
    await _is_granted(parts)


@on_the_other_ledger
async def test_what_is_in_shadow_decides_nothing(parts: Parts, edition: OneMatter[Any]) -> None:
    """It fails each time, is recorded each time, and is held against the officers' word like the others."""
    desk = parts.desk(CENTRE)
    for _ in range(ENOUGH):
        await _is_handed_over(parts, desk)
    case = await _is_granted(parts)
    trace = {reason.rule: reason for reason in (await desk.show(case.id, VACCINATION)).trace}
    assert (trace[WATCHED.rule].result, trace[WATCHED.rule].shadow) == ("fails", True)
    [watched] = [one for one in await _standings(parts, edition) if one.shadow]
    assert (watched.judged, watched.held) == (ENOUGH + 1, 0)
    assert (watched.decided, watched.agreed, watched.trusted) == (ENOUGH, 0, False)


@on_one_ledger
@pytest.mark.usefixtures("edition")
async def test_a_second_look(parts: Parts) -> None:
    """It waits in the inbox when the case is long closed, until an officer of the department has his say."""
    desk = parts.desk(CENTRE)
    for _ in range(ENOUGH):
        await _is_handed_over(parts, desk)
    case = await _is_granted(parts)
    await case.outcome()
    [task] = [task for task in await desk.inbox() if task.case == case.id]
    assert (task.item, task.second_look, task.state) == (VACCINATION, True, State.GRANTED)

    with pytest.raises(Unreasoned):
        await desk.review(case.id, VACCINATION, agrees=False)
    with pytest.raises(WrongDepartment, match=r"由[^a-z]+复核"):
        await parts.desk("health").review(case.id, VACCINATION, agrees=True)
    with pytest.raises(UnknownItem):
        await desk.review(case.id, "household-registration", agrees=True)
    looked = await desk.review(case.id, VACCINATION, agrees=True)
    assert await desk.review(case.id, VACCINATION, agrees=True) == looked
    with pytest.raises(AlreadyDecided):
        await desk.review(case.id, VACCINATION, agrees=False, reasons=["另有发现"])
    with pytest.raises(AlreadyDecided):
        await parts.desk(CENTRE, "officer-2").review(case.id, VACCINATION, agrees=True)
    assert case.id not in {task.case for task in await desk.inbox()}


@on_the_other_ledger
@pytest.mark.usefixtures("edition")
async def test_a_second_look_that_disagrees(parts: Parts) -> None:
    """The supervisor is told, with the reasons; the grant itself is not touched by that."""
    desk = parts.desk(CENTRE)
    for _ in range(ENOUGH):
        await _is_handed_over(parts, desk)
    case = await _is_granted(parts)
    await desk.review(case.id, VACCINATION, agrees=False, reasons=["接种证信息有误"])
    told = [it for it in await parts.told(case) if it.kind == "second-look"]
    assert [(it.addressee, it.item) for it in told] == [("supervisor", VACCINATION)]
    assert "接种证信息有误" in told[0].says
    await case.outcome()


@on_one_ledger
async def test_the_table(terminal: Terminal) -> None:
    """`rules` tells of each rule whether it may decide by itself, and why."""
    said = await terminal.done("supervise", "rules")
    assert all(
        word in said
        for word in ("newborn.birth-agrees", NEWBORN.name, "可自动通过", "试运行", "95%，至少20件")
    )
    as_json = await terminal.done("supervise", "rules", "--json")
    assert '"rule": "restaurant.not-registered-yet"' in as_json


@on_one_ledger
@pytest.mark.usefixtures("edition")
async def test_reviewed_at_a_terminal(parts: Parts, terminal: Terminal) -> None:
    """The inbox shows what is drawn, the item why the machine granted it."""
    for _ in range(ENOUGH):
        await _is_handed_over(parts, parts.desk(CENTRE))
    case = await _is_granted(parts)
    officer = ("--department", CENTRE, "--officer", "officer-1")
    assert "已自动通过，待抽查复核" in await terminal.done("desk", "inbox", *officer)
    shown = await terminal.done("desk", "show", case.id, VACCINATION, *officer)
    assert all(word in shown for word in ("newborn.birth-agrees", "通过", "试运行", BIRTHS.code))
    review = ("desk", "review", case.id, VACCINATION, *officer)
    assert "同意自动通过的结果" in await terminal.done(*review)
    assert Looked.model_validate_json(await terminal.done(*review, "--json")).agrees


async def _is_handed_over(parts: Parts, desk: Officer) -> None:
    """The machine would grant it, and may not; an officer does, and the case goes to its end."""
    case = await parts.platform.submit(submission(MARRIED).model_copy(update={"edition": None}))
    await until(case, VACCINATION, State.IN_REVIEW)
    sheet = await desk.show(case.id, VACCINATION)
    acting = [reason for reason in sheet.trace if not reason.shadow]
    assert {reason.result for reason in acting} == {"holds"}
    assert {reason.trusted for reason in acting} == {False}
    assert (await desk.grant(case.id, VACCINATION)).state is State.GRANTED
    await case.outcome()


async def _is_granted(parts: Parts) -> Case:
    case = await parts.platform.submit(submission(MARRIED).model_copy(update={"edition": None}))
    await until(case, VACCINATION, State.GRANTED)
    await parts.written(case.id)  # a second look is drawn after the grant
    return case


async def _standings(parts: Parts, edition: OneMatter[Any]) -> list[RuleStanding]:
    every = await parts.supervisor.rules()
    return [one for one in every if (one.edition, one.item) == (edition.edition, VACCINATION)]


async def _acting(parts: Parts, edition: OneMatter[Any]) -> list[RuleStanding]:
    return [one for one in await _standings(parts, edition) if not one.shadow]
