"""Wiring: settings, logging, and one process that works for the engine and every department.

python -m worker                             all queues
python -m worker desk.public-security …      only these, as in a department's own network
"""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import structlog
from pydantic_settings import BaseSettings, SettingsConfigDict
from temporalio.client import Client, Interceptor
from temporalio.plugin import SimplePlugin
from temporalio.worker import Worker

from activities import telemetry, versions
from activities.campaigns.campaign import CampaignSteps
from activities.campaigns.mandates import Mandates
from activities.campaigns.matching import Matching
from activities.cases.archive import Archive
from activities.cases.attestations import Attestations
from activities.cases.fees import Fees
from activities.cases.notices import Notices
from activities.cases.outbox import Outbox
from activities.cases.places import Places
from activities.cases.plan.plan_office import PlanOffice
from activities.cases.reception import Window
from activities.cases.sequels.sequels import SequelOffice
from activities.database import BookKeys, book_keys
from activities.documents.document_room import DocumentRoom
from activities.enquiries.authorisations import Authorisations
from activities.enquiries.closed_cases import ClosedCases
from activities.enquiries.drafts import DraftBooks
from activities.enquiries.enquiries import EnquiryWindow
from activities.enquiries.overview import Overview
from activities.enquiries.reading import Reading
from activities.errors import WorldError
from activities.grants.events import Registry
from activities.grants.manual_checks import Looks
from activities.grants.objection_tasks import Objections
from activities.grants.offers import OfferBook
from activities.grants.publicity import PublicLists
from activities.health.health_page import HealthPage
from activities.ledger import Ledger, bond
from activities.ledger.cases import payload_keys
from activities.lists import failures, rest
from activities.lists.webhooks import Webhooks
from activities.money.budgets import Budgets
from activities.money.clawbacks import Clawbacks
from activities.money.differences import Differences
from activities.money.payment_files import Paying
from activities.money.releases import Releases
from activities.money.settlement import Settling
from activities.officers.bulk_orders import BulkOffice
from activities.officers.calendars import Calendars
from activities.officers.docket import Docket
from activities.officers.papers import Papers
from activities.officers.ratings import Ratings
from activities.officers.reminders import Reminders
from activities.officers.second_looks import SecondLooks
from activities.patience import patiently
from activities.ports.partners import Outside, Partners
from activities.registers.look_ups import RegisterEnquiries
from activities.registers.outside_events import EventWatch
from activities.review.fact_check import FactCheck
from activities.review.machine import Machine
from activities.review.pre_review import PreReviewer
from activities.review.rule_table import Rules
from activities.soundness import require_proof
from activities.stand_ins.books import District
from activities.stand_ins.partners import partners
from activities.trust.gatekeeper import DeskDirectory, Gatekeeper
from activities.trust.key_directory import KeyDirectory
from client import names
from client.departments.department_worker import DepartmentWorker
from client.departments.desk import Desk
from client.errors import OneMatterError
from client.offices.campaigns import Campaigns
from client.transport.connection import connect, plugin
from client.transport.engine_line import PATIENCE, EngineLine
from client.transport.queue_worker import queue_worker, spare_collector, told_to_stop
from client.transport.ring_of_keys import KeyRing
from client.trust import identity
from client.trust.actor import Role
from matters import catalogue
from workflows.roster import OF_A_VERSION, WORKFLOWS
from workflows.sandbox import sandboxed

log = structlog.stdlib.get_logger("worker")

DESK_QUEUES: Final = tuple(dict.fromkeys(names.desk_queue(body.code) for body in catalogue.bodies()))


class Settings(BaseSettings):
    """From the environment, as `ONEMATTER_LEDGER_URL` and so on."""

    model_config = SettingsConfigDict(env_prefix="ONEMATTER_", frozen=True)

    ledger_url: str = ""
    """None by default: a worker that made a ledger of its own would give numbers a second time."""
    district_url: str = "sqlite:///var/district.db"
    """Of the stand-ins, whose books the engine never opens."""
    book_keys: Path = book_keys.DEVELOPMENT
    """The keys by which the books of both are read."""
    log_level: str = "INFO"
    metrics_address: str = ""
    """`host:port` at which Prometheus may read what Temporal's own code counts; none if empty."""
    health_address: str = ""
    """`host:port` of `/live`, `/ready`, and `/metrics` of cases and departments; none if empty."""
    traces_url: str = ""
    """Where a collector of OpenTelemetry takes spans, as `http://collector:4318/v1/traces`; none if empty."""


def engine_plugin(keys: KeyRing, interceptors: Sequence[Interceptor] = ()) -> SimplePlugin:
    """The one plugin of workers and replayers; of workers with what traces them, if anything does."""
    return plugin(keys, runner=sandboxed, interceptors=interceptors)


def workers(
    client: Client,
    ledger: Ledger,
    outside: Partners,
    keys: KeyRing,
    directory: DeskDirectory,
    *,
    queues: Sequence[str] = (),
) -> list[Worker]:
    """A worker for each queue, all of them if none is named.  Raises `WrongKey`: for whom is no identity."""
    return [
        _engine_worker(client, ledger, outside, keys, _gatekeeper(ledger, directory, keys))
        if queue == names.QUEUE
        else desk_worker(client, outside.desk, queue)
        for queue in queues or (names.QUEUE, *DESK_QUEUES)
    ]


def _gatekeeper(ledger: Ledger, directory: DeskDirectory, keys: KeyRing) -> Gatekeeper:
    """Who attests nothing unless this process has the engine's identity."""
    return Gatekeeper.over(ledger, directory, identity.at_hand(Role.ENGINE), keys.seal)


def desk_worker(client: Client, desk: Desk, queue: str) -> Worker:
    """A department's, which needs nothing of the engine but its messages.  Raises `WrongKey`: it signs."""
    own = identity.load().of(Role.DEPARTMENT, department=names.department_at(queue))
    return DepartmentWorker(desk, own).over(client)


def _engine_worker(
    client: Client, ledger: Ledger, outside: Partners, keys: KeyRing, gatekeeper: Gatekeeper
) -> Worker:
    own = [*_of_cases(ledger, outside, keys, gatekeeper), *_of_grants(ledger, outside, keys, gatekeeper)]
    drafts, witness = DraftBooks(ledger), Attestations(gatekeeper, outside.licence_library)
    own += [drafts.save_draft, drafts.drop_draft, drafts.drop_drafts_over, gatekeeper.prove, witness.attest]
    room, papers = DocumentRoom(ledger, outside.document_store), Papers(ledger, outside.document_store)
    own += [room.begin_upload, room.drop_uploads_over, papers.open_paper]
    docket, closed, tries = Docket(ledger, keys.seal), ClosedCases(ledger), failures.Failures(ledger)
    reading = Reading(docket, Overview(ledger), closed, drafts=drafts, documents=room, papers=papers)
    runs, beside = OF_A_VERSION if (version := versions.own()) else WORKFLOWS, (gatekeeper, reading, tries)
    return queue_worker(client, names.QUEUE, runs, own, interceptors=beside, version=version)


def _of_grants(
    ledger: Ledger, outside: Partners, keys: KeyRing, gatekeeper: Gatekeeper
) -> list[Callable[..., object]]:
    population, treasury = outside.population_register, outside.treasury
    releases, campaigns = Releases(ledger, gatekeeper), CampaignSteps(ledger, treasury)
    paying, settling = Paying(ledger, population, treasury), Settling(ledger, treasury)
    lists, outbox = PublicLists(ledger, keys.seal), Outbox(ledger, outside.delivery)
    offers = OfferBook(ledger, population, outbox, keys.seal)
    return [
        *(Matching(ledger, population).match, lists.publish, lists.find, releases.list_proposed),
        *(campaigns.preview, campaigns.open_up_to, campaigns.publicise, campaigns.public_until),
        *(campaigns.objections, campaigns.conclude, paying.file, paying.file_one, paying.hand_over),
        *(settling.settle, settling.reconcile, releases.let_go, Clawbacks(ledger, outside, keys.seal).draft),
        *(offers.offers, offers.act, offers.stand, offers.wish, Registry(ledger, population, keys.seal).hear),
        *(Looks(ledger, outbox, keys.seal).remind, Differences(ledger, outbox, keys.seal).tell_difference),
        *(Objections(ledger, outbox, keys.seal).escalate, Budgets(ledger, gatekeeper).set_budget),
    ]


def _of_cases(
    ledger: Ledger, outside: Partners, keys: KeyRing, gatekeeper: Gatekeeper
) -> list[Callable[..., object]]:
    outbox, watch = Outbox(ledger, outside.delivery), EventWatch(ledger, outside)
    registers, calendars = RegisterEnquiries(ledger, outside), Calendars(ledger, gatekeeper, keys.seal)
    reviewer, machine = PreReviewer(ledger, registers), Machine(ledger, registers)
    room, mandates = DocumentRoom(ledger, outside.document_store), Mandates(ledger, gatekeeper)
    window, docket = Window(ledger, reviewer, machine, gatekeeper, room), Docket(ledger, keys.seal)
    notices, looks, facts = Notices(ledger, outbox), SecondLooks(ledger, outbox), FactCheck(ledger, registers)
    office = SequelOffice(ledger, notices, outside.licence_library, gatekeeper, room)
    archive = Archive(ledger, notices, outside.licence_library)
    plans, ratings, rules = PlanOffice(ledger, window, gatekeeper), Ratings(ledger, outbox), Rules(ledger)
    enquiries, agents = EnquiryWindow(ledger, registers, reviewer), Authorisations(ledger, registers)
    return [
        *(window.receive, window.supplement, window.list_one_matters, rules.rule_table, rules.pair),
        *(enquiries.guide, enquiries.prefill, enquiries.pre_review, Fees(ledger).enter_fee),
        *(agents.record, agents.require_speaker, mandates.brief, mandates.release, mandates.recall_campaign),
        *(calendars.order_calendar, calendars.endorse, facts.check_facts, facts.check_decided),
        *(docket.keep, docket.inbox, docket.stuck, machine.judge, ratings.rate, ratings.answer_rating),
        *(notices.tell, notices.deliver, notices.serve, notices.serve_late, ClosedCases(ledger).of_letters),
        *(Reminders(ledger, outbox).remind_departments, archive.close, archive.recall_case, watch.look_out),
        *(looks.look, looks.draw, looks.drop, watch.find_waiting, outside.payment_system.refund),
        *office.activities(),
        *BulkOffice(ledger, outbox, identity.at_hand(Role.ENGINE)).activities(),
        *(plans.order_plan, plans.redraw, Places(ledger).claim_place, rest.Rests(ledger).keep_rest),
    ]


def open_ledger(settings: Settings, keys: KeyRing) -> Ledger:
    """The ledger, if the payload keys are its own.  Raises `WorldError`."""
    ledger = Ledger(settings.ledger_url, BookKeys(settings.book_keys))
    with ledger.opening() as books:
        payload_keys.recognise(books, keys.checks())
    return ledger


def open_district(settings: Settings) -> District:
    """The stand-ins' books.  Raises `WorldError`."""
    return District(settings.district_url, BookKeys(settings.book_keys))


async def work(settings: Settings, queues: Sequence[str], outside: Outside) -> None:
    """Work until the process is told to stop, then finish what is under way."""
    telemetry.set_up_metrics(settings.metrics_address)
    keys, health = KeyRing.load(), HealthPage()
    async with health.shown(settings.health_address), AsyncExitStack() as stack:
        for worker in await _crew(settings, keys, queues, outside, stack, health=health):
            await stack.enter_async_context(worker)
        spare_collector()
        log.info("working", queues=list(queues) or "all")
        await told_to_stop()
        log.info("stopping")


async def _crew(
    settings: Settings,
    keys: KeyRing,
    queues: Sequence[str],
    outside: Outside,
    stack: AsyncExitStack,
    *,
    health: HealthPage,
) -> list[Worker]:
    """The ledger is opened where the engine itself works: a department's worker has no use for it."""
    own = engine_plugin(keys, [*stack.enter_context(telemetry.traced(settings.traces_url))])
    if outside is None:
        district = await patiently(lambda: asyncio.to_thread(open_district, settings))
        stack.callback(district.close)
        outside = partners(district)
    if not _of_engine(queues):
        client = await patiently(lambda: connect(own))
        health.works_with(client)
        return [desk_worker(client, outside.desk, queue) for queue in queues]
    ledger = await patiently(lambda: asyncio.to_thread(open_ledger, settings, keys))
    stack.callback(ledger.close)
    client = await patiently(lambda: connect(own))
    await patiently(lambda: bond.require(ledger, client))
    await patiently(Campaigns(EngineLine(client, PATIENCE), keys).remind_daily)
    health.works_with(client, ledger)
    directory = KeyDirectory(ledger, identity.development())
    await stack.enter_async_context(directory.kept_current())
    await stack.enter_async_context(Webhooks(ledger, identity.at_hand(Role.ENGINE)).kept_told())
    return workers(client, ledger, outside, keys, directory, queues=queues)


def main(outside: Outside = None) -> int:
    """Run from the command line, with stand-ins if not told otherwise; what is wrong is told in one line."""
    os.umask(0o077)  # books and logs hold what is told of people
    try:
        queues = _known(sys.argv[1:])
        if _of_engine(queues):
            require_proof()
        settings = Settings()
        telemetry.set_up_logging(settings.log_level)
        asyncio.run(work(settings, queues, outside))
    except (OneMatterError, WorldError, ValueError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _of_engine(queues: Sequence[str]) -> bool:
    return not queues or names.QUEUE in queues


def _known(queues: list[str]) -> list[str]:
    """A worker of a misspelt queue would wait for ever."""
    known = (names.QUEUE, *DESK_QUEUES)
    if unknown := [queue for queue in queues if queue not in known]:
        raise ValueError(f"no such queue: {', '.join(unknown)}; there are: {', '.join(known)}")
    return queues


if __name__ == "__main__":
    sys.exit(main())
