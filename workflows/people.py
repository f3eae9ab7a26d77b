"""Short questions and messages: what somebody is offered or wants, and what a register tells."""

from contextlib import suppress

from temporalio import workflow
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy

from activities.offers import Asked, OfferBook, Wished
from activities.registry import Registry, Told
from client import names
from client.events import EventEffect, RegistryEvent
from client.offers import GrantFile, Offers, Wish, WishGranted
from matters import clock
from workflows import calls
from workflows.grant import Grant
from workflows.overpayment import claim_back


@workflow.defn(name=names.OFFERS)
class OffersOf:
    """What somebody is offered and has been granted."""

    @workflow.run
    async def run(self, beneficiary: str) -> Offers:
        """As the registers stand today."""
        asked = Asked(beneficiary=beneficiary, on=clock.day_in_china(workflow.now()))
        return await calls.own(OfferBook.offers, asked, summary="查询待遇")


@workflow.defn(name=names.WISH)
class Wishes:
    """Whether somebody wants to be served unasked."""

    @workflow.run
    async def run(self, wish: Wish) -> WishGranted:
        """How many open grants it changed."""
        wished = Wished(wish=wish, on=clock.day_in_china(workflow.now()))
        return await calls.own(OfferBook.wish, wished, summary="登记意愿")


@workflow.defn(name=names.REGISTRY_EVENT)
class Event:
    """Something that happened to a person."""

    @workflow.run
    async def run(self, event: RegistryEvent) -> EventEffect:
        """What it began, ended and changed; grants, and what is to be claimed back, go their own ways."""
        told = Told(event=event, on=clock.day_in_china(workflow.now()))
        heard = await calls.own(Registry.hear, told, summary="登记事件")
        for begun in heard.begun:
            with suppress(WorkflowAlreadyStartedError):  # the same event was told before
                await workflow.start_child_workflow(
                    Grant.run,
                    GrantFile(reference=begun.standing.reference, standing=begun.standing),
                    id=names.grant_id(begun.seal),
                    parent_close_policy=ParentClosePolicy.ABANDON,
                )
        for reference in heard.overpaid:
            await claim_back(reference)
        return heard.effect
