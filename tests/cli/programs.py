"""Whoever calls commands from another program."""

import json
from typing import Any

from tests.cli.commands import COMMANDS
from tests.support.terminal import Terminal


class Programs:
    """Another program that calls ours: it gets JSON, and remembers which commands it has called."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.called: set[str] = set()

    async def __call__(self, *arguments: object) -> Any:
        said = await self._terminal(*arguments, "--json")
        assert said.err == "", said
        words = tuple(map(str, arguments))
        self.called.update(" ".join(path) for path in COMMANDS if words[: len(path)] == path)
        return json.loads(said.out[said.out.index("{\n") :])
