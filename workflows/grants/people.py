"""Short questions and messages: what somebody is offered or wants, and what a register tells."""

from datetime import date
from typing import Final

from temporalio import workflow
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy

from activities.grants.events import Registry, Told
from activities.grants.offers import Acted, Asked, Impossible, OfferBook, Wished
from activities.grants.publicity import Named, PageWanted, PublicLists
from client import names
from client.errors import InvalidOrder, NotPossible
from client.messages.grants.events import EventEffect, RegistryEvent, days
from client.messages.grants.offers import Deed, GrantFile, Offers, Standing, Wish, WishGranted
from client.messages.grants.publicity import PublicNumber, PublicPage, PublicRequest
from matters import clock
from workflows import calls
from workflows.grants.grant_run import TOLD_AT_ONCE, GrantRun
from workflows.money.overpayment import claim_back
from workflows.trust.nudges import nudge_if_open

TO_COME: Final = "events-to-come-refused"
"""A patch: before, a register could tell what was still to happen, and it was acted upon at once."""


@workflow.defn(name=names.OFFERS)
class OffersOf:
    """What somebody is offered and has been granted."""

    @workflow.run
    async def run(self, beneficiary: str) -> Offers:
        """As the registers stand today."""
        asked = Asked(beneficiary=beneficiary, on=clock.day_in_china(workflow.now()))
        return await calls.alone(OfferBook.offers, asked, summary="查询待遇")


@workflow.defn(name=names.WISH)
class Wishes:
    """Whether somebody wants to be served unasked."""

    @workflow.run
    async def run(self, wish: Wish) -> WishGranted:
        """How many open grants it changed."""
        wished = Wished(wish=wish, on=clock.day_in_china(workflow.now()))
        heeded = await calls.alone(OfferBook.wish, wished, summary="登记意愿")
        for seal in heeded.runs:
            await nudge_if_open(names.grant_id(seal), about=seal)
        return WishGranted(changed=heeded.changed)


@workflow.defn(name=names.PUBLICITY)
class PublicListOf:
    """What is public of a policy and a period."""

    @workflow.run
    async def run(self, request: PublicRequest) -> PublicPage:
        """As it stands today."""
        wanted = PageWanted(request=request, on=clock.day_in_china(workflow.now()))
        return await calls.enquiry(PublicLists.publish, wanted, summary="公示名单")


@workflow.defn(name=names.PUBLIC_NUMBER)
class PublicObjection:
    """What somebody says against a grant of which he knows the public number alone, and learns no more."""

    @workflow.run
    async def run(self, said: PublicNumber) -> Standing:
        """If objections to it are heard today.  Raises `NotPossible`."""
        named = Named(number=said, on=clock.day_in_china(workflow.now()))
        found = await calls.enquiry(PublicLists.find, named, summary="查找公示编号")
        deed = Deed(reference=found.reference, act=said.objection)
        acted = Acted(deed=deed, key=said.objection.id, at=workflow.now(), by_number=True)
        answer = await calls.alone(OfferBook.act, acted, summary="登记异议")
        if isinstance(answer, Impossible):
            raise NotPossible(answer.says)
        await _see_to(found.seal, answer)
        return answer.model_copy(update={"reference": said.number, "because": "", "overpaid": 0})


@workflow.defn(name=names.REGISTRY_EVENT)
class Event:
    """Something that happened to a person."""

    @workflow.run
    async def run(self, event: RegistryEvent) -> EventEffect:
        """What it began, ended and changed; grants, and what is to be claimed back, go their own ways.

        Raises `InvalidOrder` for what is still to come.
        """
        told = Told(event=event, on=clock.day_in_china(workflow.now()))
        if (day := _last_day(event)) > told.on and workflow.patched(TO_COME):
            raise InvalidOrder(f"所报事项的日期 {day} 尚未到来，未作登记；请核对日期，或者于该日再报")
        heard = await calls.alone(Registry.hear, told, summary="登记事件")
        for begun in heard.begun:
            await _see_to(begun.seal, begun.standing)
        for seal in heard.ended:
            await nudge_if_open(names.grant_id(seal), about=seal)
        for reference in heard.overpaid:
            await claim_back(reference, on=told.on)
        return heard.effect


def _last_day(event: RegistryEvent) -> date:
    """The latest that it names."""
    happened = [clock.day_in_china(event.happened_at)] if event.happened_at else []
    return max((*days(event.fact), *happened), default=date.min)


async def _see_to(seal: str, standing: Standing) -> None:
    """Have a run see to a grant; one that does already looks at the books again."""
    run = names.grant_id(seal)
    try:
        await workflow.start_child_workflow(
            GrantRun.run,
            GrantFile(reference=standing.reference, standing=standing),
            id=run,
            parent_close_policy=ParentClosePolicy.ABANDON,
        )
    except WorkflowAlreadyStartedError:
        if workflow.patched(TOLD_AT_ONCE):
            await nudge_if_open(run, about=run)
