"""A copy of this checkout in which a one-matter was begun, as `onematter matters new` writes it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.support.places import ROOT

PLACES: Final = ("activities", "client", "deploy", "matters", "workflows")
CODE: Final = "open-shop"
WRITTEN: Final = ("matters/definitions/open_shop", "tests/unit/definitions/test_open_shop.py")


def begun(copy: Path) -> Path:
    """Made in this folder."""
    for place in PLACES:
        # with what Python has compiled of it, but for what another process is just writing
        shutil.copytree(ROOT / place, copy / place, ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    called(copy, "deploy.command_line", "matters", "new", CODE, "--name", "开小店一件事")
    return copy


def called(checkout: Path, *module: str) -> str:
    """What it prints; it must end well."""
    ended = run(checkout, *module)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def run(checkout: Path, *module: str) -> subprocess.CompletedProcess[str]:
    """A program of it, or one that looks at it."""
    return subprocess.run(
        (sys.executable, "-m", *module),
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
