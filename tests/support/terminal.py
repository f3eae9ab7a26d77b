"""A person at a terminal: commands of `onematter`, and what they say."""

import asyncio
import fcntl
import json
import os
import pty
import struct
import subprocess
import tempfile
import termios
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import pytest
from rich.text import Text

from activities.stand_ins.behaviour import Reviewing
from client import State
from client.cli.command_line import composed, run
from client.transport.ring_of_keys import ENVIRONMENT
from deploy.command_line import GROUPS
from tests.support.cases.submissions import case_file
from tests.support.parts import KEYS, Parts, until
from tests.support.places import ONEMATTER

OFFICER: Final = ("--department", "market-regulation", "--officer", "officer-1")
SECOND: Final = ("--department", "market-regulation", "--officer", "officer-2")
ELSEWHERE: Final = ("--department", "urban-management", "--officer", "officer-3")

FOOD: Final = "food-licence"
STORES: Final = ("papers.layout-plan", "未标明原料库房", "请标明后重新上传", "示范规范第三条")
INSPECTED: Final = (
    ("sent", ("--named", "officer-1", "--named", "officer-2")),
    ("record", ("--document", "核查1号", "--signed-by", "officer-1", "--signed-by", "officer-2")),
)
"""Two officers go and see: each step, and what is said of it."""

REFUSAL: Final = ("--reason", "突出外立面", "--basis", "示范规范", "--remedies", "六十日内申请行政复议")

WIDTH: Final = 80
HEIGHT: Final = 40
CHUNK: Final = 65536


@dataclass(frozen=True, kw_only=True)
class TerminalSaid:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """Commands with the environment of one engine; here its streams are pipes."""

    capture: pytest.CaptureFixture[str]

    async def __call__(self, *arguments: object) -> TerminalSaid:
        """Run a command in this process."""
        self.capture.readouterr()
        code = await asyncio.to_thread(onematter, tuple(map(str, arguments)))
        said = self.capture.readouterr()
        return TerminalSaid(code=code, out=said.out, err=said.err)

    async def done(self, *arguments: object) -> str:
        """What it says where all is well."""
        said = await self(*arguments)
        assert (said.code, said.err) == (0, ""), said
        return said.out


def onematter(arguments: Sequence[str]) -> int:
    """The exit code of a command in this process."""
    return run(composed(GROUPS), arguments)


class Screen:
    """A command as a process of its own, on a screen that is 80 characters wide."""

    def __init__(self, *arguments: object) -> None:
        self._screen, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        command = (ONEMATTER, *map(str, arguments))
        self._process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end)
        self._written = b""
        os.close(end)

    async def shows(self, words: str) -> None:
        """Wait until this was written, whatever is written over it."""
        while words not in self._written.decode(errors="ignore"):
            assert await asyncio.to_thread(self._read), f"ended without {words}"

    async def ended(self) -> tuple[int, str]:
        """The exit code, and everything that was written."""
        while await asyncio.to_thread(self._read):
            pass
        os.close(self._screen)
        return self._process.wait(), self._written.decode()

    def _read(self) -> bool:
        try:
            chunk = os.read(self._screen, CHUNK)
        except OSError:  # so Linux tells that its last process has gone
            return False
        self._written += chunk
        return bool(chunk)


async def filed(parts: Parts, terminal: Terminal, name: str, *in_review: str) -> UUID:
    """A case filed at a terminal, with these items in officers' hands."""
    case = uuid4()
    for item in in_review:
        parts.behave(case, item, Reviewing())
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(json.dumps(case_file(name)))
        file.flush()
        assert "受理编号" in await terminal.done("case", "submit", file.name, "--id", case)
    for item in in_review:
        await reaches(parts, case, item, State.IN_REVIEW)
    await parts.written(case)  # inboxes follow by an instant
    return case


async def reaches(parts: Parts, case: UUID, item: str, state: State) -> None:
    """Wait until the item is in that state."""
    await until(await parts.platform.case(case), item, state)


def environment(parts: Parts) -> dict[str, str]:
    """What a terminal of this engine is set up with."""
    return {
        "TEMPORAL_ADDRESS": parts.client.service_client.config.target_host,
        "TEMPORAL_NAMESPACE": parts.client.namespace,
        ENVIRONMENT: KEYS.text(),
        "TERM": "xterm-256color",
    }


def plain(screen: str) -> tuple[str, ...]:
    """The lines of a screen without their colours."""
    return tuple(Text.from_ansi(line).plain for line in screen.splitlines())
