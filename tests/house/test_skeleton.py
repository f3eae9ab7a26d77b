"""What `onematter matters new` writes is sound as it stands, by all that `make check test` asks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.support.places import ROOT

PLACES: Final = ("activities", "client", "deploy", "matters", "workflows")
CODE: Final = "open-shop"
WRITTEN: Final = ("matters/definitions/open_shop", "tests/unit/definitions/test_open_shop.py")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this one in which a one-matter was begun."""
    copy = tmp_path_factory.mktemp("checkout")
    for place in PLACES:
        shutil.copytree(ROOT / place, copy / place, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    called(copy, "deploy.command_line", "matters", "new", CODE, "--name", "开小店一件事")
    return copy


def called(checkout: Path, *module: str) -> str:
    """What it prints; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    ended = subprocess.run(
        (sys.executable, "-m", *module),
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_it_passes_the_proofs(checkout: Path) -> None:
    """Alone, and beside all others."""
    assert "通过" in called(checkout, "deploy.command_line", "matters", "check", CODE)
    assert "有误" not in called(checkout, "deploy.command_line", "matters", "check")


def test_it_is_played(checkout: Path) -> None:
    """Its example is a case that is granted."""
    example = f"{WRITTEN[0]}/example.json"
    assert "全部办结" in called(checkout, "deploy.command_line", "matters", "try", CODE, example)


def test_its_tests_pass(checkout: Path) -> None:
    """The table that the author goes on with."""
    assert "5 passed" in called(checkout, "pytest", "-n", "0", "-p", "no:cacheprovider", WRITTEN[1])


@pytest.mark.parametrize(
    "checker",
    [
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--check", "--no-cache"),
        ("mypy", "--cache-dir", os.devnull),
        ("pyright",),
    ],
    ids=" ".join,
)
def test_checkers_find_nothing(checkout: Path, checker: tuple[str, ...]) -> None:
    """Lint, layout and types, strict, by two minds."""
    called(checkout, *checker, *WRITTEN)
