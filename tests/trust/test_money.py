"""What a workflow is told moves no money: two natural persons do, as the ledger knows (T2, T9)."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import Worker

from activities.campaigns.mandates import Brief
from activities.campaigns.matching import Matching, Slice
from activities.errors import NotReleased
from activities.grants.policies import Policy
from activities.ledger.campaigns import mandates
from activities.ledger.trust import endorsements
from activities.money.payment_files import FileOrder, Paying
from client import CampaignStage, names
from client.errors import NotAllowed, SamePerson
from client.messages.campaigns.campaign import CampaignProgress, Word
from client.messages.grants.events import Birthday
from client.messages.grants.offers import GrantFile, GrantState, Standing
from client.trust.actor import Role
from matters import catalogue
from matters.language import Grant
from tests.support.campaigns import CODE, PREPARED_BY, RELEASED_BY, prepared
from tests.support.neighbours import settle, tell, the_offer, today
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, said
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.town import query

PERIOD: Final = "2026-Q2"
LATER: Final = date(2027, 3, 1)
AWAY: Final = "somebody-elses"
SOON: Final = timedelta(seconds=20)


def _forged(stage: CampaignStage, campaign: str) -> dict[str, Any]:
    """A campaign as if it had been prepared and released, its canary, too."""
    grant = catalogue.find_grant(CODE)
    brief = Brief(
        campaign=campaign,
        policy=Policy(code=CODE, edition=grant.edition, period=PERIOD),
        name=grant.name,
        department=grant.department.name,
        payable_from=date(2026, 7, 1),
        faults=1.0,
        returns=1.0,
        objections=1.0,
        least=10,
        public=False,
    )
    progress = CampaignProgress(stage=stage, released_by="y")
    content = {"policy": CODE, "period": PERIOD, "prepared_by": "x"}
    return {**content, "brief": brief.model_dump(mode="json"), "progress": progress.model_dump(mode="json")}


@workflow.defn(name=names.CAMPAIGN, sandboxed=False)
class _Begetter:
    """Somebody's own campaign, which goes on as one of the engine's."""

    @workflow.run
    async def run(self, dossier: dict[str, Any]) -> None:
        """Hand over what the engine would have carried over itself."""
        workflow.continue_as_new(dossier, task_queue=names.QUEUE)


@on_one_ledger
@pytest.mark.parametrize("stage", [CampaignStage.GRANTING, CampaignStage.PAYING])
@pytest.mark.usefixtures("town")
async def test_a_campaign_that_goes_on_from_nowhere(at_rest: Parts, stage: CampaignStage) -> None:
    """It opens and pays nothing, for the ledger knows of no release, whatever run it seems to go on from."""
    campaign = str(uuid4())
    client, forged = at_rest.client, _forged(stage, campaign)
    async with at_rest.working(names.QUEUE), Worker(client, task_queue=AWAY, workflows=[_Begetter]):
        begun = await client.start_workflow(
            names.CAMPAIGN, forged, id=names.campaign_id(campaign), task_queue=AWAY
        )
        handle = client.get_workflow_handle(begun.id)
        assert "NotReleased" in await asyncio.wait_for(_failure(handle), SOON.total_seconds())
        assert (await handle.describe()).task_queue == names.QUEUE
        await handle.terminate()
    assert not query(at_rest.ledger, "SELECT id FROM payment_files WHERE campaign = :c", c=campaign)


async def _failure(handle: Any) -> str:
    """What its activity fails of."""
    while True:
        described = (await handle.describe()).raw_description
        for pending in described.pending_activities:
            if pending.HasField("last_failure"):
                return str(pending.last_failure.application_failure_info.type)
        await asyncio.sleep(0.1)


HOW: Final[Mapping[str, dict[str, Any]]] = {
    "at once": {},
    "tried again": {
        "retry_policy": RetryPolicy(initial_interval=timedelta(milliseconds=1), maximum_attempts=3)
    },
}


@on_one_ledger
@pytest.mark.parametrize("how", HOW)
async def test_a_campaign_that_is_begun_with_its_end(town: Parts, how: str) -> None:
    """What a run carries over is no input of whoever starts it, nor of a start that is tried again."""
    campaign = str(uuid4())
    with pytest.raises(WorkflowFailureError) as ended:
        await town.client.execute_workflow(
            names.CAMPAIGN,
            _forged(CampaignStage.PAYING, campaign),
            id=names.campaign_id(campaign),
            task_queue=names.QUEUE,
            **HOW[how],
        )
    assert isinstance(ended.value.cause, ApplicationError)
    assert ended.value.cause.type == names.NOT_PROVEN
    assert not query(town.ledger, "SELECT id FROM payment_files WHERE campaign = :c", c=campaign)


@on_one_ledger
async def test_a_grant_that_is_begun_before_its_day(town: Parts, public: Grant[Any]) -> None:
    """Whoever begins a grant with a standing of his own has it paid no day earlier than the ledger says."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = f"{public.code}/{public.period_on(today()).label}/{person}"
    run = names.grant_id(KEYS.seal(reference))
    await town.client.get_workflow_handle(run).terminate()
    standing = Standing(
        reference=reference, policy=public.code, department="x", state=GrantState.GRANTED, fen=10**8
    )
    forged = GrantFile(reference=reference, standing=standing)
    handle = await town.client.start_workflow(names.ONE_GRANT, forged, id=run, task_queue=names.QUEUE)
    while not await _asked(handle, "stand"):  # noqa: ASYNC110 (the server tells nobody)
        await asyncio.sleep(0.1)
    assert (await the_offer(town, person)).state is GrantState.GRANTED
    assert not query(town.ledger, "SELECT id FROM payments WHERE reference = :r", r=reference)
    await handle.terminate()


async def _asked(handle: Any, activity: str) -> bool:
    """Whether a run has called this activity."""
    history = await handle.fetch_history()
    return any(
        event.activity_task_scheduled_event_attributes.activity_type.name == activity
        for event in history.events
    )


@on_one_ledger
@pytest.mark.parametrize("same", ["Officer-1", "ｏfficer-1"])
async def test_a_second_account_is_no_second_person(town: Parts, same: str) -> None:
    """Whoever has prepared it releases it under no other name of his (T9)."""
    campaign = await prepared(town, PERIOD)
    digest = (await campaign.progress()).digest
    officer, run = identity_of(Role.CAMPAIGN_OFFICER, actor=same), names.campaign_id(campaign.id)
    line, word = line_of(town, officer), Word.model_construct(by=same)
    with pytest.raises(SamePerson):
        async with line.patiently("a release"):
            await line.tell(run, names.RELEASE, word, type(None), by=officer, command="1", over=digest)
    await campaign.stop(RELEASED_BY, "仅预览")


@on_the_other_ledger
async def test_a_release_of_another_preview(town: Parts) -> None:
    """A word that is over nothing, or over what stood in another preview, lets nothing go."""
    campaign = await prepared(town, PERIOD)
    officer, run = identity_of(Role.CAMPAIGN_OFFICER, actor=RELEASED_BY), names.campaign_id(campaign.id)
    word = said(town.client, run, names.RELEASE, Word(by=RELEASED_BY), by=officer, command="1")
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await town.client.get_workflow_handle(run).execute_update(names.RELEASE, word, id="1")
    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.type == names.NOT_PROVEN
    assert (await campaign.progress()).stage is CampaignStage.PREVIEW
    await campaign.stop(RELEASED_BY, "仅预览")


async def test_both_words_are_on_record(town: Parts) -> None:
    """The ledger holds which persons of the directory have ordered and released it, and their words."""
    campaign = await prepared(town, PERIOD)
    await campaign.release(RELEASED_BY)
    await campaign.until(CampaignStage.PAYING)
    ((prepared_by, ordered, released_by, released),) = query(
        town.ledger,
        "SELECT prepared_by, ordered, released_by, released FROM mandates WHERE campaign = :c",
        c=campaign.id,
    )
    officers = {name: identity_of(Role.CAMPAIGN_OFFICER, actor=name) for name in (PREPARED_BY, RELEASED_BY)}
    assert prepared_by == officers[PREPARED_BY].speaker.person
    assert released_by == officers[RELEASED_BY].speaker.person
    assert all(word.count(".") == 2 for word in (ordered, released))
    await campaign.report()


@on_the_other_ledger
async def test_nobody_speaks_to_a_campaign_in_another_name(town: Parts) -> None:
    """A campaign officer who writes another's name into his word is not heard."""
    campaign = await prepared(town, PERIOD)
    officer, run = identity_of(Role.CAMPAIGN_OFFICER, actor="officer-9"), names.campaign_id(campaign.id)
    line = line_of(town, officer)
    for update in (names.RELEASE, names.PAUSE, names.RESUME, names.STOP):
        with pytest.raises(NotAllowed, match="以本人"):
            async with line.patiently("a campaign"):
                await line.tell(
                    run, update, Word(by=RELEASED_BY), type(None), by=officer, command=str(uuid4())
                )
    await campaign.stop(RELEASED_BY, "仅预览")


@on_one_ledger
async def test_a_released_campaign_pays_by_no_other_policy(town: Parts) -> None:
    """Nor does anybody join it: what a run is told beside the release, the ledger does not take."""
    campaign = await prepared(town, "2026-Q2")
    await campaign.release(RELEASED_BY)
    await campaign.report()
    policy = Policy(code=CODE, edition=catalogue.find_grant(CODE).edition, period="2026-Q1")
    paying = Paying(town.ledger, town.population, town.treasury)
    order = FileOrder(file=f"{campaign.id}/99", campaign=campaign.id, policy=policy, size=10, on=LATER)
    with pytest.raises(NotReleased, match="another policy"):
        paying.file(order)
    with pytest.raises(NotReleased, match="in no preview"):
        _matched(town, campaign.id, policy)


@on_one_ledger
async def test_a_campaign_that_nobody_ordered_finds_nobody(town: Parts) -> None:
    """Nor does one that was ordered find anybody by another policy or for another period than that."""
    policy = Policy(code=CODE, edition=catalogue.find_grant(CODE).edition, period="2024-Q1")
    nowhere = str(uuid4())
    with pytest.raises(NotReleased, match="nobody"):
        _matched(town, nowhere, policy)
    campaign = await prepared(town, "2026-Q2")
    with pytest.raises(NotReleased, match="another policy"):
        _matched(town, campaign.id, policy)
    await campaign.stop(RELEASED_BY, "仅预览")
    assert not query(town.ledger, "SELECT reference FROM grants WHERE campaign = :c", c=nowhere)


def _matched(town: Parts, campaign: str, policy: Policy) -> None:
    part = Slice(campaign=campaign, policy=policy, on=LATER, after="", size=10_000)
    ActivityEnvironment().run(Matching(town.ledger, town.population).match, part)


@on_one_ledger
async def test_another_preview_than_the_ledgers(town: Parts) -> None:
    """What a second person signs is what the ledger has shown: what a run made up releases nothing."""
    campaign = await prepared(town, "2026-Q2")
    with town.ledger.transaction() as books:
        shown = mandates.find(books, campaign.id)
        assert shown
        assert not mandates.release(books, campaign.id, preview="made-up", by="another", word="w")
        assert shown.shown == (await campaign.progress()).digest
    await campaign.release(RELEASED_BY)
    await campaign.report()
    with town.ledger.transaction() as books:
        mandates.enter(books, shown.model_copy(update={"run": "another"}))  # as whoever begins it anew does
        of = f"campaign/{campaign.id}/{shown.run}"
        assert endorsements.persons(books, of, shown.shown) == endorsements.NEEDED
