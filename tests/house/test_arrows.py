"""Who may import whom, and what else keeps the five places apart. An arrow is added here or nowhere."""

import ast
import importlib
import re
from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

import pytest

from deploy.house.source_file import ROOT, SourceFile, arrows, read
from matters.catalogue import ONE_MATTERS

WIRE = (
    "client.names",
    "client.errors",
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
    "structlog": ("activities", "worker"),
    "temporalio.workflow": ("workflows", "deploy.bench"),  # the bench compares with a workflow of its own
}

CHANGING = re.compile(
    r"datetime\.date\.today|datetime\.datetime\.(now|today|utcnow)|uuid\.uuid[14]|os\.urandom"
    r"|(time|random|secrets)\..*"
)
"""What answers differently tomorrow. `workflow.now` and its like are Temporal's, so they are recorded."""


HOUSE = read()
SOURCES = tuple(source for source in HOUSE if not source.name.startswith("tests"))

DEFINED = [
    *((one.code, one.name) for one in ONE_MATTERS),
    *((matter.code, matter.name) for one in ONE_MATTERS for matter in one.matters),
]


def mutable_globals(source: SourceFile) -> list[str]:
    """What one run could leave behind for another: containers at module level that can be changed."""
    changing = (ast.List, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
    return [
        ast.unparse(node)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Global)
        or (
            node in source.tree.body
            and isinstance(node, ast.Assign | ast.AnnAssign)
            and _changes(node, changing)
        )
    ]


def _changes(node: ast.Assign | ast.AnnAssign, changing: tuple[type[ast.expr], ...]) -> bool:
    declared = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
    return isinstance(node.value, changing) or (
        isinstance(node.value, ast.Dict) and "Mapping" not in declared
    )


def _within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def _place(name: str) -> str:
    """The row of the table that speaks for a module: its room's, else its place's."""
    rows = [row for row in MAY_IMPORT if _within(name, (row,))]
    return max(rows, key=len, default="")


def _may_import(source: str, name: str) -> bool:
    own, other = _place(source), _place(name)
    entered = [row for row in MAY_IMPORT[own] if _place(row) == other]
    return other in {own, ""} or _within(name, tuple(entered))


def forbidden_imports(source: SourceFile) -> list[str]:
    """Against the arrows, or of a library that has one place only."""
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


def clocks(source: SourceFile) -> list[str]:
    """Reads of a clock, or of chance."""
    return [name for name in source.used() if CHANGING.fullmatch(name)]


def matters_named(source: SourceFile) -> list[str]:
    """Texts that name a one-matter or an item."""
    constants = [node.value for node in ast.walk(source.tree) if isinstance(node, ast.Constant)]
    texts = [value for value in constants if isinstance(value, str)]
    return [text for text in texts for names in DEFINED if any(name in text for name in names)]


def each(*places: str, packages_only: bool = False) -> pytest.MarkDecorator:
    chosen = [source for source in SOURCES if _within(source.name, places)]
    chosen = [source for source in chosen if source.is_package or not packages_only]
    return pytest.mark.parametrize("source", chosen, ids=[source.name for source in chosen])


def rooms(graph: Mapping[str, tuple[str, ...]], place: str) -> dict[str, tuple[str, ...]]:
    """The same between the rooms of a place: who opens one of them reads those first that it needs."""
    inside = [(_room(name), _room(other)) for name, to in graph.items() for other in to]
    needs = [
        (one, two) for one, two in inside if one != two and _within(one, (place,)) and _within(two, (place,))
    ]
    return {room: tuple(two for one, two in needs if one == room) for room, _ in needs}


def _room(name: str) -> str:
    return ".".join(name.split(".")[:2])


@pytest.mark.parametrize("source", HOUSE, ids=[source.name for source in HOUSE])
def test_arrows(source: SourceFile) -> None:
    """A module imports what its place, or its room, may import."""
    assert not forbidden_imports(source)


def test_no_circle() -> None:
    """No module comes back to itself by what it imports, inside functions and for types alone included."""
    assert not circle(arrows(HOUSE))


@pytest.mark.parametrize("place", ["matters", "activities", "workflows", "client", "deploy"])
def test_rooms_have_an_order(place: str) -> None:
    """Rooms can be read one after the other: none needs another that needs it."""
    assert not circle(rooms(arrows(HOUSE), place))


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


@each("client")
def test_client_is_movable(source: SourceFile) -> None:
    """The client knows its own modules only relatively, for it is published under another name."""
    assert not absolute_imports(source)


@each("matters", "workflows")
def test_no_clock(source: SourceFile) -> None:
    """Definitions and workflows give tomorrow what they give today; only a command line knows the day."""
    assert source.name == "matters.command_line" or not clocks(source)


@each("workflows", "client")
def test_engine_knows_no_matter_by_name(source: SourceFile) -> None:
    """A one-matter is added without touching the engine or the client."""
    assert not matters_named(source)


@each("matters", "activities", "workflows", "client", "deploy", packages_only=True)
def test_faces(source: SourceFile) -> None:
    """`__init__.py` has a docstring, imports and `__all__`: complete, sorted, and nothing else."""
    kinds = {type(node) for node in source.tree.body[1:]}
    assert ast.get_docstring(source.tree)
    assert kinds <= {ast.ImportFrom, ast.Assign}
    if source.name != "client":
        assert_complete(source.name, source)


def test_the_face_of_the_client() -> None:
    """It is a stub, from which each name is loaded when it is first asked for."""
    stub = (ROOT / "client" / "__init__.pyi").read_text(encoding="utf-8")
    assert_complete("client", SourceFile(name="client", text=stub, is_package=True))


def assert_complete(name: str, face: SourceFile) -> None:
    """What it imports is what it lists, in order, and what whoever imports the package finds."""
    module = importlib.import_module(name)
    listed: list[str] = []
    for node in face.tree.body:
        if isinstance(node, ast.Assign):
            listed += ast.literal_eval(node.value)
    assert sorted(listed) == sorted(name for name, _ in face.imports)
    assert listed == sorted(listed, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert set(listed) == set(getattr(module, "__all__", ()))
    assert all(hasattr(module, name) for name in listed)


@each("workflows")
def test_workflows_keep_nothing_between_runs(source: SourceFile) -> None:
    """All runs share the modules of the engine, so these hold nothing that a run could change."""
    assert not mutable_globals(source)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
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
        ("matters.clock", "import datetime as dt\ndt.date.today()", clocks),
        ("matters.clock", "from datetime import datetime\nmap(datetime.now, ())", clocks),
        ("workflows.cases.item_handling", "from time import monotonic\nmonotonic()", clocks),
        ("workflows.cases.item_handling", "if code == 'birth-certificate': ...", matters_named),
        ("client.platform.case", "f'{code} 新生儿出生一件事'", matters_named),
        ("workflows.calls", "SEEN = []", mutable_globals),
        ("workflows.calls", "SEEN = {}", mutable_globals),
        ("workflows.calls", "def f():\n    global seen", mutable_globals),
    ],
)
def test_a_breach_is_found(name: str, text: str, found: Callable[[SourceFile], list[str]]) -> None:
    """Each rule finds what it forbids."""
    assert found(SourceFile(name=name, text=text))
