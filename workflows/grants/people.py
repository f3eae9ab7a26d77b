"""Short questions and messages: what somebody is offered or wants, and what a register tells."""

from contextlib import suppress

from temporalio import workflow
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy

from activities.grants.events import Registry, Told
from activities.grants.offers import Asked, OfferBook, Wished
from activities.grants.publicity import Named, PageWanted, PublicLists
from client import names
from client.messages.grants.events import EventEffect, RegistryEvent
from client.messages.grants.offers import GrantFile, Offers, Wish, WishGranted
from client.messages.grants.publicity import Numbered, PublicNumber, PublicPage, PublicRequest
from matters import clock
from workflows import calls
from workflows.grants.grant_run import GrantRun
from workflows.money.overpayment import claim_back


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
        return await calls.alone(OfferBook.wish, wished, summary="登记意愿")


@workflow.defn(name=names.PUBLICITY)
class PublicListOf:
    """What is public of a policy and a period."""

    @workflow.run
    async def run(self, request: PublicRequest) -> PublicPage:
        """As it stands today."""
        wanted = PageWanted(request=request, on=clock.day_in_china(workflow.now()))
        return await calls.enquiry(PublicLists.publish, wanted, summary="公示名单")


@workflow.defn(name=names.PUBLIC_NUMBER)
class WhosePublicNumber:
    """The grant that a public number stands for, for the platform that passes on an objection."""

    @workflow.run
    async def run(self, number: PublicNumber) -> Numbered:
        """If objections to it are heard today."""
        named = Named(number=number, on=clock.day_in_china(workflow.now()))
        return await calls.enquiry(PublicLists.find, named, summary="查找公示编号")


@workflow.defn(name=names.REGISTRY_EVENT)
class Event:
    """Something that happened to a person."""

    @workflow.run
    async def run(self, event: RegistryEvent) -> EventEffect:
        """What it began, ended and changed; grants, and what is to be claimed back, go their own ways."""
        told = Told(event=event, on=clock.day_in_china(workflow.now()))
        heard = await calls.alone(Registry.hear, told, summary="登记事件")
        for begun in heard.begun:
            with suppress(WorkflowAlreadyStartedError):  # the same event was told before
                await workflow.start_child_workflow(
                    GrantRun.run,
                    GrantFile(reference=begun.standing.reference, standing=begun.standing),
                    id=names.grant_id(begun.seal),
                    parent_close_policy=ParentClosePolicy.ABANDON,
                )
        for reference in heard.overpaid:
            await claim_back(reference, on=told.on)
        return heard.effect
