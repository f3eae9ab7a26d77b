"""The definitions at the command line: python -m matters --help."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError
from pydantic_core import from_json
from rich.console import Console

from . import catalogue, clock
from .clock.calendar import Calendar, published
from .entitlement.entitlement import decide
from .entitlement.policy import policy
from .entitlement.reasons import reasons
from .guide.advice import read_form
from .guide.service_guide import service_guide
from .language import Facts, Form, Grant, OneMatter, wrong_fields
from .markdown import page, table
from .plan.application import Application
from .plan.graph import mermaid
from .proof.forecast import complaint, explanation, reckoning
from .proof.inspection import TITLE, faults, inspection, title
from .terminal import Page

FOUND, FAULTY, MISUSED = 0, 1, 2
"""Exit codes: as wished, with mistakes in what was read, or nothing to read."""


DAY = "受理日、核定日，或期限未在计算时算到的日期，默认今天"


class Unreadable(ValueError):
    """A file that is not there or is no JSON."""


class _Applicant(BaseModel):
    identity_number: str = ""


class _Paper(BaseModel):
    code: str


class _Submission(BaseModel):
    """Of a submission, what a plan is drawn from."""

    form: dict[str, JsonValue]
    applicant: _Applicant = _Applicant()
    papers: tuple[_Paper, ...] = ()


class _Recorded(BaseModel):
    """One clock; without a calendar of its own it is reckoned by what is published now."""

    proceedings: clock.Proceedings
    term: clock.Term
    calendar: Calendar | None = None


def main() -> int:
    asked = _parser().parse_args()
    command = cast("Callable[[Namespace], int]", asked.command)
    try:
        return command(asked)
    except (catalogue.UnknownDefinition, Unreadable) as mistake:
        print(mistake, file=sys.stderr)
        return MISUSED


def list_definitions(_: Namespace) -> int:
    ones = ((*title(one), str(len(one.matters))) for one in catalogue.ONE_MATTERS)
    grants = ((*title(grant), str(grant.mode)) for grant in catalogue.GRANTS)
    _show(page(table((*TITLE, "事项数"), rows=ones), table((*TITLE, "享受方式"), rows=grants)))
    return FOUND


def show(asked: Namespace) -> int:
    found = catalogue.find_any(asked.code)
    _show(policy(found) if isinstance(found, Grant) else service_guide(found))
    return FOUND


def entitled(asked: Namespace) -> int:
    grant = catalogue.find_grant(asked.code)
    read = _bytes(asked.beneficiary)
    register: TypeAdapter[Any] = TypeAdapter(grant.beneficiary)
    try:
        beneficiary = register.validate_json(read, strict=True)
    except ValidationError as error:
        under = grant.beneficiary.__name__.lower()
        _show(complaint(wrong_fields(error, under=under), of="登记信息"))
        return FAULTY
    period = grant.period_on(asked.on)
    _show(reasons(decide(grant, beneficiary, period=period, on=asked.on), period=period, on=asked.on))
    return FOUND


def explain(asked: Namespace) -> int:
    one = catalogue.find(asked.code)
    read = from_json(_bytes(asked.form))
    submitted = isinstance(read, dict) and "form" in read
    try:
        submission = _Submission.model_validate(read if submitted else {"form": read})
    except ValidationError as error:
        _show(complaint(wrong_fields(error, under="submission"), of="申请表"))
        return FAULTY
    form, wrong = read_form(one, submission.form)
    if form is None:
        _show(complaint(wrong, of="申请表"))
        return FAULTY
    _show(explanation(_application(one, form, submission, on=asked.on)))
    return FOUND


def reckon(asked: Namespace) -> int:
    try:
        recorded = _Recorded.model_validate_json(_bytes(asked.facts))
    except ValidationError as error:
        _show(complaint(wrong_fields(error, under="facts"), of="期限记录"))
        return FAULTY
    proceedings = recorded.proceedings
    calendar = recorded.calendar or published(proceedings.received_on)
    _show(reckoning(clock.explain(proceedings, recorded.term, calendar, today=asked.on)))
    return FOUND


def graph(asked: Namespace) -> int:
    print(mermaid(catalogue.find(asked.code)))
    return FOUND


def schema(asked: Namespace) -> int:
    described = catalogue.find(asked.code).form.model_json_schema()
    print(json.dumps(described, ensure_ascii=False, indent=2))
    return FOUND


def check(_: Namespace) -> int:
    listed = catalogue.ONE_MATTERS, catalogue.GRANTS
    _show(inspection(*listed))
    return FAULTY if faults(*listed) else FOUND


def _application(one: OneMatter[Any], form: Form, submission: _Submission, *, on: date) -> Application[Any]:
    return Application(
        one=one,
        form=form,
        facts=Facts(on=on, applicant=submission.applicant.identity_number),
        uploaded=tuple(paper.code for paper in submission.papers),
    )


def _bytes(path: Path) -> bytes:
    """The text of a file, which is JSON."""
    try:
        read = path.read_bytes()
        from_json(read)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}; give the path of a JSON file") from error
    except ValueError as error:
        raise Unreadable(f"{path} is not JSON: {error}; mend it there") from error
    return read


def _show(markdown: str) -> None:
    """Rendered for a reader at a terminal, plain for a file or another program."""
    if sys.stdout.isatty():
        Console().print(Page(markdown))
    else:
        print(markdown)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m matters", description="事项定义：查看、解释、核验")
    today = clock.day_in_china(datetime.now(UTC))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: Callable[[Namespace], int], says: str) -> ArgumentParser:
        added = commands.add_parser(name, help=says, description=says)
        added.set_defaults(command=does)
        return added

    command("list", list_definitions, "列出全部一件事和免申即享政策")
    command("check", check, "核验全部定义")
    command("clock", reckon, "一个办理期限的逐日计算")
    for name, does, says in (
        ("show", show, "办事指南，或政策说明"),
        ("explain", explain, "一份申请表会得到的办理计划"),
        ("entitled", entitled, "某人或某单位是否享受某项政策，逐条说明"),
        ("graph", graph, "事项先后关系（Mermaid）"),
        ("schema", schema, "申请表的 JSON Schema"),
    ):
        command(name, does, says).add_argument("code", metavar="CODE", help="代码，见 list")
    for name, what, says in (
        ("explain", "form", "申请表，或完整的提交文件"),
        ("entitled", "beneficiary", "登记信息，一人或一个单位"),
        ("clock", "facts", "期限与所记录的各日期"),
    ):
        asking = commands.choices[name]
        asking.add_argument(what, metavar=f"{what.upper()}.json", type=Path, help=says)
        asking.add_argument("--on", metavar="YYYY-MM-DD", type=date.fromisoformat, default=today, help=DAY)
    return parser


if __name__ == "__main__":
    sys.exit(main())
