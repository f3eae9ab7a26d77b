"""A full scan: what people have told stands in no file, log, metric, page or process of a running engine."""

import base64
import json
import urllib.request
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import psutil
import pytest
from aiohttp import web

from activities.stand_ins.books import treasury
from activities.stand_ins.population import generate
from client import CampaignOrder, Campaigns, CampaignStage, Submission, names
from client.messages.cases.submission import Paper
from deploy import demonstration, engine, server
from deploy.engine import Engine
from tests.support.campaigns import CODE, PREPARED_BY, RELEASED_BY
from tests.support.cases import marked_words
from tests.support.ports import accounts
from tests.support.town import DAY, query

CASES: Final = ("newborn-married-with-mother", "restaurant-small-with-sign")
WITH_OFFICERS: Final = "restaurant-small-with-licence"
CONTENT: Final = "灶台靠北墙，隔油池在后院"
TRACES: Final = "traces"
ACCOUNT: Final = "6217990123456789014"
OWN_WORDS: Final = ("applicant.name", "operator_name", "mother_name", "father_name", "child_name", "address")
NUMBERS: Final = ("_id", "_number", "phone", "account", "deliver_to", "credit_code")


_DIGITS: Final = "2746183592746183592"


def _filed(case: str) -> Submission:
    """A case of the demonstration, with a paper of its own, and a number that no other number looks like."""
    whole = demonstration.submission(case)
    applicant = whole.applicant.model_copy(update={"phone": f"139{_DIGITS[len(case) % 10 :][:8]}"})
    papers = tuple(
        Paper(
            code=paper.code, filename="平面图之甲.txt", media_type=paper.media_type, content=_base64(CONTENT)
        )
        for paper in whole.papers
    )
    return whole.model_copy(update={"papers": papers, "applicant": applicant})


def _base64(text: str) -> bytes:
    return base64.b64encode(text.encode())


def _marks(submission: Submission) -> Iterator[str]:
    """What nobody may find: names, numbers, addresses."""
    told: dict[str, Any] = {**submission.form, **submission.applicant.model_dump(exclude={"name"})}
    yield submission.applicant.name
    for name, value in told.items():
        if isinstance(value, str) and (name in OWN_WORDS or name.endswith(NUMBERS)):
            yield value


def _written(mark: str) -> tuple[bytes, ...]:
    """As text, as JSON that knows ASCII only, as an address, as base64 from each of its three beginnings."""
    plain = mark.encode()
    forms = (
        plain,
        json.dumps(mark)[1:-1].encode(),
        quote(mark).encode(),
        *map(_in_base64, [plain] * 3, range(3)),
    )
    return tuple(form for form in forms if len(form) >= 6)


def _in_base64(plain: bytes, before: int) -> bytes:
    """The letters (of six bits each) that these bytes alone decide, whatever stands beside them.

    No letter fewer: a shorter stretch is six digits of a number, and some instant has those six by chance.
    """
    letters = base64.b64encode(bytes(before) + plain + bytes(2))
    return letters[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]


async def _lived_through(running: Engine, filed: list[Submission]) -> None:
    """Cases, a prefilled form, and a campaign."""
    platform = await running.connect()
    for submission in filed:
        case = await platform.submit(submission)
        await case.progress()
    await (await platform.case(filed[0].id)).outcome()
    await platform.prefill("newborn", filed[0].applicant, {})
    for _ in generate(running.district, count=300, seed=7, on=DAY):
        pass
    ((old,), *_) = query(
        running.district,
        "SELECT key FROM persons WHERE born_on < '1940-01-01' AND registered_in = '990101' "
        "AND died_on IS NULL AND account IS NOT NULL",
    )
    accounts.hold(running.district, old, ACCOUNT)
    office = await Campaigns.connect(running.server.address, keys=running.keys, identities=running.identities)
    campaign = await office.prepare(CampaignOrder(policy=CODE, period="2026-Q3", prepared_by=PREPARED_BY))
    await campaign.until(CampaignStage.PREVIEW)
    await campaign.release(RELEASED_BY)
    assert (await campaign.report()).reconciled
    with running.district.reading() as books:
        assert treasury.paid(books, f"{campaign.id}/") > 0
    assert (ACCOUNT,) in query(running.ledger, "SELECT account FROM payments")


def _pages(running: Engine, metrics: str) -> Iterator[tuple[str, bytes]]:
    """What the UI and the metrics answer to anybody who asks."""
    base = f"{running.server.ui}/api/v1/namespaces/{names.NAMESPACE}"
    listed = _got(f"{base}/workflows")
    yield "list of the UI", listed
    for run in json.loads(listed)["executions"]:
        which = quote(run["execution"]["workflowId"], safe="")
        for page in ("", "/history"):
            yield f"UI {which}{page}", _got(f"{base}/workflows/{which}{page}")
    yield "metrics", _got(f"http://{metrics}/metrics")


def _got(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 (our own server)
        got: bytes = answer.read()
    return got


def _processes() -> Iterator[tuple[str, bytes]]:
    for process in psutil.Process().children(recursive=True):
        yield f"process {process.pid}", "\0".join(process.cmdline()).encode()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield str(file.relative_to(folder)), file.read_bytes()


@asynccontextmanager
async def _collector() -> AsyncGenerator[tuple[str, list[tuple[str, bytes]]]]:
    """One of OpenTelemetry's: its address, and what it is told."""
    told: list[tuple[str, bytes]] = []

    async def take(request: web.Request) -> web.Response:
        told.append((TRACES, await request.read()))
        return web.Response()

    application = web.Application()
    application.router.add_post("/v1/traces", take)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/v1/traces", told
    finally:
        await runner.cleanup()


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_nothing_is_found(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marked values go through all that people say; afterwards nothing that lies or answers has them."""
    metrics = f"127.0.0.1:{server.free_port()}"
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("ONEMATTER_METRICS_ADDRESS", metrics)
    filed = [_filed(case) for case in CASES]
    marks = {*(mark for each in filed for mark in _marks(each)), CONTENT, "平面图之甲", ACCOUNT}
    marks |= marked_words.marks()
    assert len(marks) > 15
    async with _collector() as (collector, spans):
        monkeypatch.setenv("ONEMATTER_TRACES_URL", collector)
        async with engine.running(folder) as running:
            await _lived_through(running, filed)
            await marked_words.said_by_all(running, demonstration.submission(WITH_OFFICERS))
            places = [*_pages(running, metrics), *_processes(), *_files(tmp_path)]
    places += [*spans, *_files(tmp_path)]  # also what is written last
    traced = b"".join(body for _, body in spans)
    told = (f"case/{filed[0].id}", "HandleUpdate:receipt", "RunActivity:receive", "RunActivity:lodge")
    assert [name for name in told if name.encode() not in traced] == []
    runs = [run["execution"] for run in json.loads(dict(places)["list of the UI"])["executions"]]
    cases = [UUID(run["runId"]).bytes for run in runs if run["workflowId"] == told[0]]
    assert any(run in traced for run in cases), "a trace is named as the first run of its case"
    names_of_places = {place for place, _ in places}
    assert names_of_places >= {
        "var/ledger.db",
        "var/district.db",
        "var/temporal.db",
        "var/worker.log",
        "metrics",
        TRACES,
    }
    assert not _hits(marks, places)
    seen = "\n".join(json.dumps(mark) for mark in marks).encode()
    assert {mark for mark, _ in _hits(marks, [("a page that tells everything", seen)])} == marks


def _hits(marks: set[str], places: list[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Which mark stands where."""
    return {
        (mark, place)
        for mark in marks
        for place, found in places
        if any(written in found for written in _written(mark))
    }
