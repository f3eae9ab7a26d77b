"""Who may import whom, and what else keeps the five places apart. An arrow is added here or nowhere."""

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from matters.catalogue import ONE_MATTERS
from tests.support.places import ROOT

WIRE = ("client.names", "client.errors", "client.words", "client.messages")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "client": (),
    "matters": (),
    "activities": ("matters", "client"),
    "workflows": (
        "activities",
        "matters.clock",
        "matters.language",
        "matters.plan",
        *WIRE,
    ),
    "worker": ("workflows", "activities", "matters", "client"),
    "deploy": ("worker", "workflows", "activities", "matters", "client"),
}

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


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A module of ours, as text."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> tuple[tuple[str, str], ...]:
        """Names, and what they stand for: absolute, whether it was written so or not."""
        return tuple(
            (alias.asname or alias.name, f"{self._base(node)}{alias.name}")
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        )

    def _base(self, node: ast.Import | ast.ImportFrom) -> str:
        if isinstance(node, ast.Import):
            return ""
        above = self.name.split(".") + ["__init__"] * self.is_package
        folder = above[: -node.level] if node.level else []
        return "".join(f"{part}." for part in (*folder, *filter(None, [node.module])))

    def used(self) -> Iterator[str]:
        """Every dotted name in the code, resolved through the imports."""
        stands_for = dict(self.imports)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute):
                first, _, rest = ast.unparse(node).partition(".")
                if first in stands_for:
                    yield f"{stands_for[first]}.{rest}".rstrip(".")


def _read(path: Path) -> SourceFile:
    parts = path.relative_to(ROOT).with_suffix("").parts
    package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if package else parts)
    return SourceFile(name=name, text=path.read_text(encoding="utf-8"), is_package=package)


def _files(place: str) -> list[Path]:
    return sorted((ROOT / place).rglob("*.py")) or [ROOT / f"{place}.py"]


SOURCES = tuple(_read(path) for place in MAY_IMPORT for path in _files(place))

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


def forbidden_imports(source: SourceFile) -> list[str]:
    """Against the arrows, or of a library that has one place only."""
    own = source.name.split(".")[0]
    allowed = (own, *MAY_IMPORT[own])
    imported = [name for _, name in source.imports]
    arrows = [name for name in imported if _within(name, tuple(MAY_IMPORT)) and not _within(name, allowed)]
    return arrows + [
        name
        for name in imported
        for library, places in ONLY.items()
        if _within(name, (library,)) and not _within(source.name, places)
    ]


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


@each(*MAY_IMPORT)
def test_arrows(source: SourceFile) -> None:
    """A module imports what its place may import."""
    assert not forbidden_imports(source)


@each("client")
def test_client_is_movable(source: SourceFile) -> None:
    """The client knows its own modules only relatively, for it is published under another name."""
    assert not absolute_imports(source)


@each("matters", "workflows")
def test_no_clock(source: SourceFile) -> None:
    """Definitions and workflows give tomorrow what they give today; only a command line knows the day."""
    assert source.name == "matters.__main__" or not clocks(source)


@each("workflows", "client")
def test_engine_knows_no_matter_by_name(source: SourceFile) -> None:
    """A one-matter is added without touching the engine or the client."""
    assert not matters_named(source)


@each(*MAY_IMPORT, packages_only=True)
def test_faces(source: SourceFile) -> None:
    """`__init__.py` has a docstring, imports and `__all__`: complete, sorted, and nothing else."""
    listed = getattr(importlib.import_module(source.name), "__all__", [])
    kinds = {type(node) for node in source.tree.body[1:]}
    assert ast.get_docstring(source.tree)
    assert kinds <= {ast.ImportFrom, ast.Assign}
    assert sorted(listed) == sorted(name for name, _ in source.imports)
    assert listed == sorted(listed, key=lambda name: (not name.isupper(), name[0].islower(), name))


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
        ("workflows.cases.handled_item", "from matters.catalogue import find", forbidden_imports),
        (
            "workflows.cases.handled_item",
            "def late():\n    from matters.definitions import newborn",
            forbidden_imports,
        ),
        ("worker", "from temporalio import workflow", forbidden_imports),
        ("client.platform.case", "from client import names", absolute_imports),
        ("matters.clock", "import datetime as dt\ndt.date.today()", clocks),
        ("matters.clock", "from datetime import datetime\nmap(datetime.now, ())", clocks),
        ("workflows.cases.handled_item", "from time import monotonic\nmonotonic()", clocks),
        ("workflows.cases.handled_item", "if code == 'birth-certificate': ...", matters_named),
        ("client.platform.case", "f'{code} 新生儿出生一件事'", matters_named),
        ("workflows.calls", "SEEN = []", mutable_globals),
        ("workflows.calls", "SEEN = {}", mutable_globals),
        ("workflows.calls", "def f():\n    global seen", mutable_globals),
    ],
)
def test_a_breach_is_found(name: str, text: str, found: Callable[[SourceFile], list[str]]) -> None:
    """Each rule finds what it forbids."""
    assert found(SourceFile(name=name, text=text))
