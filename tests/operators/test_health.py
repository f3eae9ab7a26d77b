"""A worker tells whether it is well, and numbers that dashboard and alerts are made of."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from aiohttp import ClientSession
from aiohttp.web import Application, AppRunner, Request, Response, TCPSite
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from activities.ledger.lists import hooks
from activities.ledger.lists.hooks import HookRow
from client import names
from client.cli.command_line import composed
from client.trust.actor import Role
from deploy import demonstration, engine, server
from deploy.command_line import GROUPS
from deploy.demonstration import DISTRICT
from deploy.engine import Engine
from deploy.operators.screenshots import AUTOMATIC, BY_OFFICERS
from tests.support.places import ROOT

MONITORING: Final = ROOT / "deploy" / "monitoring"
METRIC: Final = re.compile(r"\b(?:onematter|temporal)_\w+")

HEALTH: Final = "ONEMATTER_HEALTH_ADDRESS"
METRICS: Final = "ONEMATTER_METRICS_ADDRESS"
TRACES: Final = "ONEMATTER_TRACES_URL"

LARGE: Final = 2**26
PAUSE: Final = 0.1

TOLD: Final = Role.PLATFORM.value
"""The platform that a development makes up, which is called as its role."""

NOWHERE: Final = "http://127.0.0.1:9/hook"


@pytest.fixture(scope="module")
async def addresses() -> dict[str, str]:
    """Of both pages of the worker."""
    return {name: f"127.0.0.1:{server.free_port()}" for name in (HEALTH, METRICS)}


@pytest.fixture(scope="module")
async def handed() -> list[bytes]:
    """What a collector is handed, as it comes."""
    return []


@pytest.fixture(scope="module")
async def collector(handed: list[bytes]) -> AsyncGenerator[str]:
    """One that takes traces by OTLP over HTTP, at this address."""

    async def take(request: Request) -> Response:
        handed.append(await request.read())
        return Response(content_type="application/x-protobuf")

    app, port = Application(client_max_size=LARGE), server.free_port()
    app.router.add_post("/v1/traces", take)
    runner = AppRunner(app)
    await runner.setup()
    await TCPSite(runner, server.HOST, port).start()
    yield f"http://{server.HOST}:{port}/v1/traces"
    await runner.cleanup()


@pytest.fixture(scope="module")
async def running(
    addresses: dict[str, str], collector: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Engine]:
    """An engine with a case that machines have granted, and one that waits for officers."""
    folder = tmp_path_factory.mktemp("health")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
        for name, address in {**addresses, TRACES: collector}.items():
            environment.setenv(name, address)
        async with engine.running(folder) as here:
            platform = await here.connect()
            await (await platform.submit(demonstration.submission(AUTOMATIC))).outcome()
            demonstration.set_stand_ins(here.district, DISTRICT / "officers.json")
            case = await platform.submit(demonstration.submission(BY_OFFICERS))
            async for progress in case.watch():
                if any(item.state == "in-review" for item in progress.items):
                    break
            yield here


async def _read(address: str, path: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(f"http://{address}/{path}") as answer:
        return answer.status, await answer.text()


@pytest.mark.usefixtures("running")
async def test_it_is_well(addresses: dict[str, str]) -> None:
    """It lives, and is ready: server and ledger answer it."""
    assert await _read(addresses[HEALTH], "live") == (200, "alive\n")
    assert await _read(addresses[HEALTH], "ready") == (200, "ready\n")


async def _counted(address: str) -> dict[str, float]:
    status, text = await _read(address, "metrics")
    assert status == 200, text
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


@pytest.mark.slow
async def test_what_waits_is_counted(running: Engine, addresses: dict[str, str]) -> None:
    """Open cases by stage, what each department has, what a platform was not told; no person is named."""
    counts: dict[str, float] = {}
    now = datetime.now(UTC)
    with running.ledger.transaction() as books:
        hooks.begin(books, HookRow(platform=TOLD, url=NOWHERE, position=0, try_at=now, held_until=now))
    in_hand = ("onematter_tasks_open", "onematter_department_items")
    while counts.get('onematter_cases_open{stage="handling"}') != 1 or not all(
        counts.get(f'{name}{{department="market-regulation"}}') for name in in_hand
    ):  # searches, inboxes and lists are some moments behind
        counts = await _counted(addresses[HEALTH])
    assert counts['onematter_tasks_overdue{department="market-regulation"}'] == 0
    assert counts[f'onematter_webhook_events_behind{{platform="{TOLD}"}}'] >= 2
    assert counts[f'onematter_webhook_dead_letters{{platform="{TOLD}"}}'] == 0
    assert 0 < counts['onematter_task_oldest_seconds{department="market-regulation"}'] < 3600
    assert counts['onematter_department_silent{department="market-regulation"}'] == 0
    assert counts['onematter_runs_stalled{kind="one-matter"}'] == 0


@pytest.mark.usefixtures("running")
async def test_a_collector_is_handed_spans(handed: list[bytes]) -> None:
    """A case is one trace, through all departments; each span tells of which workflow it is, none of whom."""
    told: list[dict[str, str]] = []
    while not any(one["department"] == "market-regulation" for one in told):
        await asyncio.sleep(PAUSE)
        told = [*_spans(handed)]
    cases = {one["case"] for one in told} - {""}
    assert len(cases) == 2
    assert {one["case"] for one in told if one["department"]} == cases
    for case in cases:
        spans = [one for one in told if one["case"] == case]
        assert {one["temporalWorkflowID"] for one in spans} == {names.case_id(UUID(case))}
        assert len({one["trace"] for one in spans}) == 1
    people = (demonstration.submission(case).applicant for case in (AUTOMATIC, BY_OFFICERS))
    said = [text for person in people for text in (person.name, person.identity_number, person.phone)]
    assert not [text for text in said if text.encode() in b"".join(handed)]


def _spans(handed: list[bytes]) -> Iterator[dict[str, str]]:
    """What each tells, empty where it does not."""
    for content in handed:
        for process in ExportTraceServiceRequest.FromString(content).resource_spans:
            for span in (span for scope in process.scope_spans for span in scope.spans):
                told = {one.key: one.value.string_value for one in span.attributes}
                yield {"case": "", "department": "", **told, "trace": span.trace_id.hex()}


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("file", sorted(MONITORING.iterdir()), ids=lambda file: file.name)
async def test_what_is_watched_is_exported(addresses: dict[str, str], file: Path) -> None:
    """Dashboard and alerts speak of nothing that a worker does not export."""
    _, own = await _read(addresses[HEALTH], "metrics")
    _, core = await _read(addresses[METRICS], "metrics")
    exported = {*METRIC.findall(own), *METRIC.findall(core)}
    named = {*METRIC.findall(file.read_text("utf-8"))}  # noqa: ASYNC240 (nobody else is served here)
    assert named
    assert named - exported <= FAILURES_ONLY


def test_what_alerts_have_one_do() -> None:
    """Each command that mends something is one that there is."""
    terminal = composed(GROUPS)
    named = re.findall(r"onematter ([a-z]+) ([a-z-]+)", (MONITORING / "alerts.yml").read_text("utf-8"))
    assert named
    assert all(terminal[group][command] for group, command in named)


FAILURES_ONLY: Final = frozenset({"temporal_activity_execution_failed"})
"""What is exported once something has failed."""


def test_the_dashboard_loads_as_it_is() -> None:
    """It asks for its data source by a variable, and no two panels have one number."""
    dashboard = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
    assert [one["type"] for one in dashboard["templating"]["list"]] == ["datasource"]
    numbers = [panel["id"] for panel in dashboard["panels"]]
    assert len(numbers) == len({*numbers})
    assert {panel["datasource"]["uid"] for panel in dashboard["panels"]} == {"${source}"}
