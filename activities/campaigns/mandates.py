"""Mandates of campaigns: who has ordered one, what it must know of its policy, and who lets it pay."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from temporalio import activity

from activities.database import Transaction
from activities.grants import policies
from activities.grants.policies import ChosenPolicy, Policy
from activities.ledger import Ledger
from activities.ledger.campaigns import campaigns, mandates
from activities.ledger.campaigns.mandates import MandateRow
from activities.ledger.trust import endorsements
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client import names
from client.messages.campaigns.campaign import CampaignOrder, Report
from client.messages.message import Message
from client.trust.actor import Role
from client.trust.said import claimed
from matters import catalogue
from matters.language import DefinitionError


class Brief(Message):
    """What a campaign must know of its policy; the shares of its brake are the definition's.

    `preparer` is the natural person who has ordered it.
    """

    kind: Literal["brief"] = "brief"
    campaign: str
    policy: Policy
    name: str
    department: str
    payable_from: date
    faults: float
    returns: float
    objections: float
    least: int
    public: bool
    preparer: str = ""


class NoSuch(Message):
    """Nobody has said so who may, or of what there is not: policy, period or campaign.

    `failure` is the name of the error.
    """

    kind: Literal["no-such"] = "no-such"
    says: str
    failure: str = names.INVALID_ORDER


Answer = Annotated[Brief | NoSuch, Field(discriminator="kind")]


class Opening(Message):
    """An order and the day on which it is taken up.

    `run` is the first one of the engine for it: one that is taken back to its first step is no other.
    """

    campaign: str
    order: CampaignOrder
    on: date
    evidence: Evidence | None = None
    run: str = ""


class Release(Message):
    """The word by which a second person lets what stands in a preview be paid; `preview` is its digest."""

    campaign: str
    preview: str
    evidence: Evidence


class Released(Message):
    """It may pay."""

    kind: Literal["released"] = "released"


ReleaseAnswer = Annotated[Released | NoSuch, Field(discriminator="kind")]


class CampaignMemory(Message):
    """Who has released which preview of a campaign, and how it has ended."""

    released_by: str = ""
    preview: str = ""
    report: Report | None = None


class Mandates:
    """Nothing is done for money but by order of whom the directory knows."""

    def __init__(self, ledger: Ledger, gatekeeper: Gatekeeper) -> None:
        self._ledger = ledger
        self._gatekeeper = gatekeeper

    @activity.defn
    def brief(self, opening: Opening) -> Answer:
        """Find policy and period, and enter the campaign."""
        order, id_ = opening.order, opening.campaign
        proof = self._gatekeeper.examine(opening.evidence, life=None)  # that of a schedule is for years
        if isinstance(proof, Unproved):
            return NoSuch(says=proof.says, failure=names.NOT_PROVEN)
        if (proof.speaker.role, proof.speaker.actor) != (Role.CAMPAIGN_OFFICER, order.prepared_by):
            return NoSuch(says=f"须由 {order.prepared_by} 以本人名义编制", failure=names.NOT_ALLOWED)
        if "/" in id_ or any(grant.code == id_ for grant in catalogue.GRANTS):
            return NoSuch(says=f"标识 {id_!r} 会与其他支付文件重名，请另选标识")
        try:
            grant, period = self._known(opening) or _chosen(order, on=opening.on)
        except DefinitionError as error:
            return NoSuch(says=str(error))
        policy = Policy(code=grant.code, edition=grant.edition, period=period.label)
        row = {**policy.model_dump(exclude={"code"}), "id": id_, "policy": grant.code}
        first = policies.payable_from(grant, period)
        with self._ledger.transaction() as books:
            campaigns.enter(books, {**row, "prepared_by": order.prepared_by})
            mandates.enter(books, _mandate(opening, preparer=proof.speaker.person, payable_from=first))
        return Brief(
            campaign=id_,
            policy=policy,
            name=grant.name,
            department=grant.department.name,
            payable_from=first,
            faults=float(grant.brake.faults),
            returns=float(grant.brake.returns),
            objections=float(grant.brake.objections),
            least=grant.brake.least,
            public=grant.publicity is not None,
            preparer=proof.speaker.person,
        )

    def _known(self, opening: Opening) -> ChosenPolicy | None:
        """What this very run was begun with: by now something else may be due.  Raises `DefinitionError`."""
        with self._ledger.reading() as books:
            ordered, chosen = (
                mandates.find(books, opening.campaign),
                campaigns.chosen(books, opening.campaign),
            )
        if not (ordered and chosen and opening.run and ordered.run == opening.run):
            return None
        code, edition, period = chosen
        return policies.choose(Policy(code=code, edition=edition, period=period))

    @activity.defn
    def recall_campaign(self, campaign: str) -> CampaignMemory:
        """What a run has forgotten that was taken back."""
        with self._ledger.reading() as books:
            known, report = mandates.find(books, campaign), campaigns.report(books, campaign)
        claims = claimed(known.released) if known else None
        return CampaignMemory(
            released_by=claims.speaker.actor if claims else "",
            preview=known.preview if known else "",
            report=Report.model_validate_json(report) if report else None,
        )

    @activity.defn
    def release(self, release: Release) -> ReleaseAnswer:
        """Enter who lets it pay: what is not entered here is in no payment file."""
        proof = self._gatekeeper.examine(release.evidence)
        if isinstance(proof, Unproved):
            return NoSuch(says=proof.says, failure=names.NOT_PROVEN)
        person, over = proof.speaker.person, proof.over
        if (proof.speaker.role, over) != (Role.CAMPAIGN_OFFICER, release.preview):
            return NoSuch(says="签名所针对的不是本批次的预览", failure=names.NOT_PROVEN)
        with self._ledger.transaction() as books:
            word = release.evidence.word
            if mandates.release(books, release.campaign, preview=over, by=person, word=word):
                _keep_for_good(books, release.campaign)
                return Released()
        says = "尚未编制、由同一人编制，或者已由他人放行"
        return NoSuch(says=says, failure=names.SAME_PERSON)


def _keep_for_good(books: Transaction, campaign: str) -> None:
    """Both words, where nothing replaces them: the mandate of a campaign that begins anew is a new one."""
    if known := mandates.find(books, campaign):
        of, words = f"campaign/{campaign}/{known.run}", (known.ordered, known.released)
        for person, word in zip((known.prepared_by, known.released_by), words, strict=True):
            endorsements.enter(books, of, known.preview, person=person, word=word)


def _chosen(order: CampaignOrder, *, on: date) -> ChosenPolicy:
    """Raises `DefinitionError`."""
    grant = catalogue.find_grant(order.policy, on=on)
    due = policies.due(grant, on)
    return ChosenPolicy(grant, policies.period(grant, order.period) if order.period else due)


def _mandate(opening: Opening, *, preparer: str, payable_from: date) -> MandateRow:
    return MandateRow(
        campaign=opening.campaign,
        run=opening.run or activity.info().workflow_run_id or "",
        prepared_by=preparer,
        ordered=opening.evidence.word if opening.evidence else "",
        payable_from=payable_from,
    )
