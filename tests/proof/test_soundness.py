"""What a process starts with: the proof of the catalogue, made anew whenever anything of it has changed."""

import sys
from dataclasses import replace
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest

from activities import soundness
from activities.soundness import RESTS_UPON, require_proof
from deploy.house.source_file import read
from matters import catalogue
from matters.definitions import law
from matters.definitions.newborn import NEWBORN
from matters.definitions.restaurant import RESTAURANT, RESTAURANT_2026_11
from matters.language import WorkingDays
from matters.proof.inspection import UnsoundCatalogue

UNSOUND: Final = replace(NEWBORN, promised=WorkingDays(count=1, basis=law.DEMONSTRATION))
"""Its items need longer than the whole promises."""

FOR_READERS: Final = ("Jinja2", "cyclopts", "rich")
"""Libraries of pages and of the command line, which no definition and no proof knows."""


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One definition, in both editions, is the whole catalogue: enough to be proved, or not."""
    monkeypatch.setattr(catalogue, "WRITTEN", ((RESTAURANT_2026_11, RESTAURANT), ()))
    for name, definitions in zip(("ONE_MATTERS", "GRANTS"), catalogue.WRITTEN, strict=True):
        monkeypatch.setattr(catalogue, name, definitions)


@pytest.fixture
def source(listed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    """A source of definitions whose catalogue has just been proved."""
    written = tmp_path / "definition.py"
    written.write_text("")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(soundness, "SOURCES", tmp_path)
    monkeypatch.setattr(soundness, "REMEMBERED", tmp_path / "sound")
    require_proof()
    return written


@pytest.fixture
def outdated(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 (it is proved before)
    """A proof would fail, if one were made: on that day no fee could have been charged."""
    monkeypatch.setattr(catalogue, "READ_ON", date(1990, 1, 1))


@pytest.mark.usefixtures("outdated")
def test_proved_once() -> None:
    """What was found sound is not proved again as long as not a word of it has changed."""
    require_proof()


@pytest.mark.usefixtures("outdated")
def test_proved_anew_after_a_change(source: Path) -> None:
    """Whatever was changed or added."""
    source.write_text(" ")
    with pytest.raises(UnsoundCatalogue):
        require_proof()
    source.write_text("")
    require_proof()
    source.with_name("another.py").write_text("")
    with pytest.raises(UnsoundCatalogue):
        require_proof()


@pytest.mark.usefixtures("source")
def test_proved_where_the_lists_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program puts into the catalogue's place has no sources here, and is proved every time."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (UNSOUND,))
    with pytest.raises(UnsoundCatalogue):
        require_proof()


@pytest.mark.usefixtures("outdated")
def test_proved_by_other_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another release of what the definitions rest upon may say otherwise."""
    monkeypatch.setattr(soundness, "version", str.upper)
    with pytest.raises(UnsoundCatalogue):
        require_proof()


@pytest.mark.usefixtures("listed")
def test_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may only be read keeps no process from its start."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(soundness, "REMEMBERED", tmp_path / "nowhere" / "sound")
    require_proof()


def test_what_it_rests_upon_is_named() -> None:
    """Every library that definitions, their language and their proofs import."""
    imported = {
        name.partition(".")[0] for one in read() if one.name.startswith("matters") for _, name in one.imports
    }
    installed = packages_distributions()
    used = {library for name in (*imported, "z3") for library in installed.get(name, ())}
    assert used - {*FOR_READERS} == {*RESTS_UPON}
