"""The published client, alone in a clean environment, files a case with a running engine, and answers one."""

import asyncio
import os
import re
import sys
import zipfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from client import Identity, State, names
from client.transport import ring_of_keys
from client.trust import key_pair
from client.trust.actor import Role
from deploy.process import kill, start, stop
from tests.support.cases.submissions import ELSEWHERE, MARRIED, submission
from tests.support.parts import KEYS, Parts, item, until
from tests.support.places import ROOT
from tests.support.speakers import identity_of
from tests.support.states import on_one_ledger
from tests.support.terminal import environment
from worker import DESK_QUEUES

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


INSURANCE: Final = "medical-insurance"
PAYMENT: Final = "maternity-payment"

[OUR_DESK] = re.findall(
    r"```python\n([^`]*class OurDesk.*?)```",
    (ROOT / "client/README.md").read_text(encoding="utf-8"),
    re.DOTALL,
)

CAUGHT: Final = """
import asyncio
from pathlib import Path

from our_desk import DepartmentWorker, Identity, OurDesk
from temporalio import activity

class Caught(OurDesk):
    def decide(self, decided):
        super().decide(decided)
        Path("deciding").touch()
        while True:
            activity.heartbeat()
            activity.wait_for_cancelled_sync(1)

asyncio.run(DepartmentWorker(Caught(), Identity.load(Path("our.identity"))).run())
"""
"""The same, which is to be killed when it has entered a decision, and before it answers."""


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


@pytest.fixture
async def python(wheel: Path, tmp_path: Path) -> Path:
    """That of an environment in which there is nothing but the wheel."""
    python = tmp_path / "venv" / "bin" / "python"
    await _run(TOOLS / "uv", "venv", "--quiet", "--python", sys.executable, tmp_path / "venv")
    await _run(TOOLS / "uv", "pip", "install", "--quiet", "--python", python, wheel)
    return python


@pytest.mark.slow
@on_one_ledger
async def test_it_files_a_case(parts: Parts, python: Path, tmp_path: Path) -> None:
    """Installed alone, it submits, waits for the outcome, lists an inbox, makes an identity; exit 0."""
    engine = environment(parts)
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
        *("desk", "inbox", "--department", "finance", "--officer", "officer-1"),
        cwd=str(tmp_path),
        **engine,
    )
    assert "没有待办" in inbox
    own = (
        "our.identity",
        "--actor",
        "us",
        "--role",
        "department",
        "--department",
        INSURANCE,
        "--person",
        "p1",
    )
    made = await _run(python.parent / "onematter", "keys", "new", *own, cwd=str(tmp_path))
    assert Identity.load(tmp_path / "our.identity").kid == made.strip()


@pytest.mark.slow
@on_one_ledger
async def test_it_answers_for_a_department(at_rest: Parts, python: Path, tmp_path: Path) -> None:
    """The README's desk takes an item; killed with a decision in hand, it gives that when it is back."""
    identity_of(Role.DEPARTMENT, department=INSURANCE).save(tmp_path / "our.identity")
    (tmp_path / "our_desk.py").write_text(OUR_DESK)
    (tmp_path / "caught.py").write_text(CAUGHT)
    others = [queue for queue in DESK_QUEUES if queue != names.desk_queue(INSURANCE)]
    async with at_rest.working(names.QUEUE, *others):
        async with _department(at_rest, python, tmp_path / "caught.py") as caught:
            case = await at_rest.platform.submit(submission(MARRIED))
            await until(case, PAYMENT, State.IN_REVIEW)
            deciding = asyncio.create_task(at_rest.desk(INSURANCE).grant(case.id, PAYMENT))
            while not (tmp_path / "deciding").exists():  # noqa: ASYNC110 (another process writes it)
                await asyncio.sleep(0.1)
            assert (await item(case, PAYMENT)).state is State.IN_REVIEW
            kill(caught)
        async with _department(at_rest, python, tmp_path / "our_desk.py"):
            await until(case, PAYMENT, State.GRANTED)
            await deciding
    await at_rest.handle(case.id).terminate()


@asynccontextmanager
async def _department(
    parts: Parts, python: Path, program: Path
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """A department's process: its own folder and no other, of the engine's keys the public one alone."""
    command = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', str(program.parent), str(python), str(program)]
    engine = program.with_name("engine.public")
    engine.write_text(KEYS.public.text())
    told = {**environment(parts), ring_of_keys.ENVIRONMENT: "", key_pair.ENGINE: str(engine)}
    process = await start(command, log=program.with_suffix(".log"), environment=told)
    try:
        yield process
    finally:
        await stop(process)
