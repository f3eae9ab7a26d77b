"""What the documents link to is there, and what a word means is told once."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from deploy.house.source_file import PLACES
from tests.support.places import ROOT

LINK: Final = re.compile(r"\[`(?!\w+\.py`)([\w.]+)`\]\(([\w/.]+\.py)\)")
"""To a name in a file, as in `Window.receive`."""

ANY_LINK: Final = re.compile(r"\]\(([^)#:]+)(?:#([^)]*))?\)")
"""Inside the house; with a heading, if the link goes there."""

DOCUMENTS: Final = (
    *sorted(ROOT.glob("*.md")),
    *(path for place in PLACES for path in sorted((ROOT / place).rglob("*.md"))),
)
GLOSSARY: Final = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
WORDS: Final = tuple(
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and not line.startswith("| word ")
)


def named(path: Path) -> list[tuple[str, Path]]:
    """The names that a document links to, and the files in which they should be."""
    return [(name, path.parent / to) for name, to in LINK.findall(path.read_text(encoding="utf-8"))]


def defined(tree: ast.AST, within: str = "") -> Iterator[str]:
    """All that a file names, as Python calls it: `Window.receive`, `State.LODGED`, `ONE_MATTERS`."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield f"{within}{name}"
                yield from defined(node, f"{within}{name}.")
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield f"{within}{name}"
            case _:
                pass


def headings(path: Path) -> set[str]:
    """Those of a document, as links write them."""
    titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def broken(path: Path) -> list[str]:
    """Links of a document that lead nowhere."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [
        to
        for to, heading in ANY_LINK.findall(text)
        if not (path.parent / to).exists() or (heading and heading not in headings(path.parent / to))
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_links_lead_somewhere(path: Path) -> None:
    """Every file, heading and name that a document links to is there."""
    assert not broken(path)
    trees = [(name, ast.parse(file.read_text(encoding="utf-8"))) for name, file in named(path)]
    assert not [name for name, tree in trees if name not in defined(tree)]


def test_a_word_is_told_once() -> None:
    """Each line has a word, its Chinese, a meaning and one place; no word has two lines."""
    assert len(WORDS) > 60
    assert {len(cells) for cells in WORDS} == {4}
    assert not [cells for cells in WORDS if not re.search(r"[\u4e00-\u9fff]", cells[1])]
    assert not [cells for cells in WORDS if len(LINK.findall(cells[3])) != 1]
    words = [word for cells in WORDS for word in cells[0].split(", ")]
    assert len(words) == len(set(words))


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """A file that is not there, a heading that is not in it, a name that nobody defines."""
    document = tmp_path / "README.md"
    document.write_text("# One thing: told\n[a](gone.md) [b](README.md#other) [c](README.md#one-thing-told)")
    assert broken(document) == ["gone.md", "README.md"]
    tree = ast.parse("class Plan:\n    ONE = 1\n    def draw(self): ...\nTWO: int = 2")
    assert list(defined(tree)) == ["Plan", "Plan.ONE", "Plan.draw", "TWO"]
