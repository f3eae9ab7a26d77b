"""The client of the last release, from its wheel: it speaks with the engine of today, and reads what is new.

What it says is read by today's messages, too, as an engine of its release has written it.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from client import Outcome, Progress, Receipt, Stage, Supplement, Supplemented
from client.messages.cases.progress import State
from client.messages.message import Message, reading_on
from deploy.wire.contract import release
from tests.durability.releases import last_release
from tests.durability.releases.last_release import unpack_client
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import environment

LAST_CLIENT: Final = """
import asyncio, json, sys
from pathlib import Path

import onematter_client
from onematter_client import Platform, Progress, Stage, Submission, Supplement
from onematter_client.messages.message import reading_on

filed, mended = sys.stdin.read().splitlines()
told = []

def tell(message):
    told.append([type(message).__name__, message.model_dump(mode="json")])
    return message

async def main():
    async with await Platform.connect() as platform:
        case = await platform.submit(tell(Submission.model_validate_json(filed)))
        tell(case.receipt)
        async for progress in case.watch():
            tell(progress)
            if progress.stage is Stage.CORRECTION and len(told) < 5:
                tell(await case.supplement(tell(Supplement.model_validate_json(mended))))
        tell(await case.outcome())

asyncio.run(main())
_, seen = told[-2]
grown = json.loads(json.dumps(seen))
grown["hurry"] = True
grown["items"][0] |= {"state": "in-orbit", "floor": 3}
with reading_on():
    read = Progress.model_validate_json(json.dumps(grown))
tell(read)
print(json.dumps({"at": str(Path(onematter_client.__file__).parent), "told": told}))
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Where the last release's client is, and nothing of ours."""
    unpack_client(tmp_path)
    return tmp_path


@on_one_ledger
async def test_each_understands_the_other(parts: Parts, installed: Path) -> None:
    """The last client files, mends and sees a case closed; a new word or field keeps nobody from reading."""
    filed = submission(SMALL_SHOP, staff_certified=False)
    mended = Supplement(form={"staff_certified": True})
    said = f"{filed.model_dump_json()}\n{mended.model_dump_json()}\n"
    done = await asyncio.to_thread(_run, said, installed, environment(parts))
    assert done["at"] == str(installed / "onematter_client")
    kinds: dict[str, type[Message]] = {
        kind.__name__: kind for kind in (type(filed), Supplement, Receipt, Progress, Supplemented, Outcome)
    }
    heard = [kind for kind, _ in done["told"]]
    assert heard[:2] == ["Submission", "Receipt"]
    assert {*heard} == {*kinds}
    with reading_on():  # as whoever asks an engine of that release
        *read, grown = [kinds[kind].model_validate_json(json.dumps(told)) for kind, told in done["told"]]
    assert (read[0], mended in read) == (filed, True), "a word of today's client was not read whole"
    closed = [one for one in read if isinstance(one, Progress)][-1]
    assert closed.stage is Stage.CLOSED
    assert isinstance(grown, Progress)
    assert (grown.items[0].state.value, grown.items[0].state in {*State}) == ("in-orbit", False)
    assert grown.items[1:] == closed.items[1:]


def _run(given: str, installed: Path, engine: dict[str, str]) -> Any:
    done = subprocess.run(
        (sys.executable, "-c", LAST_CLIENT),
        input=given,
        cwd=installed,
        env={**os.environ, **engine, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_last_release_is_kept() -> None:
    """It is that before this one: whoever raises the version keeps wheel and engine of before."""
    major, minor = map(int, release().split("."))
    before = f"{major}.{minor - 1}" if minor else str(major - 1)
    assert last_release.version().startswith(f"{before}.")
    assert last_release.engine().is_file()
