"""Nothing stands in the house that nobody wants: functions without a caller, constants without a reader."""

import ast
import re
from collections.abc import Iterator, Sequence

from deploy.house.source_file import SourceFile, read

DOTTED = re.compile(r"[\w.:]+")
"""A text that may name something of ours, as `client.cli.case:app`."""


ELSEWHERE = ("client", "activities.ledger.migrations.versions")
FOR_AUTHORS = ("matters.definitions.procedures.first_review",)
"""A procedure of the law that no definition here has a use for."""


def public(source: SourceFile) -> Iterator[str]:
    """Functions and constants of a module; what is decorated is called by whoever decorates it."""
    for node in source.tree.body:
        match node:
            case (
                ast.FunctionDef(name=name, decorator_list=[])
                | ast.AsyncFunctionDef(name=name, decorator_list=[])
            ):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def read_names(source: SourceFile) -> Iterator[str]:
    """All that a module calls, reads, or names in a text; to import it only is not enough."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str(text)) if DOTTED.fullmatch(text):
                yield re.split(r"[.:]", text)[-1]
            case _:
                pass


def unused(sources: Sequence[SourceFile]) -> list[str]:
    """Of the engine and its definitions: who reads what is published, or a step of a ledger, is elsewhere."""
    ours = [source for source in sources if not source.name.startswith("tests")]
    wanted = {name for source in ours for name in read_names(source)}
    return [
        f"{source.name}.{name}"
        for source in ours
        if not source.name.startswith(ELSEWHERE)
        for name in public(source)
        if name[0] != "_" and name not in wanted and f"{source.name}.{name}" not in FOR_AUTHORS
    ]


def test_nothing_stands_unused() -> None:
    """Whatever is public in a module of the engine is wanted by one; tests alone do not count."""
    assert not unused(read()), "call it, or take it out"


def test_what_nobody_wants_is_found() -> None:
    """A function and a constant, though both are imported; neither what is called nor what a text names."""
    one = SourceFile(name="matters.plan", text="LIMIT = 5\ndef draw(): ...\ndef show(): ...\napp = 1")
    two = SourceFile(
        name="worker", text="from matters.plan import LIMIT, draw, show\nshow()\n'matters.plan:app'"
    )
    assert unused([one, two]) == ["matters.plan.LIMIT", "matters.plan.draw"]
