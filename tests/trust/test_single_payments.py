"""No single payment above what is declared leaves without two natural persons over just that payment."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from activities.ledger.money import proposals
from activities.ledger.money.proposals import ProposalRow
from activities.money import releases
from client import BudgetOrder, GrantState, names
from client.errors import DifferentOrder, InvalidOrder, NotAllowed, NotPossible, NotProven
from client.messages.grants.events import Birthday
from client.messages.money.payment_release import PaymentRelease, PaymentReleased, ProposedPayment
from client.messages.officers.commands import Amendment
from client.trust.actor import Role
from matters import catalogue
from matters.language import Grant, Mode, ReleaseAbove
from tests.support.campaigns import CODE
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.neighbours import (
    PUBLIC,
    ends,
    looked_at,
    other_policy,
    received,
    settle,
    tell,
    the_offer,
    today,
    waits_for_account,
)
from tests.support.parts import KEYS, Parts
from tests.support.places import THOROUGH
from tests.support.speakers import identity_of, line_of
from tests.support.states import in_review, on_one_ledger, on_the_other_ledger
from tests.support.town import query


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> Grant[Any]:
    """A policy of which nothing is paid alone without two persons."""
    release = ReleaseAbove(fen=1, basis=other_policy().basis)
    grant = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0), release=release)
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    return grant


async def _proposed(town: Parts, reference: str, *, but: str = "") -> ProposedPayment:
    """When it waits, with another digest than was known."""
    while True:
        for one in await town.office.to_release():
            if one.reference == reference and one.digest != but:
                return one
        await asyncio.sleep(0.1)


async def _waits(town: Parts) -> tuple[str, ProposedPayment]:
    person = settle(town)
    await tell(town, person, Birthday())
    return person, await _proposed(town, (await the_offer(town, person)).reference)


@pytest.mark.usefixtures("dear")
async def test_two_persons_let_it_go(town: Parts) -> None:
    """One is not enough, however often and under whichever account; with another, it is paid, and once."""
    person, proposed = await _waits(town)
    for same in ("officer-1", "officer-1", "Officer-1", "ｏfficer-1"):
        assert await town.office.release(proposed, by=same) == 1
    assert received(town, person) == []
    assert await town.office.release(proposed, by="officer-2") == 2
    assert (await ends(town, proposed.reference)).state is GrantState.PAID
    assert received(town, person) == [proposed.fen]
    assert proposed.reference not in {one.reference for one in await town.office.to_release()}
    words = query(
        town.ledger, "SELECT word FROM endorsements WHERE subject = :s", s=f"payment/{proposed.payment}"
    )
    assert len(words) == 2
    assert all(word.count(".") == 2 for (word,) in words)


@on_the_other_ledger
@pytest.mark.usefixtures("dear")
async def test_another_account_wants_two_other_words(town: Parts) -> None:
    """What was let go onto one account is not paid onto another: both say it anew (T5)."""
    person, proposed = await _waits(town)
    await town.office.release(proposed, by="officer-1")
    await town.platform.reply(await the_offer(town, person), "622848000000000009")
    await waits_for_account(town, proposed.reference)
    now = await _proposed(town, proposed.reference, but=proposed.digest)
    with pytest.raises(NotProven, match="不是现在拟付"):
        await town.office.release(proposed, by="officer-2")
    assert await town.office.release(now, by="officer-2") == 1
    assert received(town, person) == []
    assert await town.office.release(now, by="officer-3") == 2
    assert (await ends(town, proposed.reference)).state is GrantState.PAID


@pytest.mark.usefixtures("dear")
@pytest.mark.skipif(not THOROUGH, reason="a year of looks: half a minute")
async def test_it_waits_as_long_as_nobody_says_so(town: Parts) -> None:
    """It looks every day, in one history after another; whoever has let it go has, and it is paid once."""
    person, proposed = await _waits(town)
    assert await town.office.release(proposed, by="officer-1") == 1
    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(proposed.reference)))
    first = (await handle.describe()).run_id
    for _ in range(10):
        await town.skipper.fast_forward(handle, timedelta(days=30))
    assert (await handle.describe()).run_id != first
    assert await town.office.release(proposed, by="officer-1") == 1
    assert await town.office.release(proposed, by="officer-2") == 2
    assert (await ends(town, proposed.reference)).state is GrantState.PAID
    assert received(town, person) == [proposed.fen]


@on_the_other_ledger
@pytest.mark.usefixtures("dear")
async def test_a_forged_release(town: Parts) -> None:
    """Of another role, in another's name, over nothing, or of a payment that nobody proposes."""
    _, proposed = await _waits(town)
    run, word = names.grant_id(KEYS.seal(proposed.reference)), PaymentRelease.model_construct
    mine = identity_of(Role.CAMPAIGN_OFFICER, actor="officer-1")
    for own, says, over, error in (
        (
            identity_of(Role.PLATFORM),
            word(payment=proposed.payment, by="platform"),
            proposed.digest,
            NotAllowed,
        ),
        (identity_of(Role.SUPERVISOR), word(payment=proposed.payment, by="supervisor"), "", NotAllowed),
        (mine, word(payment=proposed.payment, by="officer-2"), proposed.digest, NotAllowed),
        (mine, word(payment=proposed.payment, by="officer-1"), "", NotProven),
        (mine, word(payment=f"{proposed.reference}/9", by="officer-1"), proposed.digest, NotPossible),
        (mine, word(payment="elsewhere/1", by="officer-1"), proposed.digest, NotPossible),
    ):
        line = line_of(town, own)
        with pytest.raises(error):
            async with line.patiently("a release"):
                await line.tell(
                    run, names.RELEASE, says, PaymentReleased, by=own, command=str(uuid4()), over=over
                )
    assert (await _proposed(town, proposed.reference)).persons == 0
    await town.client.get_workflow_handle(run).terminate()


@on_one_ledger
async def test_more_than_a_page_wait(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks through them sees every one, once, in their order, and not the first page alone."""
    monkeypatch.setattr(releases, "MANY", 2)
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    waiting = [f"{reference}/{round_}" for round_ in range(1, 6)]
    about = {"digest": "d", "reference": reference, "policy": CODE, "payee": person, "account": "6"}
    with town.ledger.transaction() as books:
        for payment in waiting:
            proposals.put(books, ProposalRow(payment=payment, proposed_on=today(), fen=1, **about))
    try:
        found = [one.payment for one in await town.office.to_release()]
    finally:
        with town.ledger.transaction() as books:
            for payment in waiting:
                proposals.drop(books, payment)
    assert [payment for payment in found if payment in waiting] == waiting
    assert len(set(found)) == len(found)


@on_the_other_ledger
async def test_a_release_before_the_day(
    town: Parts, dear: Grant[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is public still is not even proposed; when its day has come, it waits for two persons."""
    grant = replace(dear, code=f"test-{uuid4()}", publicity=PUBLIC)
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    assert reference not in {one.reference for one in await town.office.to_release()}
    handle = town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))
    await town.skipper.fast_forward(handle, timedelta(days=12))
    assert (await _proposed(town, reference)).persons == 0
    assert received(town, person) == []
    await handle.terminate()


async def test_a_budget_is_ordered_by_two(town: Parts) -> None:
    """One person sets none, under no account; nor do two who say different things under one number (T19)."""
    order = BudgetOrder(policy=CODE, period="2024-Q1", fen=10**9, by="officer-1")
    for same in ("officer-1", "Officer-1", "officer-1"):
        assert (await town.office.set_budget(order.model_copy(update={"by": same}))).waits
    with pytest.raises(InvalidOrder, match="已经登记"):
        await town.office.set_budget(order.model_copy(update={"by": "officer-2", "fen": 10**12}))
    assert not query(town.ledger, "SELECT 1 FROM budget_orders WHERE period = '2024-Q1'")
    state = await town.office.set_budget(order.model_copy(update={"by": "officer-2"}))
    assert (state.waits, state.total) == (False, 10**9)


@on_one_ledger
async def test_a_calendar_is_ordered_by_two(parts: Parts) -> None:
    """One supervisor moves no deadline, nor two with different orders of one number (T19)."""
    case = await in_review(parts)
    before = await case.progress()
    off = today() + timedelta(days=2)
    order = Amendment(number=str(uuid4()), by="办公厅", reason="调休", holidays=(off,))
    for _ in range(2):
        assert not await parts.supervisor.amend_calendar(case.id, order)
    second = parts.second_supervisor
    other = order.model_copy(update={"holidays": (off + timedelta(days=1),)})
    with pytest.raises(DifferentOrder):
        await second.amend_calendar(case.id, other)
    assert (await case.progress()).due_on == before.due_on
    assert await second.amend_calendar(case.id, order)
    assert [told.kind for told in await parts.told(case)] == ["calendar"]
    for _ in range(2):  # once more changes nothing
        assert await second.amend_calendar(case.id, order)
    assert len(await parts.told(case)) == 1
    late = submission(SMALL_SHOP)
    assert (await parts.platform.submit(late)).receipt.accepted
