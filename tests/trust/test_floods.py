"""What is written down beside a message: nobody fills the history of a case by it, nor by signals."""

import asyncio
from collections.abc import Iterable
from typing import Any, Final

import pytest
from pydantic import Field
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    StartWorkflowUpdateInput,
    WorkflowUpdateHandle,
)
from temporalio.converter import PayloadCodec

from client import CampaignStage, Case, GrantState, OutcomeKind, names
from client.errors import InvalidForm, OneMatterError, TooMuch
from client.messages.cases.sequel import SequelState
from client.messages.grants.events import Birthday
from client.messages.officers.commands import GrantItem
from client.transport.codec import RingCodec
from client.transport.converter import converter
from client.transport.engine_line import NOTHING, PATIENCE, EngineLine
from client.trust.actor import Role
from tests.support.campaigns import prepared
from tests.support.cases.sequels import CARRY, ORDER, begun, by_two, closed, ends, replayed
from tests.support.neighbours import ends as grant_ends
from tests.support.neighbours import settle, tell, the_offer
from tests.support.parts import KEYS, LOOK, Parts
from tests.support.speakers import identity_of
from tests.support.states import in_review, on_one_ledger, on_the_other_ledger

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
MUCH: Final = 2**16
SIGNALS: Final = 12
SOON: Final = 30


class PaddedWord(GrantItem):
    """With what the engine does not know, and does not read."""

    more: str = Field(default="", max_length=MUCH)


class _Labelled(RingCodec):
    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """With a label that no one reads."""
        written = await super().encode(payloads)
        for payload in written:
            payload.metadata["more"] = bytes(MUCH)
        return written


class _LabelledWithin(RingCodec):
    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Likewise, where the server does not see it."""
        given = [Payload(metadata={**one.metadata, "more": bytes(MUCH)}, data=one.data) for one in payloads]
        return await super().encode(given)


class _Headers(Interceptor):
    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002
        return _WithHeaders(next)


class _WithHeaders(OutboundInterceptor):
    async def start_workflow_update(self, input: StartWorkflowUpdateInput) -> WorkflowUpdateHandle[Any]:  # noqa: A002
        input.headers = {"more": Payload(data=bytes(MUCH))}
        return await super().start_workflow_update(input)


PADDED: Final[dict[str, tuple[PayloadCodec, list[Interceptor], type[GrantItem], type[OneMatterError]]]] = {
    "labels": (_Labelled(KEYS), [], GrantItem, InvalidForm),
    "labels within": (_LabelledWithin(KEYS), [], GrantItem, InvalidForm),
    "headers": (RingCodec(KEYS), [_Headers()], GrantItem, TooMuch),
    "fields": (RingCodec(KEYS), [], PaddedWord, TooMuch),
}
"""How somebody sends what nobody has weighed, with a word of his own, and what he is told."""


@on_one_ledger
async def test_padded_words(parts: Parts) -> None:
    """An officer's word with more beside it is refused before it is written down; without, it is heard."""
    case = await in_review(parts)
    await parts.written(case.id)
    own = identity_of(Role.OFFICER, actor="officer-1", department=MARKET)
    events = len((await parts.history(case.id)).events)
    for how, (codec, interceptors, kind, error) in PADDED.items():
        client = await Client.connect(
            parts.client.service_client.config.target_host,
            namespace=parts.client.namespace,
            data_converter=converter(codec, is_engine=False),
            interceptors=interceptors,
        )
        more = {"more": "x" * MUCH} if kind is PaddedWord else {}
        word = kind(item=FOOD, department=MARKET, officer="officer-1", **more)
        line = EngineLine(client, PATIENCE, own)
        with pytest.raises(error):
            async with line.patiently(how):
                await line.tell(names.case_id(case.id), names.GRANT, word, NOTHING, by=own, command=how)
    assert len((await parts.history(case.id)).events) == events
    await _granted(parts, case)


@on_the_other_ledger
async def test_a_flood_of_signals(parts: Parts) -> None:
    """What nobody hears is counted all the same: the case goes on in a new run before the server ends it."""
    case = await in_review(parts)
    await _flooded(parts, names.case_id(case.id))
    await parts.written(case.id)
    await _granted(parts, case)


@pytest.mark.slow
@on_the_other_ledger
async def test_a_flood_of_signals_elsewhere(parts: Parts) -> None:
    """So does what becomes of a decision, also while its case is open, and the run that has the lists."""
    case = await in_review(parts)
    kept = await by_two(parts, await begun(parts, case, "ordered-to-perform", **ORDER), CARRY)
    order = await begun(parts, await closed(parts), "set-aside", **ORDER)
    await parts.desk(MARKET).inbox()
    for run in (names.LISTS, names.sequel_id(kept.id), names.sequel_id(order.id)):
        await _flooded(parts, run)
    assert {task.case for task in await parts.desk(MARKET).inbox()} >= {kept.id, order.id}
    await by_two(parts, order, CARRY)
    await _granted(parts, case)
    for of in (order, kept):
        assert (await ends(parts, of)).state is SequelState.CARRIED_OUT


@on_the_other_ledger
@pytest.mark.usefixtures("public")
async def test_a_flood_of_signals_where_money_waits(town: Parts) -> None:
    """So do a campaign that waits for its release, and a grant to which somebody has objected."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    await town.platform.object(reference, "收入不符")
    await _flooded(town, names.grant_id(KEYS.seal(reference)))
    assert (await town.office.decide(reference, by="officer-1", stands=False)).state is GrantState.STOPPED
    assert (await grant_ends(town, reference)).state is GrantState.STOPPED
    campaign = await prepared(town, "2026-Q3")
    await _flooded(town, names.campaign_id(campaign.id))
    assert (await campaign.progress()).stage is CampaignStage.PREVIEW
    await campaign.pause(by="officer-1", because="x")
    await campaign.release(by="officer-2")
    await _flooded(town, names.campaign_id(campaign.id))
    assert (await campaign.progress()).halted
    await campaign.stop(by="officer-1", because="x")
    assert not (await campaign.report()).completed


async def _flooded(parts: Parts, run: str) -> None:
    """Until another run goes on for it."""
    handle = parts.client.get_workflow_handle(run)
    first = (await handle.describe()).run_id
    for name in ("anything", names.LOOK_AGAIN) * (SIGNALS // 2):
        await handle.signal(name, "rubbish")
    async with asyncio.timeout(SOON):
        while (await handle.describe()).run_id == first:  # noqa: ASYNC110 (the server tells nobody)
            await asyncio.sleep(LOOK)
    for one in (first, None):
        await replayed(parts, run, run_id=one)


async def _granted(parts: Parts, case: Case) -> None:
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
