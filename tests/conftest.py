"""What every run has: who starts its services, in which order tests come, what each process of it loads."""

import os
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from tests.support.places import ROOT

LONG: Final = ("durability", "walks", "enquiries", "campaigns")
"""Rooms whose tests wait for processes that they have killed, or try very many forms."""

SERVERLESS: Final = ("unit", "proof", "site")
"""Rooms whose tests need neither Temporal nor PostgreSQL."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """All tests of cases should hold, too, where cases go on in a new run all the time."""
    parser.addoption("--renewed-after", type=int, help="events after which a run ends")


def pytest_configure(config: pytest.Config) -> None:
    """Load what this process needs, and no more: to load an engine takes seconds."""
    # A shell that runs it in the background has it ignore what some tests send.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A run starts hundreds of processes, which load the same modules: those are compiled once.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for plugin in _needed(config):
        # Not `import_plugin`: that warns of what the conftest of a room has imported already.
        config.pluginmanager.register(import_module(plugin), plugin)


def _needed(config: pytest.Config) -> Iterator[str]:
    option, is_first = config.option, not hasattr(config, "workerinput")
    has_servers = not all(_needs_none(name, config) for name in config.args)
    if has_servers and is_first and not option.collectonly:
        yield "tests.support.services"
    if option.collectonly or not (is_first and option.numprocesses):  # which only hands the tests out
        yield "tests.process"
        if has_servers:
            yield "tests.engines"


def _needs_none(name: str, config: pytest.Config) -> bool:
    path = Path(config.invocation_params.dir, name.partition("::")[0]).resolve()
    return any(path.is_relative_to(ROOT / "tests" / room) for room in SERVERLESS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: others work beside them, and nothing is waited for at the end."""
    items.sort(key=lambda item: item.path.relative_to(ROOT / "tests").parts[0] not in LONG)
