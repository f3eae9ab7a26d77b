"""The machine (无人干预自动办理): asks registers anew, judges, and gives its reasons; it never refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from activities.database import Transaction
from activities.ledger.officers import second_looks
from activities.review import rule_trust
from client.messages.cases.answers import Input, Reason, Request
from client.messages.cases.progress import Colour, State
from client.messages.officers.docket import Task
from matters import catalogue, clock
from matters.definitions.registers import HeldLicence
from matters.language import Enquired, Entry, Matter, OneMatter, Unattended
from matters.language.partial_form import fill_in, read_answers
from matters.review import approval, sampling
from matters.review.approval import Agreement, JudgedRule, Judgement, Verdict

if TYPE_CHECKING:  # registers know how stand-ins behave, and departments are among these
    from activities.registers.look_ups import RegisterEnquiries


@dataclass(frozen=True, kw_only=True)
class Declared:
    """An item that its definition lets a machine grant."""

    one: OneMatter[Any]
    matter: Matter[Any]
    unattended: Unattended[Any]


@dataclass(frozen=True, kw_only=True)
class MachineConclusion:
    """What the machine may do, and why: grant, or propose that an officer looks."""

    grants: bool
    trace: tuple[Reason, ...]


class Machine:
    """`seal` turns an entry into a reference by which it is known again, and which tells nothing of it."""

    def __init__(self, registers: RegisterEnquiries, seal: Callable[[str], str]) -> None:
        self._registers = registers
        self._seal = seal

    def judge(self, request: Request, declared: Declared) -> Judgement:
        """Ask the registers, as of the day on which the item was lodged, and judge."""
        case, _, _ = request.key.split("/")
        answers, _ = read_answers(declared.matter.form, request.fields)
        form = fill_in(declared.matter.form, answers)
        facts = self._registers.facts(
            declared.one,
            request.applicant.identity_number,
            on=clock.day_in_china(request.lodged_at),
            case=case,
            region=request.region,
        )
        judgement, _ = self._registers.settle(
            lambda known: approval.judge(declared.unattended, form, known), facts
        )
        return judgement

    def conclude(
        self, books: Transaction, request: Request, declared: Declared, judgement: Judgement
    ) -> MachineConclusion:
        """Write down every verdict; what is granted may be drawn for an officer to look at again."""
        agreements = rule_trust.agreements(books, request, declared.unattended)
        rule_trust.record(books, request, judgement)
        grants = not request.doubts and approval.may_grant(declared.unattended, judgement, agreements)
        if grants and sampling.is_drawn(request.number, declared.unattended.second_look.value / Decimal(100)):
            _draw(books, request, declared)
        reasons = (self._reason(judged, declared, agreements) for judged in judgement.judged)
        return MachineConclusion(grants=grants, trace=tuple(reasons))

    def _reason(self, judged: JudgedRule, declared: Declared, agreements: Mapping[str, Agreement]) -> Reason:
        check = judged.check
        return Reason(
            rule=check.rule,
            edition=declared.one.edition,
            result=judged.verdict,
            says="" if judged.verdict is Verdict.HOLDS else check.says,
            basis=str(check.basis or ""),
            path=f"form.{check.field}",
            trusted=approval.trusts(declared.unattended, agreements[check.rule]),
            shadow=judged.shadow,
            inputs=tuple(self._inputs(judged)),
        )

    def _inputs(self, judged: JudgedRule) -> Iterator[Input]:
        for (register, key), entry in judged.inputs:
            yield Input(
                source=register.code,
                reference=self._reference((register, key), entry) if entry else "",
                as_of=entry.as_of if entry else None,
            )

    def _reference(self, asked: Enquired, entry: Entry) -> str:
        if isinstance(entry, HeldLicence):
            return entry.identifier
        register, key = asked
        return self._seal(f"{register.code}/{key}/{entry.model_dump_json()}")


def declared(request: Request) -> Declared | None:
    """What the item's definition says of machines, if it lets one grant it."""
    one = _definition(request)
    items = (item for item in _declared(one) if item.matter.code == request.matter) if one else ()
    return next(iter(items), None)


def is_for_an_officer(request: Request) -> bool:
    """Whether somebody must look at it: pre-review doubts it, or its definition is not known any more."""
    return bool(request.doubts) or _definition(request) is None


def _definition(request: Request) -> OneMatter[Any] | None:
    try:
        return catalogue.find(request.one_matter, request.edition)
    except catalogue.NotInCatalogue:
        return None


def all_declared() -> Iterator[Declared]:
    """Every item of every edition in force that a machine may grant."""
    for one in catalogue.ONE_MATTERS:
        yield from _declared(one)


def _declared(one: OneMatter[Any]) -> Iterator[Declared]:
    for matter in one.matters:
        if matter.unattended:
            yield Declared(one=one, matter=matter, unattended=matter.unattended)


def _draw(books: Transaction, request: Request, declared: Declared) -> None:
    case, item, _ = request.key.split("/")
    task = Task(
        case=UUID(case),
        item=item,
        name=request.name,
        one_matter=declared.one.name,
        number=request.number,
        department=request.department,
        state=State.GRANTED,
        since=request.lodged_at,
        due_on=None,
        colour=Colour.GREEN,
        second_look=True,
    )
    second_looks.draw(
        books,
        key=request.key,
        case=case,
        item=item,
        department=request.department,
        task=task.model_dump_json(),
    )
