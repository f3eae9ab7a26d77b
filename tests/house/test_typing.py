"""Mistakes in a definition are found before it is in force: by both type checkers, or by the import."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from matters.definitions import law
from matters.definitions.clawback import CLAWBACK
from matters.definitions.clawback.first_edition import APPEAL
from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.definition import birth_certificate, household_registration
from matters.definitions.newborn.form import Childbirth
from matters.definitions.restaurant.definition import food_licence
from matters.language import (
    Check,
    ClosedList,
    Department,
    DuplicateCode,
    Facts,
    Family,
    Licence,
    MalformedCode,
    Material,
    UnknownReference,
    Wordless,
)
from tests.house.checkout import WRITTEN, run
from tests.support.places import DATA

MISTAKES = DATA / "typing" / "mistakes.py"
MARK = re.compile(r"  # type: ignore\[(?P<mypy>[\w, -]+)\]  # (?P<pyright>\w+)$")

Reports = set[tuple[int, str]]
"""Lines, and by which rule each was reported."""


@pytest.fixture(scope="module")
def looked_at(checkout: Path) -> tuple[str, ...]:
    """The mistakes without the marks that silence the checkers, beside a one-matter that was just begun.

    A checker takes long to read the rest, so it looks at both at once.
    """
    copy = checkout / MISTAKES.name
    copy.write_text("\n".join(MARK.sub("", line) for line in _lines()))
    return (copy.name, *WRITTEN)


@pytest.mark.slow
def test_mypy_finds_every_mistake(checkout: Path, looked_at: tuple[str, ...]) -> None:
    """Mypy reports each marked line, by the marked rule, and no other line; nor what `new` has written."""
    printed = run(checkout, "mypy", "--output", "json", "--cache-dir", os.devnull, *looked_at).stdout
    errors = [it for it in map(json.loads, printed.splitlines()) if it["severity"] == "error"]
    assert {Path(it["file"]).name for it in errors} == {MISTAKES.name}, printed
    _compare({(it["line"], it["code"]) for it in errors}, _marked("mypy"))


@pytest.mark.slow
def test_pyright_finds_every_mistake(checkout: Path, looked_at: tuple[str, ...]) -> None:
    """Pyright reports each marked line, by the marked rule, and no other line; nor what `new` has written."""
    printed = run(checkout, "pyright", "--outputjson", *looked_at).stdout
    reports = json.loads(printed)["generalDiagnostics"]
    assert {Path(it["file"]).name for it in reports} == {MISTAKES.name}, printed
    _compare({(it["range"]["start"]["line"] + 1, it["rule"]) for it in reports}, _marked("pyright"))


def test_two_items_of_one_code() -> None:
    """The message names the one-matter and the item, and asks for another code."""
    twice = replace(household_registration, code=birth_certificate.code)
    with pytest.raises(
        DuplicateCode, match=r"'newborn' lists 'birth-certificate' twice; give .* another code"
    ):
        replace(NEWBORN, matters=(birth_certificate, twice))


def test_item_that_follows_an_unlisted_one() -> None:
    """The message names both items, and says what to list and where."""
    follows = replace(household_registration, after=(birth_certificate,))
    says = "'household-registration' follows 'birth-certificate'; list 'birth-certificate' in 'newborn'"
    with pytest.raises(UnknownReference, match=f"{says} before it"):
        replace(NEWBORN, matters=(follows,))


def test_items_in_the_wrong_order() -> None:
    """Whoever needs a licence comes after the item that gives it, so a cycle cannot be written."""
    with pytest.raises(UnknownReference, match=r"list 'birth-certificate' in 'newborn' before it"):
        replace(NEWBORN, matters=(household_registration, birth_certificate))


def test_a_limit_of_the_law_stops_for_nothing_else() -> None:
    """Grounds of a definition's own stop no clock that a law sets, of an item or of the whole."""
    with pytest.raises(ClosedList, match=r"'food-licence': .*食品经营许可.*does not stop for 'appeal'"):
        replace(food_licence, stops_for=(APPEAL,))
    assert CLAWBACK.statutory is None
    with pytest.raises(ClosedList, match="'clawback-hardship' would stop for 'stay'"):
        replace(CLAWBACK, statutory=law.SINGLE_LIMIT)
    with pytest.raises(MalformedCode, match="ground 'Appeal'"):
        replace(household_registration, stops_for=(replace(APPEAL, code="Appeal"),))


def test_condition_without_words() -> None:
    """The message names the condition and asks for the line that citizens will read."""

    def born_here(form: Childbirth) -> bool:
        return form.hospital != ""

    with pytest.raises(Wordless, match="'born_here' has no docstring; write in one line of Chinese"):
        replace(birth_certificate, when=born_here)


@pytest.mark.parametrize(
    "code", ["", "Childbirth", "birth_certificate", "出生", "-birth", "birth--x", "birth "]
)
def test_code_that_is_not_plain(code: str) -> None:
    """Items, papers and one-matters have codes of lower-case words joined by hyphens."""
    mend = re.escape(f"{code!r}: write lower-case words joined by hyphens")
    with pytest.raises(MalformedCode, match=f"matter {mend}"):
        replace(birth_certificate, code=code)
    with pytest.raises(MalformedCode, match=f"one-matter {mend}"):
        replace(NEWBORN, code=code)
    with pytest.raises(MalformedCode, match=f"material {mend}"):
        Material[Childbirth](code=code, name="材料")


def test_codes_of_the_standards() -> None:
    """Basic codes, credit codes and licence types have the shape of their standards."""
    with pytest.raises(MalformedCode, match="'birth-certificate': basic code '99' is not 12 digits"):
        replace(birth_certificate, basic_code="99")
    with pytest.raises(MalformedCode, match="'health': '110101' is no 统一社会信用代码; give its 18"):
        Department(code="health", name="卫生健康委员会", credit_code="110101")
    with pytest.raises(MalformedCode, match=r"right check character \(GB 32100\), here 'X'$"):
        Department(code="health", name="卫生健康委员会", credit_code="119901010000000190")
    with pytest.raises(MalformedCode, match="'id-card': type code '001' is not 18 characters"):
        Licence(code="id-card", name="居民身份证", type_code="001")


def test_check_of_a_field_that_is_not_asked() -> None:
    """The message names the item, the field and the form."""

    def born(form: Childbirth, facts: Facts) -> bool:
        return form.born_on <= facts.on

    check = Check(
        rule="newborn.born",
        family=Family.CONSISTENCY,
        holds=born,
        field="birthday",
        says="出生日期晚于申请日期",
        mend="请核对",
    )
    with pytest.raises(
        MalformedCode, match=r"'birth-certificate': .* 'birthday', which Childbirth does not ask; name"
    ):
        replace(birth_certificate, checks=(check,))


def _lines() -> list[str]:
    return MISTAKES.read_text(encoding="utf-8").splitlines()


def _marked(checker: str) -> Reports:
    found = ((number, MARK.search(line)) for number, line in enumerate(_lines(), start=1))
    return {(number, rule) for number, mark in found if mark for rule in mark[checker].split(", ")}


def _compare(reports: Reports, marked: Reports) -> None:
    """A line may be reported by further rules: what follows from a mistake is unknown."""
    assert marked
    assert marked <= reports
    assert {line for line, _ in reports} == {line for line, _ in marked}
