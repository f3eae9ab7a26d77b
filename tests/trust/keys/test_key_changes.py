"""Keys that are changed or lost while somebody is at work: what was said and sealed before stands."""

import io
import os
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import pytest

import worker
from activities.ledger import Ledger
from activities.ledger.trust import actor_keys
from activities.ledger.trust.actor_keys import ActorKeyRow
from activities.stand_ins.partners import partners
from activities.trust.gatekeeper import DeskDirectory
from activities.trust.key_directory import KeyDirectory
from client import GrantState, Platform, Supplement
from client.errors import NotProven
from client.messages.enquiries.draft import Draft
from client.messages.grants.events import Birthday
from client.messages.lists.bulk_order import BulkOrder, RemindAll
from client.messages.lists.search import CaseSearch
from client.messages.officers.commands import Amendment
from client.offices.supervisor import Supervisor
from client.transport.connection import connect, plugin
from client.transport.engine_line import EngineLine
from client.transport.ring_of_keys import KeyRing
from client.trust import identity
from client.trust.actor import ActorKey, Role
from client.trust.identity import Identity
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, UNMARRIED, submission
from tests.support.neighbours import settle, tell
from tests.support.parts import KEYS, PATIENCE, Parts, directory
from tests.support.services import ADDRESS
from tests.support.speakers import identity_of, sign_ins_at
from tests.support.states import FOOD, in_review, on_one_ledger, on_the_other_ledger

NEW: Final = {"newer": b"n" * 32}
ANNOUNCED: Final = KeyRing({**KEYS.keys, **NEW}, announced=("newer",))
ROTATED: Final = KeyRing({**NEW, **KEYS.keys})
PORTAL: Final = "portal-9"
PLAN: Final = b"%PDF-1.7\n" + bytes(range(256)) + b"%%EOF"


class _LosesKeys(KeyDirectory):
    """The key of each supervisor is revoked as soon as somebody has looked whose it is."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger, identity.development())
        self._revoked: dict[str, datetime] = {}

    def find(self, kid: str) -> ActorKey | None:
        """See base class."""
        found = super().find(kid)
        if found and found.speaker.role is Role.SUPERVISOR:
            if kid in self._revoked:
                return found.model_copy(update={"revoked_at": self._revoked[kid]})
            self._revoked[kid] = datetime.now(UTC)
        return found


@asynccontextmanager
async def _working(parts: Parts, ring: KeyRing, known: DeskDirectory) -> AsyncGenerator[None]:
    """An engine with this ring, which knows these actors."""
    namespace = parts.client.namespace
    client = await connect(worker.engine_plugin(ring), address=os.environ[ADDRESS], namespace=namespace)
    async with AsyncExitStack() as stack:
        for one in worker.workers(client, parts.ledger, partners(parts.district), ring, known):
            await stack.enter_async_context(one)
        yield


@on_one_ledger
async def test_a_key_that_is_revoked_between_word_and_step(at_rest: Parts) -> None:
    """Two supervisors were heard while their keys counted, so their order counts; nothing after it."""
    async with _working(at_rest, KEYS, _LosesKeys(at_rest.ledger)):
        case = await in_review(at_rest)
        before = await case.progress()
        assert before.due_on
        words = {"by": "办公厅", "reason": "调休", "holidays": (before.due_on,)}
        await at_rest.amend(case.id, Amendment(number=str(uuid4()), **words))
        due = (await case.progress()).due_on
        assert due
        assert due > before.due_on
        with pytest.raises(NotProven):
            await at_rest.amend(case.id, Amendment(number=str(uuid4()), **words))
        assert (await case.progress()).due_on == due


async def _line(parts: Parts, ring: KeyRing, own: Identity) -> EngineLine:
    """Of somebody outside, who knows the public keys of this ring."""
    namespace = parts.client.namespace
    client = await connect(plugin(ring.public), address=os.environ[ADDRESS], namespace=namespace)
    return EngineLine(client, PATIENCE, own, sign_ins_at(own))


async def _platform(parts: Parts, ring: KeyRing, own: Identity) -> Platform:
    return Platform(await _line(parts, ring, own), ring.public)


def _enter(ledger: Ledger, own: Identity) -> None:
    """By two operators."""
    public = own.exported().model_dump(exclude={"speaker"}) | own.speaker.model_dump()
    public["since"] = datetime.now(UTC) - timedelta(minutes=1)
    row = ActorKeyRow(**public, suite="", entered_by="1")
    with ledger.transaction() as books:
        assert actor_keys.enter(books, row)
        assert actor_keys.approve(books, own.kid, by="2", at=public["since"])


@on_one_ledger
@pytest.mark.usefixtures("offered")
async def test_keys_are_rotated_under_what_was_offered_and_ordered(at_rest: Parts) -> None:
    """An offer is confirmed after it, and what was ordered of many cases is told the same once more."""
    portal, chief = identity_of(Role.PLATFORM, actor=PORTAL), identity_of(Role.SUPERVISOR, actor="chief-9")
    person = settle(at_rest)
    async with _working(at_rest, KEYS, directory(at_rest.ledger)):
        await tell(at_rest, person, Birthday())
        [offer] = await (await _platform(at_rest, ANNOUNCED, portal)).offers(person)
        supervisor = Supervisor(await _line(at_rest, ANNOUNCED, chief))
        order = BulkOrder(id=uuid4(), act=RemindAll(reason="群众反映"), search=CaseSearch(case=uuid4()))
        order = order.model_copy(update={"seen": (await supervisor.preview_bulk(order)).seen})
        done = await supervisor.carry_out_bulk(order)
    portal, chief = (Identity.make(own.speaker) for own in (portal, chief))
    for own in (portal, chief):
        _enter(at_rest.ledger, own)
    async with _working(at_rest, ROTATED, directory(at_rest.ledger)):
        platform = await _platform(at_rest, ANNOUNCED, portal)
        assert (await platform.confirm(offer)).state is GrantState.GRANTED
        assert await Supervisor(await _line(at_rest, ANNOUNCED, chief)).carry_out_bulk(order) == done


@on_the_other_ledger
async def test_keys_are_rotated_while_people_are_at_work(at_rest: Parts) -> None:
    """The ring and the platform's own key are other ones by the time that it goes on with what it had begun.

    It has kept nothing of its earlier key, which may have been lost.
    """
    own = identity_of(Role.PLATFORM, actor=PORTAL)
    wanting, shop, other = submission(UNMARRIED), submission(SMALL_SHOP), submission(SMALL_SHOP)
    draft_of = submission(MARRIED)
    written = draft_of.model_dump(include={"id", "one_matter", "region", "applicant"})
    async with _working(at_rest, KEYS, directory(at_rest.ledger)):
        platform = await _platform(at_rest, ANNOUNCED, own)
        mended = await platform.submit(wanting.model_copy(update={"papers": ()}))
        assert not mended.receipt.accepted
        closed = await platform.submit(shop)
        ended, change = await closed.outcome(), uuid4()
        begun = await closed.change(FOOD, "经营者改为某某", id=change)
        await platform.save_draft(Draft(**written, form={}))
        applicant = other.applicant.identity_number
        plan = await platform.upload(
            io.BytesIO(PLAN), code="layout-plan", applicant=applicant, case=other.id, filename="平面图.pdf"
        )
        first = await platform.cases(CaseSearch(is_open=None, size=1))
    newer = Identity.make(own.speaker)
    _enter(at_rest.ledger, newer)
    async with _working(at_rest, ROTATED, directory(at_rest.ledger)):
        platform = await _platform(at_rest, ANNOUNCED, newer)
        case = await platform.case(wanting.id)
        assert (await case.supplement(Supplement(papers=wanting.papers))).accepted
        assert await (await platform.case(shop.id)).outcome() == ended
        assert (await (await platform.case(shop.id)).renewal(change)).id == begun.id
        kept = await platform.draft(draft_of.id, applicant=draft_of.applicant.identity_number)
        assert (await platform.save_draft(kept)).version == 2
        papers = (plan, *(one for one in other.papers if one.code != plan.code))
        assert (await platform.submit(other.model_copy(update={"papers": papers}))).receipt.accepted
        second = await platform.cases(CaseSearch(is_open=None, size=1, after=first.next))
        assert {one.case for one in (*first.cases, *second.cases)} >= {wanting.id, shop.id}
