"""The house as text: every module of ours, what it imports, and which modules those are."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LOADERS: Final = ("import_module", "__import__")
_PARTS: Final = ("body", "orelse", "finalbody", "handlers", "cases")
"""In which statements hold others."""

UNKNOWN: Final = "?"
PLACES: Final = ("matters", "activities", "workflows", "client", "worker", "deploy", "tests")


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
        """Names, and what they stand for: absolute, whether it was written so or not.

        Wherever an import stands: inside a function and under `TYPE_CHECKING`, too; and what `import_module`
        loads, which is `?` where its name is not written there.
        """
        return (*self._written, *((name, name) for name in self._loaded()))

    @property
    def _written(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (alias.asname or alias.name, f"{self._base(node)}{alias.name}")
            for node in _statements(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        )

    def _loaded(self) -> Iterator[str]:
        named = any(loader in self.text for loader in LOADERS)
        for node in ast.walk(self.tree) if named else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(LOADERS):
                names = [it.value for it in node.args[:1] if isinstance(it, ast.Constant)]
                yield names[0] if names and isinstance(names[0], str) else UNKNOWN

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

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        """All of them, methods and functions inside functions, too."""
        nodes = ast.walk(self.tree)
        return tuple(node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The names of all its classes, wherever they stand."""
        return tuple(node.name for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


@cache
def read(root: Path = ROOT) -> tuple[SourceFile, ...]:
    """Every module of the house that stands there; whoever asks again gets what is parsed already."""
    paths = [path for place in PLACES for path in _files(root, place)]
    return tuple(_read(path.relative_to(root), path.read_text(encoding="utf-8")) for path in paths)


def _files(root: Path, place: str) -> list[Path]:
    return sorted((root / place).rglob("*.py")) or [root / f"{place}.py"]


def _read(path: Path, text: str) -> SourceFile:
    parts = path.with_suffix("").parts
    package = parts[-1] == "__init__"
    return SourceFile(name=".".join(parts[:-1] if package else parts), text=text, is_package=package)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """All inside it, however deep: a tenth of its nodes, for no expression is looked through."""
    for part in _PARTS:
        for inner in getattr(node, part, ()):
            yield inner
            yield from _statements(inner)


def arrows(sources: Iterable[SourceFile]) -> Mapping[str, tuple[str, ...]]:
    """For each module the modules of ours that it names in its imports; a package stands for its face."""
    by_name = {source.name: source for source in sources}
    return {
        name: tuple(sorted({found for _, to in source.imports if (found := _module(to, by_name))} - {name}))
        for name, source in by_name.items()
    }


def _module(name: str, known: Mapping[str, SourceFile]) -> str:
    """The module that a dotted name belongs to: itself, or what holds it."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name
