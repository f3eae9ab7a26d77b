"""Campaigns on a real server and on both kinds of ledger: who is paid, how much, and never twice."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import ScheduleActionExecutionStartWorkflow, ScheduleHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from client import CampaignOrder, CampaignStage, GrantState, SamePerson, TooLate, names
from client.errors import InvalidForm, InvalidOrder
from client.messages.campaigns.campaign import Group, Word
from client.transport.codec import RingCodec
from client.trust.actor import Role
from matters import catalogue
from tests.support.campaigns import CODE, PREPARED_BY, RELEASED_BY, SUBSIDY, assert_right, prepared
from tests.support.parts import KEYS, Parts
from tests.support.ports import accounts
from tests.support.speakers import identity_of, said
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.town import allowances, paid, query


async def test_from_preview_to_report(town: Parts) -> None:
    """Everybody to whom the allowance is due is paid the sum that was reckoned by hand, once."""
    due = allowances(town.district, year=2026, quarter=1)
    campaign = await prepared(town, "2026-Q1")
    preview = (await campaign.progress()).preview
    assert preview
    assert sum(group.grants for group in preview.opens_as) == len(due)
    assert sum(group.grants for group in preview.by_region) == len(due)
    assert {group.label for group in preview.by_region} <= {
        f"{name} {code}" for code, name in catalogue.division_names().items()
    }
    assert preview.already == 0
    assert preview.last_period
    assert preview.last_period.label == "2025-Q4"
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    found = paid(town.ledger, town.district, CODE, "2026-Q1")
    assert_right(found, due)
    assert report.completed
    assert report.reconciled
    assert report.ledger_fen == report.treasury_fen == sum(found.paid.values())
    assert report.counts.returned == list(found.waiting.values()).count("returned") > 0
    bound = query(town.ledger, "SELECT bound FROM budgets WHERE policy = :p AND period = '2026-Q1'", p=CODE)
    assert bound == [(report.ledger_fen,)]


@on_one_ledger
async def test_beside_the_last_period(town: Parts) -> None:
    """A preview says how many had the last period, and what it came to."""
    before = await prepared(town, "2023-Q2")
    await before.release(RELEASED_BY)
    await before.report()
    found = paid(town.ledger, town.district, CODE, "2023-Q2")
    returned = [key for key, state in found.waiting.items() if state == "returned"]
    due = allowances(town.district, year=2023, quarter=2)
    campaign = await prepared(town, "2023-Q3")
    preview = (await campaign.progress()).preview
    await campaign.stop("officer-3", "仅预览")
    await campaign.report()
    assert preview
    assert preview.last_period == Group(
        label="2023-Q2",
        grants=len(found.paid) + len(returned),
        fen=sum(found.paid.values()) + sum(due[key] for key in returned),
    )


@on_one_ledger
async def test_four_eyes(town: Parts) -> None:
    """Who prepared it cannot release it, and nobody can release it twice."""
    campaign = await prepared(town, "2026-Q2")
    with pytest.raises(SamePerson):
        await campaign.release(PREPARED_BY)
    await campaign.release(RELEASED_BY)
    await campaign.report()
    with pytest.raises(TooLate):
        await campaign.release("officer-3")


@on_one_ledger
async def test_a_blank_makes_no_second_person(town: Parts) -> None:
    """Nobody's word is none, and the one who prepared it is the same with a blank more."""
    campaign = await prepared(town, "2026-Q2")
    with pytest.raises(SamePerson):
        await campaign.release(f" {PREPARED_BY} ")
    for nobody in ("", "  "):
        with pytest.raises(InvalidForm, match="by"):
            await campaign.release(nobody)
        with pytest.raises(InvalidForm, match="prepared_by"):
            CampaignOrder(policy=CODE, prepared_by=nobody)
    officer, run = identity_of(Role.CAMPAIGN_OFFICER), names.campaign_id(campaign.id)
    blank = said(town.client, run, names.RELEASE, Word.model_construct(by=" "), by=officer, command="1")
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await town.client.get_workflow_handle(run).execute_update(names.RELEASE, blank, id="1")
    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.type == names.INVALID_FORM
    assert (await campaign.progress()).stage is CampaignStage.PREVIEW
    await campaign.stop("officer-3", "仅预览")
    assert (await campaign.report()).stopped_by == "officer-3"


@on_one_ledger
async def test_an_order_of_what_there_is_not(town: Parts) -> None:
    """A campaign of an unknown policy, or of a period that it does not have, is refused with the reason.

    So it is told to whoever looks at it later.
    """
    for policy, period in (("no-such-grant", None), (CODE, "2026-13"), (CODE, "once")):
        order = CampaignOrder(policy=policy, period=period, prepared_by=PREPARED_BY)
        campaign = town.office.campaign(str(uuid4()))
        with pytest.raises(InvalidOrder, match=policy):
            await town.office.prepare(order, campaign=campaign.id)
        for told in (campaign.progress, campaign.report):
            with pytest.raises(InvalidOrder, match=policy):
                await told()


@on_one_ledger
async def test_an_id_that_other_files_begin_with(town: Parts) -> None:
    """The files of grants paid one by one are named by their policy: no campaign is, nor one within one."""
    for id_ in (CODE, f"{CODE}/2026-Q1", "2026/1"):
        order = CampaignOrder(policy=CODE, prepared_by=PREPARED_BY)
        with pytest.raises(InvalidOrder, match=f"{id_!r} .*另选标识"):
            await town.office.prepare(order, campaign=id_)


async def test_two_campaigns_of_one_period_at_once(town: Parts) -> None:
    """Whoever starts however many: everybody is paid once, and together they pay what is due."""
    due = allowances(town.district, year=2025, quarter=4)
    first, second = await asyncio.gather(prepared(town, "2025-Q4"), prepared(town, "2025-Q4"))
    await asyncio.gather(first.release(RELEASED_BY), second.release(RELEASED_BY))
    reports = await asyncio.gather(first.report(), second.report())
    found = paid(town.ledger, town.district, CODE, "2025-Q4")
    assert_right(found, due)
    assert sum(report.ledger_fen for report in reports) == sum(found.paid.values())
    assert all(report.reconciled for report in reports)


@on_the_other_ledger
async def test_facts_are_checked_anew_at_pay_time(town: Parts) -> None:
    """Who has died, moved away, opted out or lost the account since the preview is not paid as previewed."""
    campaign = await prepared(town, "2024-Q1")
    granted = query(
        town.ledger,
        "SELECT beneficiary, fen FROM grants WHERE campaign = :c AND opens_as = 'granted' "
        "ORDER BY beneficiary",
        c=campaign.id,
    )
    dead, moved, unwilling, lost = (key for key, _ in granted[:4])
    before = query(
        town.district, "SELECT key, died_on, registered_in, account FROM persons WHERE key IN (:a, :b, :d)",
        a=dead, b=moved, d=lost,
    )  # fmt: skip
    query(town.district, "UPDATE persons SET died_on = '2023-12-31' WHERE key = :k", k=dead)
    query(town.district, "UPDATE persons SET registered_in = '980101' WHERE key = :k", k=moved)
    accounts.hold(town.district, lost, None)
    await town.platform.opt_out(unwilling, policy=CODE, period="2024-Q1")
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    states = dict(
        query(town.ledger, "SELECT beneficiary, state FROM grants WHERE campaign = :c", c=campaign.id)
    )
    for key, died, registered, account in before:
        query(
            town.district,
            "UPDATE persons SET died_on = :d, registered_in = :r WHERE key = :k",
            d=died, r=registered, k=key,
        )  # fmt: skip
        accounts.hold(town.district, key, account)
    assert report.reconciled
    assert (states[dead], states[moved]) == ("stopped", "stopped")
    assert (states[unwilling], states[lost]) == ("declined", "asked")


@pytest.mark.slow
@on_one_ledger
async def test_the_history_begins_anew_and_stays_short(town: Parts) -> None:
    """Many small pages: several runs, none of them long, and no person in any of them."""
    campaign = await prepared(town, "2023-Q4", page=3, canary=3)
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    due = allowances(town.district, year=2023, quarter=4)
    assert_right(paid(town.ledger, town.district, CODE, "2023-Q4"), due)
    assert report.files > 100
    runs = [
        run async for run in town.client.list_workflows(f"WorkflowId = '{names.campaign_id(campaign.id)}'")
    ]
    assert len(runs) > 1
    assert all((run.history_length or 0) < 4_000 for run in runs)


@on_one_ledger
async def test_offers_of_a_campaign(town: Parts) -> None:
    """A policy that needs a word is offered by its campaign, and paid when the word is given."""
    campaign = await prepared(town, "2026-Q1", policy=SUBSIDY)
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    assert report.completed
    assert report.ledger_fen == 0
    ((person,), *_) = query(
        town.ledger,
        "SELECT beneficiary FROM grants WHERE campaign = :c AND state = 'offered' ORDER BY reference",
        c=campaign.id,
    )
    offers = await town.platform.offers(person)
    (offer,) = [one for one in offers if (one.policy, one.period) == (SUBSIDY, "2026-Q1")]
    standing = await town.platform.confirm(offer, commits=True)
    assert standing.state in (GrantState.GRANTED, GrantState.SECOND_LOOK)


@on_the_other_ledger
async def test_an_officer_stops_it(town: Parts) -> None:
    """Cancelled in the UI, a campaign goes on; stopped by an officer, it pays nothing and frees everybody."""
    campaign = await prepared(town, "2026-Q2")
    await town.client.get_workflow_handle(names.campaign_id(campaign.id)).cancel()
    await campaign.stop("officer-3", "试运行")
    report = await campaign.report()
    assert (report.completed, report.stopped_by) == (False, "officer-3")
    assert query(town.ledger, "SELECT count(*) FROM grants WHERE campaign = :c", c=campaign.id) == [(0,)]


@on_one_ledger
async def test_a_schedule(town: Parts) -> None:
    """A schedule prepares a campaign of the period that is due; it waits for its release as any other."""
    schedule = await town.office.schedule(CODE, day=15, months=(1, 4, 7, 10))
    assert await town.office.schedule(CODE, day=15, months=(1, 4, 7, 10)) == schedule
    handle = town.client.get_schedule_handle(schedule)
    await handle.trigger()
    campaign = town.office.campaign(await _started(handle))
    now = await campaign.until(CampaignStage.PREVIEW)
    assert now.preview
    await campaign.stop("officer-1", "试运行")
    assert not (await campaign.report()).completed
    await handle.delete()


async def _started(schedule: ScheduleHandle) -> str:
    """The id of the campaign that a schedule has started."""
    for _ in range(100):
        for result in (await schedule.describe()).info.recent_actions:
            assert isinstance(result.action, ScheduleActionExecutionStartWorkflow)
            return result.action.workflow_id.removeprefix(names.campaign_id(""))
        await asyncio.sleep(0.1)
    raise AssertionError("the schedule has started nothing")


@on_one_ledger
async def test_no_person_in_a_history(town: Parts) -> None:
    """A campaign's history has counts and one cursor: no key but the last one of a page, no account."""
    campaign = await prepared(town, "2026-Q3", page=1000)
    await campaign.release(RELEASED_BY)
    await campaign.report()
    history = await town.client.get_workflow_handle(names.campaign_id(campaign.id)).fetch_history()
    payloads = [payload for event in history.events for payload in _payloads(event)]
    clear = b"".join(payload.data for payload in await RingCodec(KEYS).decode(payloads)).decode()
    people = {key for (key,) in query(town.district, "SELECT key FROM persons")}
    named = {key for key in people if key in clear}
    assert campaign.id in clear
    assert len(named) <= 1
    held = {account for (account,) in query(town.district, "SELECT account FROM persons")}
    of_the_town = {one for one in held if one and one.startswith("990000")}  # other tests have shorter ones
    assert of_the_town
    assert not {account for account in of_the_town if account in clear}


def _payloads(message: Any) -> list[Any]:
    """Every payload in a message of the server, however deep."""
    if isinstance(message, Payload):
        return [message]
    found: list[Any] = []
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            entries = value.values() if field.message_type.fields_by_name["value"].message_type else ()
        else:
            entries = value if field.is_repeated else (value,)
        found += [payload for entry in entries for payload in _payloads(entry)]
    return found
