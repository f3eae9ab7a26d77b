"""Every procedure that is declared, in each of its states, with each command, as the law has it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

import pytest
from temporalio import workflow

from client.errors import DayPassed, Mend, NotPending, NotYours, OutsideTheList, SamePerson, WrongDepartment
from client.messages.cases.answers import Demand, Flaw
from client.messages.officers.commands import (
    Ask,
    Begin,
    Command,
    Extend,
    GrantItem,
    Reassign,
    Refuse,
    Resume,
    Suspend,
)
from matters import catalogue
from matters.definitions import departments, procedures
from matters.language import Owner, Procedure, ProcedureStep
from tests.unit.procedures.courses import (
    FOOD,
    HOST,
    MARKET,
    NEIGHBOUR,
    OFFICER,
    Bench,
    asks,
    bench,
    states,
    word,
)
from workflows.cases.officers import commands
from workflows.cases.officers import procedures as taking
from workflows.trust import gate
from workflows.trust.gate import Spoken


def _declared() -> Iterator[Procedure]:
    yield from procedures.BEGUN_BY_OFFICERS
    yield procedures.first_review(departments.HEALTH)
    for one in catalogue.ONE_MATTERS:
        for matter in one.matters:
            yield from matter.procedures


PROCEDURES: Final = {procedure.code: procedure for procedure in reversed([*_declared()])}
BY_OFFICERS: Final = [procedure.code for procedure in procedures.BEGUN_BY_OFFICERS]
BY: Final = {"item": FOOD, "department": MARKET, "officer": OFFICER}
LEASE: Final = Demand(path="lease", flaw=Flaw.MISSING, says="未见租赁合同", mend="请补交", basis="示范规范")

ORDERS: Final[Mapping[str, Callable[[Bench], Command]]] = {
    "grant": lambda _: GrantItem(**BY),
    "refuse": lambda _: Refuse(**BY, reasons=("不符合",), basis="示范规范"),
    "ask": lambda _: Ask(**BY, points=(LEASE,), reason="现场发现"),
    "suspend": lambda on: Suspend(**BY, procedure="testing", expected_end=on.today, notice="检告1号"),
    "resume": lambda _: Resume(**BY),
    "extend": lambda _: Extend(**BY, approver="director", reasons=("复杂",)),
    "reassign": lambda _: Reassign(**BY, to="officer-9", reason="人员调整"),
}

Expected = type[Mend] | None
"""By which error it is not taken; None where it is."""


class Law:
    """What the articles say of one state: which steps are taken, and whether the next one's time is over."""

    def __init__(self, procedure: Procedure, state: str) -> None:
        codes = [step.code for step in procedure.steps]
        what, _, how = state.partition(" ")
        self.procedure, self.begun, self.lapsed = procedure, state != "none", how == "lapsed"
        self.taken = codes.index(what) if self.lapsed else int(how or 0)
        self.next = procedure.steps[self.taken] if self.taken < len(codes) else None
        stands = self.begun and procedure.stands_from in codes[: self.taken]
        self.stands = bool(stands and self.next and procedure.ground)

    def order(self, name: str) -> Expected:
        """While the clock stands nothing is asked or stopped; while it goes on nothing is decided (48)."""
        goes_on = self.begun and self.next is not None and not (self.lapsed and not self.next.event)
        match name:
            case "grant" | "refuse":
                return NotPending if goes_on else None
            case "ask" | "suspend":
                return NotPending if self.stands else None
            case "resume":
                return NotPending
            case "extend":
                return DayPassed if self.lapsed else None
            case _:
                return None

    def begin(self) -> Expected:
        """What a definition declares for another item, or what comes first, begins by itself alone."""
        known = self.procedure.code in BY_OFFICERS
        return (NotPending if self.begun else None) if known else OutsideTheList

    def step(self, step: ProcedureStep) -> Expected:
        """One after the other; a day may be fixed anew until it has come, and before it nothing is held."""
        if not self.begun or self.next is None:
            return WrongDepartment if step.body and not self.begun else NotPending
        if step is not self.next:
            return None if step.fixes_day and step.before == self.next.code else NotPending
        if step.event:
            return NotYours
        fixed = any(one.fixes_day and one.before == step.code for one in self.procedure.steps)
        return DayPassed if self.lapsed or fixed else None

    def ask_for(self) -> Expected:
        """A right is the applicant's until it lapses."""
        if not self.begun or self.next is None or self.next.owner is not Owner.CONCERNED:
            return NotPending
        return DayPassed if self.lapsed else None


def _reached(monkeypatch: pytest.MonkeyPatch, into: Callable[[Bench], None]) -> Bench:
    """The SDK's clock and whose word it is come from the bench: no run is there to tell them."""
    on = bench()
    monkeypatch.setattr(workflow, "now", on.now)
    monkeypatch.setattr(gate, "spoken", lambda: Spoken(person=on.person))
    into(on)
    return on


def _tried(require: Callable[[], object]) -> tuple[Expected, str]:
    try:
        require()
    except Mend as refused:
        return type(refused), str(refused)
    return None, ""


def _cells(on: Bench, law: Law) -> Iterator[tuple[str, Expected, Callable[[], object]]]:
    """Each command, what the law makes of it, and how it is given."""
    procedure = law.procedure
    for name, order in ORDERS.items():
        yield name, law.order(name), partial(commands.require, order(on), on.file)
    opening = Begin(**BY, procedure=procedure.code, parties=(NEIGHBOUR,))
    yield "begin", law.begin(), partial(taking.require_begin, opening, on.file)
    yield "ask-for", law.ask_for(), partial(taking.require_asking, asks(procedure), on.file)
    for step in procedure.steps:
        said = word(on, procedure, step)
        on.person = said.officer
        yield step.code, law.step(step), partial(taking.require_step, said, on.file)
        on.person = OFFICER


@pytest.mark.parametrize("code", PROCEDURES)
def test_every_command_in_every_state(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """It is taken, or refused by that error, which names the item; and nothing has changed by asking."""
    for state, into in states(PROCEDURES[code]):
        on = _reached(monkeypatch, into)
        before = on.item.courses.copy()
        for name, expected, require in _cells(on, Law(PROCEDURES[code], state)):
            error, says = _tried(require)
            assert error is expected, (state, name, says)
            assert error is None or FOOD in says, (state, name, says)
        assert on.item.courses == before


@pytest.mark.parametrize("code", ["hearing", "public-hearing"])
def test_whoever_has_hosted_it_does_not_decide(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Once it is on record, anybody but its host (行政许可法 Art. 48)."""
    procedure = PROCEDURES[code]
    *_, (_, into) = [one for one in states(procedure) if one[0].startswith("after")]
    on = _reached(monkeypatch, into)
    on.person = HOST
    hosted = GrantItem(item=FOOD, department=MARKET, officer=HOST)
    assert _tried(lambda: commands.require(hosted, on.file))[0] is SamePerson
