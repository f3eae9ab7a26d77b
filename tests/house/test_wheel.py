"""The published client, alone in a clean environment, files a case with a running engine."""

import asyncio
import os
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.parts import ELSEWHERE, Parts, submission
from tests.support.places import ROOT
from tests.support.terminal import environment

TOOLS = Path(sys.executable).parent

PLATFORM = """
import asyncio, importlib.util, sys
from onematter_client import OutcomeKind, Platform, Submission

async def main() -> None:
    platform = await Platform.connect()
    case = await platform.submit(Submission.model_validate_json(sys.stdin.read()))
    outcome = await case.outcome()
    print(case.receipt.acceptance_number, outcome.kind.value)

for name in ("client", "matters", "activities", "workflows", "worker", "sqlmodel"):
    assert importlib.util.find_spec(name) is None, name
asyncio.run(main())
"""


async def _run(*command: str | Path, given: str = "", **environment: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=environment.pop("cwd", ROOT),
        env={**os.environ, **environment},
    )
    said, _ = await process.communicate(given.encode())
    assert process.returncode == 0, said.decode()
    return said.decode()


@pytest.fixture
async def wheel(tmp_path: Path) -> Path:
    """The wheel, built without the network. (`-P`, for the folder has a module `platform`.)"""
    build = ("-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    await _run(sys.executable, *build, cwd=str(ROOT / "client"))
    return next(tmp_path.glob("onematter_client-*.whl"))  # noqa: ASYNC240


def test_it_holds_the_client_only(wheel: Path) -> None:
    """The wheel holds the modules of client/ under their published name, and no others."""
    with zipfile.ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if ".dist-info/" not in name}
    client = ROOT / "client"
    ours = {f"onematter_client/{path.relative_to(client)}" for path in client.rglob("*.py")}
    assert held == {*ours, "onematter_client/__init__.pyi", "onematter_client/py.typed"}


async def test_it_files_a_case(parts: Parts, wheel: Path, tmp_path: Path) -> None:
    """Installed alone, it submits, waits for the outcome, lists an inbox, and leaves with exit 0."""
    engine = environment(parts)
    python = tmp_path / "venv" / "bin" / "python"
    await _run(TOOLS / "uv", "venv", "--quiet", "--python", sys.executable, tmp_path / "venv")
    await _run(TOOLS / "uv", "pip", "install", "--quiet", "--python", python, wheel)
    said = await _run(
        python,
        "-c",
        PLATFORM,
        given=submission(ELSEWHERE).model_dump_json(),
        cwd=str(tmp_path),
        **engine,
    )
    assert said.split()[1] == "granted"
    inbox = await _run(
        python.parent / "onematter",
        *("desk", "inbox", "--department", "nobody", "--officer", "officer-1"),
        cwd=str(tmp_path),
        **engine,
    )
    assert "没有待办" in inbox
