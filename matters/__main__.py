"""The definitions at the command line: python -m matters --help."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import from_json
from rich.console import Console
from rich.markdown import Markdown

from . import catalogue
from .application import Application
from .clock import day_in_china
from .drawing import mermaid
from .explanation import complaint, explanation
from .guidance import read_form
from .guide import service_guide
from .language import Facts, Form, OneMatter, wrong_fields
from .markdown import bullets, heading, page, table
from .proof import Fault, Number, prove, unverified

FOUND, FAULTY, MISUSED = 0, 1, 2
"""Exit codes: as wished, with mistakes in what was read, or nothing to read."""


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


def main() -> int:
    asked = _parser().parse_args()
    command = cast("Callable[[Namespace], int]", asked.command)
    try:
        return command(asked)
    except (catalogue.UnknownOneMatter, Unreadable) as mistake:
        print(mistake, file=sys.stderr)
        return MISUSED


def list_definitions(_: Namespace) -> int:
    header = ("代码", "版本", "名称", "事项数")
    _show(table(header, rows=((*_title(one), str(len(one.matters))) for one in catalogue.ONE_MATTERS)))
    return FOUND


def show(asked: Namespace) -> int:
    _show(service_guide(catalogue.find(asked.code)))
    return FOUND


def explain(asked: Namespace) -> int:
    one = catalogue.find(asked.code)
    read = _json(asked.form)
    submitted = isinstance(read, dict) and "form" in read
    try:
        submission = _Submission.model_validate(read if submitted else {"form": read})
    except ValidationError as error:
        _show(complaint(wrong_fields(error, under="submission")))
        return FAULTY
    form, wrong = read_form(one, submission.form)
    if form is None:
        _show(complaint(wrong))
        return FAULTY
    _show(explanation(_application(one, form, submission, on=asked.on)))
    return FOUND


def graph(asked: Namespace) -> int:
    print(mermaid(catalogue.find(asked.code)))
    return FOUND


def schema(asked: Namespace) -> int:
    described = catalogue.find(asked.code).form.model_json_schema()
    print(json.dumps(described, ensure_ascii=False, indent=2))
    return FOUND


def check(_: Namespace) -> int:
    faults = prove(catalogue.ONE_MATTERS)
    doubtful = tuple(number for one in catalogue.ONE_MATTERS for number in unverified(one))
    header = ("代码", "版本", "名称", "事项数", "待核实数值", "结论")
    _show(
        page(table(header, rows=map(_verdict, catalogue.ONE_MATTERS)), _faults(faults), _reminder(doubtful))
    )
    return FAULTY if faults else FOUND


def _application(one: OneMatter[Any], form: Form, submission: _Submission, *, on: date) -> Application[Any]:
    return Application(
        one=one,
        form=form,
        facts=Facts(on=on, applicant=submission.applicant.identity_number),
        uploaded=tuple(paper.code for paper in submission.papers),
    )


def _title(one: OneMatter[Any]) -> tuple[str, str, str]:
    return one.code, one.edition, one.name


def _verdict(one: OneMatter[Any]) -> tuple[str, ...]:
    verdict = "有误" if prove((one,)) else "通过"
    return *_title(one), str(len(one.matters)), str(len(unverified(one))), verdict


def _faults(faults: tuple[Fault, ...]) -> str:
    return page(heading("错误", level=2), bullets(map(str, faults))) if faults else ""


def _reminder(doubtful: tuple[Number, ...]) -> str:
    return page(heading("正式使用前须核实的数值", level=2), bullets(map(str, doubtful))) if doubtful else ""


def _json(path: Path) -> object:
    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}; give the path of a JSON file") from error
    except ValueError as error:
        raise Unreadable(f"{path} is not JSON: {error}; mend it there") from error


def _show(markdown: str) -> None:
    """Rendered for a reader at a terminal, plain for a file or another program."""
    if sys.stdout.isatty():
        Console().print(Markdown(markdown))
    else:
        print(markdown)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m matters", description="事项定义：查看、解释、核验")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: Callable[[Namespace], int], says: str) -> ArgumentParser:
        added = commands.add_parser(name, help=says, description=says)
        added.set_defaults(command=does)
        return added

    command("list", list_definitions, "列出全部一件事")
    command("check", check, "核验全部定义")
    for name, does, says in (
        ("show", show, "办事指南"),
        ("explain", explain, "一份申请表会得到的办理计划"),
        ("graph", graph, "事项先后关系（Mermaid）"),
        ("schema", schema, "申请表的 JSON Schema"),
    ):
        command(name, does, says).add_argument("code", metavar="CODE", help="一件事的代码")
    explaining = commands.choices["explain"]
    explaining.add_argument("form", metavar="FORM.json", type=Path, help="申请表，或完整的提交文件")
    explaining.add_argument(
        "--on",
        metavar="YYYY-MM-DD",
        type=date.fromisoformat,
        default=day_in_china(datetime.now(UTC)),
        help="受理日，默认今天",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
