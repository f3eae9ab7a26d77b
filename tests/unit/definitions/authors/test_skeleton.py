"""A one-matter begun by `new`: what is refused, what is written, and where it is listed."""

import ast
import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from matters.language import DefinitionError
from matters.skeleton.skeleton import NotWritten, Skeleton, begin, next_steps
from tests.support.places import ROOT

LISTING: Final = Path("matters", "catalogue.py")


def skeleton(code: str = "open-shop", name: str = "开小店一件事") -> Skeleton:
    return Skeleton(code=code, name=name, begun_on=date(2026, 12, 1))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of one as is written to."""
    (tmp_path / LISTING).parent.mkdir()
    shutil.copy(ROOT / LISTING, tmp_path / LISTING)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "name", "told"),
    [
        ("newborn", "新", "is in the catalogue; choose another code"),
        ("old-age-allowance", "新", "is in the catalogue; choose another code"),
        ("Open-Shop", "新", "write lower-case words joined by hyphens"),
        ("open shop", "新", "write lower-case words joined by hyphens"),
        ("../law", "新", "write lower-case words joined by hyphens"),
        ("7-eleven", "新", "write lower-case words joined by hyphens"),
        ("class", "新", "is a word of Python; add another word"),
        ("open-shop", "Shop", "name it in Chinese"),
        ("open-shop", '开"店', "without quotation marks"),
    ],
)
def test_what_cannot_be_begun(code: str, name: str, told: str) -> None:
    """A code that is taken or impossible, a name that nobody could read or that would end a text."""
    with pytest.raises(DefinitionError, match=told):
        skeleton(code, name)


@pytest.mark.parametrize("code", ["law", "grants", "han-names"])
def test_nothing_is_hidden_or_written_over(code: str) -> None:
    """A package of that name would hide a module that definitions share."""
    with pytest.raises(NotWritten, match="is there already"):
        skeleton(code).require_absent()


def test_it_is_listed(checkout: Path) -> None:
    """Imported among the others, last in the list; nothing else of the catalogue changes."""
    before = (checkout / LISTING).read_text(encoding="utf-8").splitlines()
    begin(skeleton(), root=checkout)
    after = (checkout / LISTING).read_text(encoding="utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert added == ["from .definitions.open_shop import OPEN_SHOP", "    OPEN_SHOP,"]
    assert [line for line in after if line not in added] == before
    ast.parse("\n".join(after))


def test_a_second_one_is_listed_behind(checkout: Path) -> None:
    """However the imports sort; and a first one is not written over."""
    begin(skeleton(), root=checkout)
    begin(skeleton("zoo", "办动物园"), root=checkout)
    begin(skeleton("adoption", "收养"), root=checkout)
    listing = (checkout / LISTING).read_text(encoding="utf-8")
    assert listing.index("import ADOPTION") < listing.index("import OPEN_SHOP") < listing.index("import ZOO")
    assert "    OPEN_SHOP,\n    ZOO,\n    ADOPTION,\n)" in listing
    with pytest.raises(NotWritten):
        begin(skeleton(), root=checkout)


def test_it_says_what_to_do_next(checkout: Path) -> None:
    """Each file that was written, and the commands that go on from there."""
    written = begin(skeleton(), root=checkout)
    said = next_steps(skeleton(), written, root=checkout)
    assert all(path.is_file() and str(path.relative_to(checkout)) in said for path in written)
    for command in ("matters check open-shop", "matters show open-shop", "matters try open-shop"):
        assert command in said
