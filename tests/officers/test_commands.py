"""Every command in every state, against a table written from the law and not from the engine."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from client import Case, State, TooLate
from client.errors import AlreadyDecided, Mend, NotAsked, NotPending
from client.messages.cases.choice import OnRefusal
from client.messages.money.payment import Payment
from client.messages.officers.commands import Amendment
from client.offices.officer import Officer
from tests.support.parts import Parts
from tests.support.states import (
    DEPARTMENTS,
    LEASE,
    MENDED,
    NEVER,
    NO,
    WAYS,
    Way,
    arrive,
    on_one_ledger,
    reaches,
    seen,
    state_of,
)

OFFICERS: Final = """
                grant        refuse       ask          suspend      resume       extend       return-to
  waiting       not-pending  not-pending  not-pending  not-pending  not-pending  not-pending  not-pending
  payment       not-pending  not-pending  not-pending  not-pending  not-pending  not-pending  not-pending
  lodged        not-pending  not-pending  not-pending  not-pending  not-pending  not-pending  not-pending
  in-review     granted      refused      correction   suspended    not-pending  in-review    in-review
  suspended     not-pending  not-pending  not-pending  not-pending  in-review    suspended    suspended
  correction    not-pending  not-pending  not-pending  not-pending  not-pending  not-pending  correction
  granted       decided      decided      decided      decided      decided      decided      decided
  refused       decided      decided      decided      decided      decided      decided      decided
  impossible    decided      decided      decided      decided      decided      decided      decided
  withdrawn     decided      decided      decided      decided      decided      decided      decided
  lapsed        decided      decided      decided      decided      decided      decided      decided
  not-required  decided      decided      decided      decided      decided      decided      decided
  terminated    too-late     too-late     too-late     too-late     too-late     too-late     too-late
  closed        too-late     too-late     too-late     too-late     too-late     too-late     too-late
"""
"""What becomes of the item, or why the command is not carried out."""

OTHERS: Final = """
                withdraw      supplement   choose       pay          amend-calendar
  waiting       withdrawn     not-asked    not-asked    not-asked    waiting
  payment       withdrawn     not-asked    not-asked    granted      payment
  lodged        withdrawn     not-asked    not-asked    not-asked    lodged
  in-review     withdrawn     not-asked    not-asked    not-asked    in-review
  suspended     withdrawn     not-asked    not-asked    not-asked    suspended
  correction    withdrawn     granted      not-asked    not-asked    correction
  granted       granted       not-asked    not-asked    not-asked    granted
  refused       refused       not-asked    refused      not-asked    refused
  impossible    impossible    not-asked    impossible   not-asked    impossible
  withdrawn     withdrawn     not-asked    not-asked    not-asked    withdrawn
  lapsed        lapsed        not-asked    not-asked    not-asked    lapsed
  not-required  not-required  not-asked    not-asked    not-asked    not-required
  terminated    too-late      too-late     too-late     too-late     too-late
  closed        too-late      too-late     too-late     too-late     too-late
"""
"""The same of applicant, payment system and supervisor."""

SUPERIORS: Final = """
                approve      reassign     serve
  waiting       not-pending  not-pending  not-pending
  payment       not-pending  not-pending  not-pending
  lodged        not-pending  lodged       not-pending
  in-review     not-pending  in-review    not-pending
  suspended     not-pending  suspended    not-pending
  correction    not-pending  correction   not-pending
  granted       decided      decided      not-pending
  refused       decided      decided      not-pending
  impossible    decided      decided      not-pending
  withdrawn     decided      decided      not-pending
  lapsed        decided      decided      not-pending
  not-required  decided      decided      not-pending
  terminated    too-late     too-late     not-pending
  closed        too-late     too-late     not-pending
"""
"""The same of superiors, and of whoever serves decisions; nothing was put to the superior to approve."""

PROCEDURES: Final = """
                begin        take-step    ask-for
  waiting       not-pending  not-pending  not-pending
  payment       not-pending  not-pending  not-pending
  lodged        not-pending  not-pending  not-pending
  in-review     in-review    not-pending  not-pending
  suspended     suspended    not-pending  not-pending
  correction    not-pending  not-pending  not-pending
  granted       decided      decided      decided
  refused       decided      decided      decided
  impossible    decided      decided      decided
  withdrawn     decided      decided      decided
  lapsed        decided      decided      decided
  not-required  decided      decided      decided
  terminated    too-late     too-late     too-late
  closed        too-late     too-late     too-late
"""
"""The same of procedures, of which none had begun; `test_procedures` has those that have."""

ELSEWHERE: Final = frozenset({State.STOPPED, State.QUEUED, State.SET_ASIDE})
"""What a notice stops ends its case, which is `closed`; `cases/quota` has what waits for a place, and
`sequels` what a review body has set aside."""

ERRORS: Final[Mapping[str, type[Mend]]] = {
    "not-pending": NotPending,
    "decided": AlreadyDecided,
    "not-asked": NotAsked,
    "too-late": TooLate,
}

Send = Callable[[Parts, Case, str], Awaitable[object]]


def _order(command: str, **words: Any) -> Send:
    def send(parts: Parts, case: Case, item: str) -> Awaitable[object]:
        desk: Officer = parts.desk(DEPARTMENTS[item])
        order: Callable[..., Awaitable[object]] = getattr(desk, command)
        return order(case.id, item, **words)

    return send


COMMANDS: Final[Mapping[str, Send]] = {
    "grant": _order("grant"),
    "refuse": _order("refuse", reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies),
    "ask": _order("ask", points=(LEASE,), reason="现场发现"),
    "suspend": _order("suspend", procedure="testing", expected_end=NEVER, notice="2026-2"),
    "resume": _order("resume"),
    "extend": _order("extend", approver="director", reasons=("情况复杂",)),
    "return-to": _order("return_to", officer="officer-2"),
    "approve": lambda parts, case, item: parts.desk(DEPARTMENTS[item], "director").approve_extension(
        case.id, item
    ),
    "reassign": _order("reassign", to="officer-2", reason="人员调整"),
    "serve": _order("serve", mode="signed", on=NEVER, witness="officer-2"),
    "begin": _order("begin", procedure="inspection"),
    "take-step": _order("take_step", procedure="inspection", step="sent", officers=("a-1", "a-2")),
    "ask-for": lambda _, case, item: case.ask_for(item, "hearing"),
    "withdraw": lambda _, case, __: case.withdraw("不办了"),
    "supplement": lambda _, case, __: case.supplement(MENDED),
    "choose": lambda _, case, __: case.choose(OnRefusal.GO_ON),
    "pay": lambda parts, case, _: parts.cashier.confirm(
        case.id, Payment(key=str(case.id), fen=20_000, paid_at=datetime.now(UTC))
    ),
    "amend-calendar": lambda parts, case, _: parts.amend(
        case.id, Amendment(number="调休〔2026〕1号", by="办公厅", reason="调休", holidays=(NEVER,))
    ),
}


def _rows(table: str) -> Iterator[tuple[str, dict[str, str]]]:
    head, *lines = table.strip("\n").splitlines()
    for line in lines:
        state, *cells = line.split()
        yield state, dict(zip(head.split(), cells, strict=True))


TABLE: Final = {
    state: {
        **orders,
        **dict(_rows(SUPERIORS))[state],
        **dict(_rows(PROCEDURES))[state],
        **dict(_rows(OTHERS))[state],
    }
    for state, orders in _rows(OFFICERS)
}


def test_the_table_is_complete() -> None:
    """Every state has a row and every command a column, however many there come to be."""
    assert set(TABLE) == {*map(str, {*State} - ELSEWHERE), "closed"} == set(WAYS)
    assert all(set(row) == set(COMMANDS) for row in TABLE.values())


@on_one_ledger
@pytest.mark.parametrize("state", TABLE)
async def test_rejected_commands(parts: Parts, state: str) -> None:
    """What the table rejects is rejected with that error, and nothing about the case has changed."""
    case, way = await _arrived(parts, state)
    before = await seen(parts, case, way.item)
    assert state_of(before[0], way.item) is way.state
    for command, expected in TABLE[state].items():
        if expected in ERRORS:
            with pytest.raises(Mend) as rejected:
                await COMMANDS[command](parts, case, way.item)
            assert type(rejected.value) is ERRORS[expected], command
    assert await seen(parts, case, way.item) == before


@on_one_ledger
@pytest.mark.parametrize("state", TABLE)
async def test_commands_carried_out(parts: Parts, state: str) -> None:
    """What the table allows is carried out, each time on a case of its own, and the item comes there."""
    allowed = {command: to for command, to in TABLE[state].items() if to not in ERRORS}
    await asyncio.gather(*(_carry_out(parts, state, command, State(to)) for command, to in allowed.items()))


async def _carry_out(parts: Parts, state: str, command: str, to: State) -> None:
    case, way = await _arrived(parts, state)
    await COMMANDS[command](parts, case, way.item)
    if command == "withdraw":
        outcome = await case.outcome()
        assert {item.code: item.state for item in outcome.items}[way.item] is to
    else:
        await reaches(case, way.item, to)


async def _arrived(parts: Parts, state: str) -> tuple[Case, Way]:
    way = WAYS[state]
    case = await arrive(parts, way)
    if state in {"closed", "terminated"}:
        await case.outcome()
    return case, way
