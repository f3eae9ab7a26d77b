"""Who may import whom, and what else keeps the five places apart. An arrow is added here or nowhere."""

import ast
from collections.abc import Callable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from deploy.house.source_file import PLACES, ROOT, UNKNOWN, SourceFile, arrows, read

WIRE = (
    "client.names",
    "client.errors",
    "client.counted",
    "client.labels",
    "client.messages",
    "client.trust",
    "client.departments.desk",  # whose calls the engine makes
)
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "client": (),
    "matters": (),
    "activities": ("matters", "client"),
    "activities.stand_ins": (  # which nothing of the engine enters; of matters, what the ports speak of
        "activities.ports",
        "activities.database",
        "activities.errors",
        "matters.clock",
        "matters.definitions.divisions",  # where nobody of the population lives
        "matters.definitions.registers",
        "matters.language",
        "client",
    ),
    "workflows": (
        "activities",
        "matters.clock",
        "matters.language",
        "matters.plan",
        *WIRE,
    ),
    "worker": ("workflows", "activities", "activities.stand_ins", "matters", "client"),
    "deploy": ("worker", "workflows", "activities", "activities.stand_ins", "matters", "client"),
    "tests": ("deploy", "worker", "workflows", "activities", "activities.stand_ins", "matters", "client"),
}
"""Beside its own place. A room with a row of its own follows that alone, and is named by who may enter it."""

ONLY: dict[str, tuple[str, ...]] = {
    "sqlmodel": ("activities.database", "activities.ledger", "activities.stand_ins.books"),
    "sqlalchemy": ("activities.database", "activities.ledger", "activities.stand_ins.books"),
    "sqlite3": ("activities.database",),
    "psycopg": ("activities.database",),
    "structlog": ("activities", "worker"),
    "temporalio.workflow": (
        "workflows",
        "activities.traces",
        "deploy.bench",
        "deploy.wire",
    ),  # what looks on inside a run; one of its own beside ours; what ours hear
}

CALENDARS = "activities.ledger.cases.calendar_orders"

COUNTS = ("Application[Form]", "guide", "filled_form.prefill", "review")
"""What of the definitions counts working days: as published, unless it is told otherwise."""

MEND = (
    "who may import whom stands in MAY_IMPORT and ONLY of tests/house/test_arrows.py, and which places there "
    "are in PLACES of deploy/house/source_file.py: import from where they allow, or add the arrow there, "
    "with its route in deploy/house/picture.py, and call `make rooms`"
)

LOADED = "from importlib import import_module\nimport_module('deploy.demo')"
MADE_UP = "import importlib\nimportlib.import_module(f'deploy.{name}')"

HOUSE = read()


@cache
def _arrows() -> Mapping[str, tuple[str, ...]]:
    """Of the house, whose every word is looked at: not wherever a test of anything is collected."""
    return arrows(HOUSE)


def _within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def _place(name: str) -> str:
    """The row of the table that speaks for a module: its room's, else its place's."""
    rows = [row for row in MAY_IMPORT if _within(name, (row,))]
    return max(rows, key=len, default="")


def _may_import(source: str, name: str) -> bool:
    own, other = _place(source), _place(name)
    if name == UNKNOWN:
        return own == "tests"
    entered = [row for row in MAY_IMPORT[own] if _place(row) == other]
    return other in {own, ""} or _within(name, tuple(entered))


def forbidden_imports(source: SourceFile) -> list[str]:
    """Against the arrows, of a library that has one place only, or by a name that is made up at run time."""
    imported = [name for _, name in source.imports]
    against = [name for name in imported if not _may_import(source.name, name)]
    return against + [
        name
        for name in imported
        for library, places in ONLY.items()
        if _within(name, (library,)) and not _within(source.name, (*places, "tests"))
    ]


def circle(graph: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Modules each of which imports the one before it, and the first the last; nothing if there are none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        around: list[str] = found.args[1]
        return around
    return []


def absolute_imports(source: SourceFile) -> list[str]:
    """Imports by the top-level name, which the published package does not have."""
    return [
        ast.unparse(node)
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Import) and any(_within(alias.name, ("client",)) for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and not node.level and _within(node.module or "", ("client",)))
    ]


def of(*places: str) -> list[SourceFile]:
    """The modules of these places; there are some, else a test of them would try nothing."""
    chosen = [source for source in HOUSE if _within(source.name, places)]
    assert {source.name.partition(".")[0] for source in chosen} == {*places}
    return chosen


def as_published(source: SourceFile) -> list[str]:
    """Where working days are counted as published, whatever was ordered since."""
    return [
        ast.unparse(node)
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr == "published")
        or (isinstance(node, ast.ImportFrom) and any(alias.name == "published" for alias in node.names))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in COUNTS and not _is_arranged(node))
    ]


def _is_arranged(node: ast.Call) -> bool:
    """Whether it is told the days; who guides on no day counts none."""
    told = {keyword.arg for keyword in node.keywords}
    return "arranged" in told or (ast.unparse(node.func) == "guide" and "on" not in told)


def rooms(graph: Mapping[str, tuple[str, ...]], place: str) -> dict[str, tuple[str, ...]]:
    """The same between the rooms of a place: who opens one of them reads those first that it needs."""
    inside = [(_room(name), _room(other)) for name, to in graph.items() for other in to]
    needs = [
        (one, two) for one, two in inside if one != two and _within(one, (place,)) and _within(two, (place,))
    ]
    return {room: tuple(two for one, two in needs if one == room) for room, _ in needs}


def _room(name: str) -> str:
    return ".".join(name.split(".")[:2])


def test_arrows() -> None:
    """A module imports what its place, or its room, may import."""
    against = {source.name: found for source in HOUSE if (found := forbidden_imports(source))}
    assert not against, MEND


def test_every_module_has_a_place() -> None:
    """A new folder at the top is read by nobody here until it has a row in the tables."""
    top = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or _has_modules(path)}
    assert top == {*PLACES} == {row for row in MAY_IMPORT if "." not in row}, MEND


def _has_modules(path: Path) -> bool:
    return path.is_dir() and path.name[0] != "." and path.name != "var" and any(path.rglob("*.py"))


def test_no_circle() -> None:
    """No module comes back to itself by what it imports, inside functions and for types alone included."""
    assert not circle(_arrows())


@pytest.mark.parametrize("place", ["matters", "activities", "workflows", "client", "deploy"])
def test_rooms_have_an_order(place: str) -> None:
    """Rooms can be read one after the other: none needs another that needs it."""
    assert not circle(rooms(_arrows(), place))


def test_a_circle_of_rooms_is_found() -> None:
    """Two rooms that need each other, though no two modules do."""
    sources = [
        SourceFile(name="matters.plan.plan", text="from ..guide import advice"),
        SourceFile(name="matters.guide.advice", text=""),
        SourceFile(name="matters.guide.times", text="from ..plan import graph"),
        SourceFile(name="matters.plan.graph", text=""),
    ]
    assert not circle(arrows(sources))
    assert circle(rooms(arrows(sources), "matters"))
    assert not circle(rooms(arrows(sources[:2]), "matters"))


def test_a_circle_is_found() -> None:
    """Whether through a package's face, inside a function or for types alone."""
    sources = [
        SourceFile(name="matters", text="from .plan import draw", is_package=True),
        SourceFile(name="matters.plan", text="def draw():\n    from matters.guide import told"),
        SourceFile(name="matters.guide", text="if TYPE_CHECKING:\n    from .. import matters"),
    ]
    assert set(circle(arrows(sources))) == {"matters", "matters.plan", "matters.guide"}
    assert not circle(arrows(sources[1:]))


def test_a_room_follows_its_own_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room with a row may import what that says, its place no more; and it is entered by name only."""
    monkeypatch.setitem(MAY_IMPORT, "activities.stage", ("client",))
    monkeypatch.setitem(MAY_IMPORT, "worker", ("activities", "activities.stage"))
    stage, box = "activities.stage.door", "from activities.cases import archive"
    assert forbidden_imports(SourceFile(name=stage, text=box))
    assert not forbidden_imports(SourceFile(name=stage, text="from client import names"))
    entered = f"import {stage}"
    assert forbidden_imports(SourceFile(name="activities.cases.archive", text=entered))
    assert forbidden_imports(SourceFile(name="deploy.demo", text=entered))
    assert not forbidden_imports(SourceFile(name="worker", text=entered))


def test_client_is_movable() -> None:
    """The client knows its own modules only relatively, for it is published under another name."""
    assert not {source.name: found for source in of("client") if (found := absolute_imports(source))}


def test_working_days_are_those_that_were_ordered() -> None:
    """What the engine counts it counts by orders of the calendar, too: one of them reaches everything."""
    looked_at = [source for source in of("activities", "workflows") if source.name != CALENDARS]
    assert not {source.name: found for source in looked_at if (found := as_published(source))}


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("activities.money.budgets", "from matters.clock.calendar import published", as_published),
        ("activities.money.budgets", "def till(on):\n    return calendar.published(on)", as_published),
        ("activities.review.machine", "found = review(one, answers, advice, facts)", as_published),
        ("activities.enquiries.enquiries", "told = guide(one, answers, on=today)", as_published),
        ("client.platform.case", "from matters.language import Form", forbidden_imports),
        ("matters.definitions.newborn.form", "from ....client import names", forbidden_imports),
        ("activities.cases.archive", "import workflows.calls", forbidden_imports),
        ("activities.cases.archive", "from sqlmodel import Session", forbidden_imports),
        ("workflows.cases.item_handling", "from matters.catalogue import find", forbidden_imports),
        (
            "workflows.cases.item_handling",
            "def late():\n    from matters.definitions import newborn",
            forbidden_imports,
        ),
        ("worker", "from temporalio import workflow", forbidden_imports),
        ("deploy.demo", "from tests.support.parts import Parts", forbidden_imports),
        ("activities.cases.archive", "from deploy import server", forbidden_imports),
        ("client.platform.case", "from client import names", absolute_imports),
        (
            "activities.cases.archive",
            LOADED,
            forbidden_imports,
        ),
        (
            "activities.cases.archive",
            MADE_UP,
            forbidden_imports,
        ),
        ("activities.cases.archive", "import sqlite3", forbidden_imports),
        ("activities.money.budgets", "from psycopg import connect", forbidden_imports),
    ],
)
def test_a_breach_is_found(name: str, text: str, found: Callable[[SourceFile], list[str]]) -> None:
    """Each rule finds what it forbids."""
    assert found(SourceFile(name=name, text=text))
