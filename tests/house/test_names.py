"""One word leads to one thing: what files and classes are called, and how much stands in one place."""

from collections import Counter
from collections.abc import Iterable
from statistics import median, quantiles
from typing import Final

import pytest

from deploy.house.figures import twice
from deploy.house.source_file import SourceFile, read

SIDE_BY_SIDE: Final = 15
"""Files in one folder, without its face."""

MEDIAN_FILE: Final = 100
LONGEST_FILE: Final = 300
NINE_IN_TEN_FUNCTIONS: Final = 18
"""Lines."""

WEAK: Final = {
    **dict.fromkeys(
        ("common", "helpers", "misc", "shared", "utils"), "says that several need it, not what it is"
    ),
    **dict.fromkeys(("base", "core", "main", "manager"), "says that it matters, not what it is"),
    **dict.fromkeys(("data", "info", "objects", "things", "types"), "is true of every file"),
    **dict.fromkeys(("line", "lines", "text", "words"), "is what every file is made of"),
    **dict.fromkeys(("after", "beside", "before", "more", "other"), "tells the place, not what stands there"),
    **dict.fromkeys(("course", "standing", "steps", "way", "work"), "fits whatever goes on; say what does"),
}
"""Words that lead to no file in particular, and why."""

OF_THE_TRADE: Final = {
    "ending": "办结",
    "handling": "办理",
    "hiring": "招用",
    "matching": "比对",
    "narrowing": "先行筛选",
    "rating": "好差评",
    "reading": "申请表识读",
    "typing": "the tests of types, named as the typing module is",
}
"""What ends like an activity, and is a noun: an officer would point at one."""

HOUSE: Final = read()


def weak(source: SourceFile) -> str:
    """Why its name leads nowhere; empty if it is a noun."""
    stem = source.name.rpartition(".")[2].removeprefix("test_")
    last = stem.rpartition("_")[2]
    if last.endswith("ing") and last not in OF_THE_TRADE:
        return f"{stem!r} is something being done; name the file by what it holds"
    return f"{stem!r} {WEAK[stem]}" if stem in WEAK else ""


def crowded(sources: Iterable[SourceFile]) -> dict[str, int]:
    """Folders with more files than one looks through."""
    folders = Counter(source.name.rpartition(".")[0] for source in sources if not source.is_package)
    return {folder: files for folder, files in folders.items() if files > SIDE_BY_SIDE}


def test_a_public_class_name_exists_once() -> None:
    """Whoever reads a class name knows which one is meant, in the whole house."""
    assert not twice(HOUSE)


def test_file_names_are_nouns() -> None:
    """A file is called by a noun that tells it from others."""
    assert not {source.name: why for source in HOUSE if (why := weak(source))}


def test_folders_can_be_looked_through() -> None:
    """No folder holds more files side by side than a reader takes in."""
    assert not crowded(HOUSE)


def test_files_and_functions_are_short() -> None:
    """Half of all files fit on two screens, none is long but tests, and functions are a handful of lines."""
    files = [source for source in HOUSE if not source.is_package]
    functions = [(node.end_lineno or 0) - node.lineno + 1 for each in files for node in each.functions]
    engine = [each for each in files if not each.name.startswith("tests")]
    assert median(each.lines for each in engine) <= MEDIAN_FILE
    assert quantiles(functions, n=10)[-1] <= NINE_IN_TEN_FUNCTIONS
    assert not [each.name for each in engine if each.lines > LONGEST_FILE]


def test_one_name_for_two_things_is_found() -> None:
    """Nested or not, in whichever places; private names are their file's own business."""
    one = SourceFile(name="matters.plan", text="class Plan: ...\nclass _Own: ...")
    two = SourceFile(name="tests.support", text="def f():\n    class Plan: ...\nclass _Own: ...")
    assert twice([one, two]) == {"Plan": ["matters.plan", "tests.support"]}
    assert not twice([one])


@pytest.mark.parametrize("stem", ["utils", "words", "acting", "form_settling", "test_looking"])
def test_a_weak_name_is_found(stem: str) -> None:
    """A word that fits every file, and whatever is being done."""
    assert weak(SourceFile(name=f"activities.grants.{stem}", text=""))


@pytest.mark.parametrize("stem", ["form_reading", "settlement", "words_of_praise"])
def test_a_noun_is_none(stem: str) -> None:
    """A noun passes, even if it ends like an activity."""
    assert not weak(SourceFile(name=f"activities.grants.{stem}", text=""))


def test_a_crowd_is_found() -> None:
    """One file more than there may be; the face does not count."""
    sources = [SourceFile(name=f"matters.plan.file_{number}", text="") for number in range(SIDE_BY_SIDE)]
    face = SourceFile(name="matters.plan", text="", is_package=True)
    assert not crowded([face, *sources])
    assert crowded([*sources, SourceFile(name="matters.plan.last", text="")]) == {"matters.plan": 16}
