"""A one-matter begun: its files written, and listed in the catalogue."""

import ast
import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Final

from .. import catalogue
from ..language import DefinitionError, DuplicateCode, MalformedCode, Wordless
from ..language.matter import require_code
from ..markdown import bullets, heading, page
from ..proof.phrases import is_chinese

ROOT: Final = Path(__file__).parents[2]
PARTS: Final = Path(__file__).parent / "one_matter"
SUFFIX: Final = ".txt"
TEST: Final = "test.py"
_PLAIN: Final = re.compile(r"[\w（）、·]+")


class NotWritten(DefinitionError):
    """A file that would be written is there already."""


@dataclass(frozen=True, kw_only=True)
class Skeleton:
    """What is to be begun, by its code and its name in Chinese, and how its parts are called in Python.

    Raises `MalformedCode` where the code cannot be one, `DuplicateCode` where it is one, `Wordless`.
    """

    code: str
    name: str
    begun_on: date

    def __post_init__(self) -> None:
        require_free(self.code)
        if not (is_chinese(self.name) and _PLAIN.fullmatch(self.name)):
            raise Wordless(f"{self.name!r} is read by citizens; name it in Chinese, without quotation marks")

    @property
    def package(self) -> str:
        return self.code.replace("-", "_")

    @property
    def constant(self) -> str:
        return self.package.upper()

    @property
    def prefix(self) -> str:
        """Of its classes: one class name stands for one thing in the whole house."""
        return "".join(word.capitalize() for word in self.code.split("-"))

    def require_absent(self, *, root: Path = ROOT) -> None:
        """Nobody's work is written over, and no module of that name hidden.  Raises `NotWritten`."""
        for path, _ in self.files():
            mine = root / path
            if found := next((it for it in (mine, mine.parent.with_suffix(".py")) if it.exists()), None):
                raise NotWritten(f"{found} is there already; choose another code, or move that file")

    def files(self) -> Iterator[tuple[Path, str]]:
        """Each with its path below the checkout."""
        words = {
            "code": self.code,
            "name": self.name,
            "package": self.package,
            "CONSTANT": self.constant,
            "Class": self.prefix,
            "edition": f"{self.begun_on:%Y-%m}",
        }
        for part in sorted(PARTS.glob(f"*{SUFFIX}")):
            yield self._path(part.name.removesuffix(SUFFIX)), _filled(part, words)

    def _path(self, part: str) -> Path:
        if part == TEST:
            return Path("tests", "unit", "definitions", f"test_{self.package}.py")
        return Path("matters", "definitions", self.package, part)


def begin(skeleton: Skeleton, *, root: Path = ROOT) -> tuple[Path, ...]:
    """Write it, list it, and say which files that were.

    Raises `NotWritten`; then nothing is written.
    """
    skeleton.require_absent(root=root)
    listing = root / "matters" / "catalogue.py"
    written = {root / path: text for path, text in skeleton.files()}
    written[listing] = with_one_more(listing.read_text(encoding="utf-8"), skeleton)
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tuple(written)


def require_free(code: str) -> None:
    """Raises `MalformedCode` where it cannot be the code of a one-matter, `DuplicateCode` where it is one."""
    require_code(code, of="one-matter")
    if keyword.iskeyword(code):
        raise MalformedCode(f"one-matter {code!r} is a word of Python; add another word, as in {code}-matter")
    taken = (*(one.code for one in catalogue.ONE_MATTERS), *(grant.code for grant in catalogue.GRANTS))
    if code in taken:
        raise DuplicateCode(f"{code!r} is in the catalogue; choose another code, or change that definition")


def with_one_more(listing: str, skeleton: Skeleton) -> str:
    """The catalogue, in which it is imported among the others and listed last."""
    lines, tree = listing.splitlines(keepends=True), ast.parse(listing)
    imports = [each for each in tree.body if isinstance(each, ast.ImportFrom) and each.level]
    module = f"definitions.{skeleton.package}"
    later = next(each for each in imports if (each.module or "") > module)
    [end] = (each.end_lineno for each in tree.body if isinstance(each, ast.AnnAssign) and _is_the_list(each))
    lines.insert((end or 0) - 1, f"    {skeleton.constant},\n")
    lines.insert(later.lineno - 1, f"from .{module} import {skeleton.constant}\n")
    return "".join(lines)


def next_steps(skeleton: Skeleton, written: Iterable[Path], *, root: Path = ROOT) -> str:
    """What there is now, and what an author does with it."""
    home = f"matters/definitions/{skeleton.package}"
    tests = f"tests/unit/definitions/test_{skeleton.package}.py"
    return page(
        heading(f"已生成 {skeleton.name}（{skeleton.code}）", level=1),
        bullets(str(path.relative_to(root)) for path in written),
        heading("下一步", level=2),
        bullets(
            (
                f"先改 {home}/form.py：问什么，每项一问；再改 definition.py：有哪些事项，谁办，几日办结",
                "数值、规则、材料、环节都写明依据（basis）：文件与条款；查不到的写 law.NONE_FOUND",
                f"onematter matters check {skeleton.code}：逐条核验，说明哪里不对、怎样改",
                f"onematter matters show {skeleton.code}：公众看到的办事指南",
                f"onematter matters try {skeleton.code} {home}/example.json：在内存中试办一件，看办理过程",
                f".venv/bin/python -m pytest -n 0 {tests}：每种情形一行，随定义修改",
                "matters/README.md 是完整教程",
            )
        ),
    )


def _filled(part: Path, words: dict[str, str]) -> str:
    return Template(part.read_text(encoding="utf-8")).substitute(words)


def _is_the_list(node: ast.AnnAssign) -> bool:
    return isinstance(node.target, ast.Name) and node.target.id == "ONE_MATTERS"
