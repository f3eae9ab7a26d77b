"""A campaign's own steps beside matching and paying: preview, opening, publicity, report.

Aggregates only.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from temporalio import activity

from activities.grants import manual_checks, policies
from activities.grants.policies import Policy, choose
from activities.ledger import Ledger
from activities.ledger.campaigns import campaign_grants, campaigns, mandates
from activities.ledger.campaigns.campaign_grants import Sum
from activities.ledger.grants.grants import ENJOYED
from activities.ledger.money import budgets, payments, settlement
from activities.money.settlement import total
from activities.ports.treasury import Treasury
from client import labels
from client.messages.campaigns.campaign import Group, Preview, Report, digest
from client.messages.grants.offers import GrantState
from client.messages.message import Message
from client.messages.money.budget import Settlement
from matters import catalogue

FEW: Final = 12
"""So many different amounts are told one by one; more are told by their size."""

YUAN: Final = 100


class Call(Message):
    """A campaign and the day on which something is asked of it."""

    campaign: str
    policy: Policy
    on: date
    target: int = 0


class Opened(Message):
    """Of how many of a campaign's grants people know, how many are faulty, how many objected to."""

    opened: int
    faults: int
    objections: int


class PublicUntil(Message):
    """Of so many grants; objections to them are heard until the end of this day."""

    until: date
    at: datetime
    grants: int


class Closing(Message):
    """The report as far as the workflow can write it."""

    report: Report


class CampaignSteps:
    """Counts and moves the grants of one campaign, never one by one."""

    def __init__(self, ledger: Ledger, treasury: Treasury) -> None:
        self._ledger = ledger
        self._treasury = treasury

    @activity.defn
    def preview(self, call: Call) -> Preview:
        """What a release would set going, beside the last period."""
        grant, period = choose(call.policy)
        before = policies.before(grant, period)
        with self._ledger.transaction() as books:
            mine = campaign_grants.sums(books, call.campaign, by="opens_as")
            every = campaign_grants.total(
                books, policy=grant.code, period=period.label, states=tuple(GrantState)
            )
            last = before and campaign_grants.total(
                books, policy=grant.code, period=before.label, states=ENJOYED
            )
            preview = Preview(
                opens_as=_groups(mine),
                by_amount=_by_amount(campaign_grants.amounts(books, call.campaign)),
                by_region=_by_region(campaign_grants.sums(books, call.campaign, by="region")),
                already=every.grants - sum(each.grants for each in mine),
                last_period=_group(last) if last else None,
                budget_left=budgets.left(
                    books, policy=grant.code, period=period.label, total=grant.budget.fen
                ),
            )
            mandates.show(books, call.campaign, preview=digest(preview))
        return preview

    @activity.defn
    def open_up_to(self, call: Call) -> Opened:
        """Open matched grants until so many are: granted, offered, asked about or looked at again.

        Raises `NotReleased`.
        """
        with self._ledger.transaction() as books:
            mandates.require(books, call.campaign)
            until = manual_checks.until(books, on=call.on)
            opened = campaign_grants.open_up_to(
                books, call.campaign, target=call.target, since=call.on, until=until
            )
            faulty = campaign_grants.count(books, call.campaign, state=GrantState.FAULTY)
            objections = campaign_grants.objections(books, call.campaign)
        return Opened(opened=opened, faults=faulty, objections=objections)

    @activity.defn
    def publicise(self, call: Call) -> PublicUntil:
        """Make public what was granted, for as long as the rule says.  Raises `NotReleased`."""
        grant, _ = choose(call.policy)
        if grant.publicity is None:
            raise AssertionError("only a grant with a rule of publicity is made public")
        with self._ledger.transaction() as books:
            mandates.require(books, call.campaign)
            until = policies.heard_until(books, grant.publicity, on=call.on)
            number = campaign_grants.publicise(books, call.campaign, since=call.on, until=until.on)
        return PublicUntil(until=until.on, at=until.at, grants=number)

    @activity.defn
    def public_until(self, campaign: str) -> date | None:
        """The last day of its publicity, which an order of the calendar may have put off since."""
        with self._ledger.reading() as books:
            return campaign_grants.public_until(books, campaign)

    @activity.defn
    def objections(self, campaign: str) -> int:
        """To how many of the campaign's grants somebody has objected."""
        with self._ledger.reading() as books:
            return campaign_grants.objections(books, campaign)

    @activity.defn
    def conclude(self, closing: Closing) -> Report:
        """Let go what a stopped campaign has not paid; sum up ledger and treasury, and keep the report."""
        campaign = closing.report.id
        treasury_fen = self._treasury.paid(f"{campaign}/")
        with self._ledger.transaction() as books:
            if not closing.report.completed:
                campaign_grants.free(books, campaign)
            files, paid = payments.paid(books, f"{campaign}/")
            answers = settlement.answers(books, campaign)
            settled = total([Settlement.model_validate_json(answer) for _, answer in answers])
            report = closing.report.model_copy(
                update={
                    "counts": closing.report.counts.model_copy(
                        update={
                            **settled.model_dump(exclude={"paid"}),
                            "settled": settled.paid + settled.returned,
                        }
                    ),
                    "states": _groups(campaign_grants.sums(books, campaign, by="state")),
                    "files": files,
                    "ledger_fen": paid,
                    "treasury_fen": treasury_fen,
                }
            )
            return Report.model_validate_json(campaigns.close(books, campaign, report.model_dump_json()))


def _groups(sums: Iterable[Sum]) -> tuple[Group, ...]:
    return tuple(map(_group, sums))


def _group(each: Sum) -> Group:
    return Group(label=each.label, grants=each.grants, fen=each.fen)


def _by_region(sums: Iterable[Sum]) -> tuple[Group, ...]:
    """By the name of a division, and by its code, as registers have it."""
    called = catalogue.division_names()
    return _groups(each._replace(label=f"{called.get(each.label, '')} {each.label}".strip()) for each in sums)


def _by_amount(amounts: Sequence[tuple[int, int]]) -> tuple[Group, ...]:
    """By each amount where there are few, else by orders of magnitude."""
    if len(amounts) <= FEW:
        return tuple(
            Group(label=f"{labels.yuan(fen)} 元", grants=count, fen=fen * count) for fen, count in amounts
        )
    found: dict[str, Group] = {}
    for fen, count in amounts:
        label = f"不足 {10 ** len(str(fen // YUAN)):,} 元"
        before = found.get(label, Group(label=label, grants=0, fen=0))
        found[label] = Group(label=label, grants=before.grants + count, fen=before.fen + fen * count)
    return tuple(found.values())
