"""What stands in modules besides imports: no clock, no chance, no matter by name, nothing kept."""

import ast
import importlib
import re
from collections.abc import Callable

import pytest

from deploy.house.source_file import ROOT, SourceFile
from matters.catalogue import ONE_MATTERS
from tests.house.test_arrows import of

OF_THE_SERVER = ("closing workflow",)
"""By which the server says something, whatever a one-matter is called."""

CHANGING = re.compile(
    r"datetime\.date\.today|datetime\.datetime\.(now|today|utcnow)|uuid\.uuid[14]|os\.urandom"
    r"|(time|random|secrets)\..*"
)
"""What answers differently tomorrow. `workflow.now` and its like are Temporal's, so they are recorded."""


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


def clocks(source: SourceFile) -> list[str]:
    """Reads of a clock, or of chance."""
    return [name for name in source.used() if CHANGING.fullmatch(name)]


def matters_named(source: SourceFile) -> list[str]:
    """Texts that name a one-matter or an item."""
    constants = [node.value for node in ast.walk(source.tree) if isinstance(node, ast.Constant)]
    texts = [value for value in constants if isinstance(value, str) and value not in OF_THE_SERVER]
    return [text for text in texts for names in DEFINED if any(name in text for name in names)]


def test_no_clock() -> None:
    """Definitions and workflows give tomorrow what they give today; only a command line knows the day."""
    found = {source.name: clocks(source) for source in of("matters", "workflows")}
    assert [name for name, read in found.items() if read] == ["matters.command_line"]


def test_engine_knows_no_matter_by_name() -> None:
    """A one-matter is added without touching the engine or the client."""
    assert not {
        source.name: found for source in of("workflows", "client") if (found := matters_named(source))
    }


def test_faces() -> None:
    """`__init__.py` has a docstring, imports and `__all__`: complete, sorted, and nothing else."""
    for source in of("matters", "activities", "workflows", "client", "deploy"):
        if source.is_package:
            kinds = {type(node) for node in source.tree.body[1:]}
            assert ast.get_docstring(source.tree), source.name
            assert kinds <= {ast.ImportFrom, ast.Assign}, source.name
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
    in_order = sorted(listed, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert sorted(listed) == sorted(imported for imported, _ in face.imports), name
    assert listed == in_order, name
    assert {*listed} == {*getattr(module, "__all__", ())}, name
    assert all(hasattr(module, one) for one in listed), name


def test_workflows_keep_nothing_between_runs() -> None:
    """All runs share the modules of the engine, so these hold nothing that a run could change."""
    assert not {source.name: found for source in of("workflows") if (found := mutable_globals(source))}


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
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
