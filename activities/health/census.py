"""How much there is of everything, for whoever watches: numbers by department and stage, never a person."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from temporalio.client import Client

from activities.ledger import Ledger
from activities.ledger.cases import notices
from activities.ledger.lists import events, failing_runs, figures, hooks
from activities.ledger.officers import tasks
from activities.ledger.officers.tasks import Backlog
from client import names
from client.messages.campaigns.campaign import CampaignStage
from client.messages.cases.progress import Colour, Stage
from client.messages.lists.figures import SILENCE, DepartmentLine
from matters import clock

PREFIX: Final = "onematter"


async def take(ledger: Ledger, client: Client) -> bytes:
    """As Prometheus reads it. Raises `RPCError`, `WorldError`."""
    registry = CollectorRegistry()
    kept = await asyncio.to_thread(_of_ledger, ledger)
    for name, says, values in _of_departments(kept.backlogs):
        _show(registry, name, says, label="department", values=values)
    for name, says, values in _of_systems(kept.lines):
        _show(registry, name, says, label="department", values=values)
    for name, says, values in _of_platforms(kept.told):
        _show(registry, name, says, label="platform", values=values)
    Gauge(f"{PREFIX}_notices_undelivered", "Notices in the outbox.", registry=registry).set(kept.left)
    says = "Runs of which a call of the engine's own fails again and again."
    Gauge(f"{PREFIX}_runs_failing", says, registry=registry).set(kept.failing)
    stages = {
        stage: f"{_open(names.CASE)} AND Stage = '{stage}'" for stage in Stage if stage is not Stage.CLOSED
    }
    clocks = {clock: f"{_open(names.CASE)} AND Clock = '{clock}'" for clock in (Colour.YELLOW, Colour.RED)}
    campaigns = {
        stage: f"{_open(names.CAMPAIGN)} AND Stage = '{stage}'"
        for stage in CampaignStage
        if stage is not CampaignStage.CLOSED
    }
    halted = {CAMPAIGN_STOPPED: f"{_open(names.CAMPAIGN)} AND Clock = '{CAMPAIGN_STOPPED}'"}
    stalled = {kind: f"{_open(kind)} AND TemporalReportedProblems IS NOT NULL" for kind in RUNS}
    for name, says, label, queries in (
        ("cases_open", "Open cases.", "stage", stages),
        ("cases_late", "Open cases that are close to their last day, or past it.", "clock", clocks),
        ("campaigns_open", "Open campaigns.", "stage", campaigns),
        ("campaigns_halted", "Open campaigns that wait for an officer to go on.", "clock", halted),
        ("runs_stalled", "Runs that stand still, for the engine fails in them.", "kind", stalled),
    ):
        counts = await asyncio.gather(*(_count(client, query) for query in queries.values()))
        _show(registry, name, says, label=label, values=dict(zip(queries, counts, strict=True)))
    return generate_latest(registry)


RUNS: Final = (names.CASE, names.CAMPAIGN, names.ONE_GRANT, names.SEQUEL)
CAMPAIGN_STOPPED: Final = "stopped"
TRIED: Final = timedelta(minutes=2)
"""Since when a call was tried that fails: within a minute it is tried again."""


def _open(kind: str) -> str:
    return f"WorkflowType = '{kind}' AND ExecutionStatus = 'Running'"


async def _count(client: Client, query: str) -> int:
    return (await client.count_workflows(query)).count


class _Told(NamedTuple):
    """How far a platform is told of its cases, at its own address."""

    behind: int
    failures: int
    set_aside: int


class _LedgerCounts(NamedTuple):
    backlogs: list[Backlog]
    left: int
    told: Mapping[str, _Told]
    lines: tuple[DepartmentLine, ...]
    failing: int


def _of_ledger(ledger: Ledger) -> _LedgerCounts:
    with ledger.reading() as books:
        letters = hooks.dead_letters(books)
        told = {
            hook.platform: _Told(
                behind=events.last(books, hook.platform) - hook.position,
                failures=hook.failures,
                set_aside=letters.get(hook.platform, 0),
            )
            for hook in hooks.all_of(books)
        }
        now = datetime.now(UTC)
        lines = figures.departments(books, today=clock.day_in_china(now), before=now - SILENCE)
        failing = len(failing_runs.latest(books, before=now - TRIED))
        return _LedgerCounts(tasks.backlogs(books), notices.count_left(books), told, lines, failing)


def _of_platforms(told: Mapping[str, _Told]) -> Iterator[tuple[str, str, dict[str, float]]]:
    behind: dict[str, float] = {platform: one.behind for platform, one in told.items()}
    yield "webhook_events_behind", "Events that a platform has not been told yet at its address.", behind
    failures: dict[str, float] = {platform: one.failures for platform, one in told.items()}
    yield "webhook_failures", "Tries in a row that a platform's address has not answered.", failures
    aside: dict[str, float] = {platform: one.set_aside for platform, one in told.items()}
    yield "webhook_dead_letters", "Events that a platform has refused for good.", aside


def _of_departments(backlogs: list[Backlog]) -> Iterator[tuple[str, str, dict[str, float]]]:
    now = datetime.now(UTC)
    yield "tasks_open", "Items that wait for officers.", {one.department: one.tasks for one in backlogs}
    yield "tasks_overdue", "Items that are overdue.", {one.department: one.stuck for one in backlogs}
    waits = {one.department: now - one.oldest for one in backlogs}
    oldest = {department: wait.total_seconds() for department, wait in waits.items()}
    yield "task_oldest_seconds", "For how long the oldest of them has waited.", oldest


def _of_systems(lines: tuple[DepartmentLine, ...]) -> Iterator[tuple[str, str, dict[str, float]]]:
    """Of all that departments have in hand, whether their officers know of it yet or not."""
    yield "department_items", "Items in hand.", {one.department: one.undecided for one in lines}
    silent: dict[str, float] = {one.department: one.silent for one in lines}
    yield "department_silent", "Items that its system has not answered for two minutes.", silent
    now = datetime.now(UTC)
    oldest = {one.department: (now - one.oldest).total_seconds() for one in lines if one.oldest}
    yield "department_oldest_seconds", "For how long the oldest of them has been in hand.", oldest


def _show(
    registry: CollectorRegistry, name: str, says: str, *, label: str, values: Mapping[str, float]
) -> None:
    gauge = Gauge(f"{PREFIX}_{name}", says, [label], registry=registry)
    for value, number in values.items():
        gauge.labels(value).set(number)
