"""Those who file cases: processes that are killed in the middle of a submission, and begin anew."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Final

from activities.stand_ins.behaviour import Failing, Instant
from activities.stand_ins.departments import behave
from client import Submission, names
from client.transport.ring_of_keys import ENVIRONMENT
from client.trust import identity
from deploy import demonstration, process
from deploy.engine import Engine, identity_file
from matters import catalogue

KINDS: Final = (
    "newborn-married-with-mother",
    "restaurant-small-with-licence",
    "newborn-unmarried-with-father",
    "recruitment-two",
    "newborn-settling-elsewhere",
    "restaurant-large-with-sign",
)
"""Cases that come to their end without officers and without money."""

BATCH: Final = 30
FAILS: Final = 0.4
"""The share of items whose first call fails: then about a fifth of all calls do."""

KILLS: Final = 2
"""How often a client dies before it is left alone."""

LIFE: Final = (1.5, 4.0)
"""Seconds, at least and at most; a second of it is what a client takes to begin."""


@dataclass
class Clients:
    """One after the other files a batch; `killed` of them died. First calls of `failing` fail."""

    running: Engine
    dice: Random
    number: int
    killed: int = 0
    failing: list[str] = field(default_factory=list[str])

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        """So many, of each kind in turn, each of a household of its own, and how departments treat them."""
        for one in {demonstration.submission(kind).one_matter for kind in KINDS}:
            for matter in catalogue.find(one).matters:
                behave(self.running.district, Instant(), matter=matter.code)
        return tuple(map(self._submission, range(self.number)))

    async def file(self) -> None:
        """Until each has a receipt."""
        for first in range(0, self.number, BATCH):
            await self._file(self.submissions[first : first + BATCH])

    def _submission(self, number: int) -> Submission:
        household, kind = divmod(number, len(KINDS))
        made = demonstration.submission(KINDS[kind], household=household)
        for matter in catalogue.find(made.one_matter).matters:
            if self.dice.random() < FAILS:
                self.failing.append(f"{made.id}/{matter.code}/1")
                behave(self.running.district, Failing(times=1), matter=matter.code, case=str(made.id))
        return made

    async def _file(self, batch: Sequence[Submission]) -> None:
        lines = self.running.folder / "filed.jsonl"
        lines.write_text("\n".join(one.model_dump_json() for one in batch), encoding="utf-8")
        for _ in range(KILLS):
            client = await self._start(lines)
            try:
                await asyncio.wait_for(client.wait(), self.dice.uniform(*LIFE))
            except TimeoutError:
                process.kill(client)
                await client.wait()
                self.killed += 1
        client = await self._start(lines)
        if await client.wait():
            raise ChaosFault(f"a client has ended (exit {client.returncode}); see {self._log}")

    async def _start(self, lines: Path) -> asyncio.subprocess.Process:
        command = [sys.executable, "-m", "deploy.chaos.filer", str(lines)]
        return await process.start(command, log=self._log, environment=self._environment)

    @property
    def _log(self) -> Path:
        return self.running.folder / "clients.log"

    @property
    def _environment(self) -> Mapping[str, str]:
        return {
            "TEMPORAL_ADDRESS": self.running.server.address,
            "TEMPORAL_NAMESPACE": names.NAMESPACE,
            ENVIRONMENT: self.running.keys.text(),
            identity.ENVIRONMENT: str(identity_file(self.running.folder)),
        }


class ChaosFault(Exception):
    """The storm itself is broken; the message says where."""
