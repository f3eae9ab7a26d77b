"""Lists of the Temporal UI that an operator opens again and again, as links."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from client import names
from client.messages.campaigns.campaign import CampaignStage
from client.messages.cases.progress import Colour, Stage
from client.messages.grants.offers import GrantState
from matters import catalogue
from workflows import visibility
from workflows.cases.records.holders import APPLICANT

OPEN: Final = f"WorkflowType = '{names.CASE}' AND ExecutionStatus = 'Running'"
CAMPAIGNS: Final = f"WorkflowType = '{names.CAMPAIGN}' AND ExecutionStatus = 'Running'"
GRANTS: Final = f"WorkflowType = '{names.ONE_GRANT}' AND ExecutionStatus = 'Running'"


class View(NamedTuple):
    """What is listed, and by which search."""

    says: str
    query: str


def views() -> Iterator[View]:
    """Of cases, by clock and by who has the ball; of campaigns, grants, and of whatever stands still."""
    yield View("在办案件", OPEN)
    for says, clock in (
        ("已逾期", Colour.RED),
        ("临近到期", Colour.YELLOW),
        ("特别程序中", visibility.SUSPENDED),
        ("受理前待补正", visibility.CORRECTION),
    ):
        yield View(says, f"{OPEN} AND {visibility.CLOCK.name} = '{clock}'")
    yield View("待送达归档", f"{OPEN} AND {visibility.STAGE.name} = '{Stage.DELIVERING}'")
    for holder in (APPLICANT, *dict.fromkeys(body.name for body in catalogue.bodies())):
        yield View(f"等{holder}", f"{OPEN} AND {visibility.WAITING_ON.name} = '{holder}'")
    yield View("批次：待放行", f"{CAMPAIGNS} AND {visibility.STAGE.name} = '{CampaignStage.PREVIEW}'")
    yield View("批次：停止中", f"{CAMPAIGNS} AND {visibility.CLOCK.name} = '{visibility.STOPPED}'")
    yield View("待遇：异议处理中", f"{GRANTS} AND {visibility.STAGE.name} = '{GrantState.OBJECTED}'")
    yield View("运行故障", "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'")
    yield View("无法读取的申请", f"WorkflowType = '{names.CASE}' AND ExecutionStatus = 'Failed'")


def link(view: View, *, ui: str, namespace: str) -> str:
    """Its page; `ui` is where the Temporal UI is."""
    return f"{ui}{visibility.listed(view.query, namespace=namespace)}"
