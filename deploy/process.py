"""Processes that never outlive the one that started them, however that one ends, and their private files."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

STOP_SECONDS: Final = 20

PRIVATE: Final = 0o077
"""What is taken of the rights to a new file: books, keys and logs hold what is told of people."""

# The shell ends the program when its standard input closes, which the kernel sees to even if we are
# killed. It leads a session of its own, or Ctrl-C would hit the server before the worker has finished.
_GUARD: Final = """
exec 3<&0
"$@" </dev/null & program=$!
{
    read -r _ <&3; kill "$program"
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 1; kill -0 "$program" || exit; done
    kill -9 "$program"
} 2>/dev/null &
exec 3<&-
wait "$program"
"""


def keep_private(folder: Path) -> None:
    """Make it, and let nobody else in; what this process writes from now on is its user's alone."""
    os.umask(PRIVATE)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o777 & ~PRIVATE)


async def start(
    command: Sequence[str], *, log: Path | None = None, environment: Mapping[str, str] | None = None
) -> asyncio.subprocess.Process:
    """Start a guarded program; what it says is appended to `log`, or lost."""
    with open(log or os.devnull, "ab") as output:  # noqa: ASYNC230, PTH123
        return await asyncio.create_subprocess_exec(
            "/bin/sh",
            "-c",
            _GUARD,
            "guard",
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=output,
            stderr=output,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )


async def stop(process: asyncio.subprocess.Process) -> None:
    """Ask the program to end, and end it if it does not."""
    if process.stdin:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        kill(process)
        await process.wait()


def kill(process: asyncio.subprocess.Process) -> None:
    """End the program and its guard at once, without a chance to tidy up (SIGKILL)."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
