"""The table of rights, cell by cell: every role with every message, in the right relation and in others."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio import workflow

from client import names
from client.errors import Mend
from client.messages.campaigns.campaign import CampaignOrder, Word
from client.messages.cases.rating import Rating
from client.messages.cases.register_news import RegisterNews
from client.messages.cases.submission import Applicant, Channel, Submission, Withdrawal
from client.messages.documents.document import Chunk, UploadOrder
from client.messages.enquiries.authorisation import Authorisation
from client.messages.enquiries.draft import Draft, DraftSearch, DraftWanted
from client.messages.enquiries.prefill import PrefillRequest
from client.messages.grants.events import Birthday, EventSource, RegistryEvent
from client.messages.grants.offers import Confirmation, Decision, Deed, Objection, Wish
from client.messages.lists.bulk_order import BulkOrder, BulkSearch, ReassignAll, RetryAll
from client.messages.lists.event import EventSearch
from client.messages.lists.search import CaseSearch
from client.messages.money.budget import BudgetOrder, ReconciliationOrder
from client.messages.money.payment_release import PaymentRelease
from client.messages.officers.commands import GrantItem
from client.messages.officers.docket import InboxSearch
from client.messages.officers.second_look import SecondLook
from client.trust.actor import Role, Speaker
from client.trust.rights import OPEN, RIGHTS, Relation, Right
from client.trust.sign_in import mark
from client.trust.titles import RELATIONS, ROLES
from tests.support.places import ROOT
from workflows.roster import WORKFLOWS
from workflows.trust import relations
from workflows.trust.relations import Standpoint

EXACTLY: Final = {
    Relation.BENEFICIARY: "an act, be it an objection, in the name of somebody who is signed in there",
}
"""As the README has what its value, which is frozen as the wire's, says less exactly."""

MINE: Final = "health"
ME: Final = "me"
DAY: Final = date(2027, 1, 8)
VISITOR: Final = Applicant(name="甲", identity_number=ME, phone="1")
REFERENCE: Final = "old-age-allowance/2026-Q3/1"


@dataclass(frozen=True)
class _Case:
    """What the gate wants to know of a case."""

    filed_by: str = ME
    named: tuple[str, ...] = (ME,)

    def department_of(self, item: str) -> str:
        return {"item": MINE}.get(item, "")

    def department_called(self, item: str) -> str:
        return self.department_of(item)


@dataclass(frozen=True)
class _Run:
    filed: _Case


def _speaker(role: Role, *, actor: str = ME, department: str = "") -> Speaker:
    department = department or (EventSource.POPULATION if role is Role.REGISTER else MINE)
    return Speaker(actor=actor, role=role, department=department, person=actor)


def _says(workflow: str, message: str) -> object:
    """What somebody called `ME`, of the department `MINE`, may say by this message."""
    look = SecondLook(case=uuid4(), item="item", department=MINE, officer=ME, agrees=True)
    said: dict[str, object] = {
        names.SHEET: "item",
        names.BUNDLE: "item",
        names.INBOX: InboxSearch(department=MINE) if workflow == names.LISTS else MINE,
        names.CASES: CaseSearch(platform=ME, department=MINE),
        names.HISTORY: CaseSearch(platform=ME),
        names.EVENTS: EventSearch(platform=ME),
        names.SECOND_LOOK: look,
        names.RATING: Rating(platform=ME, case=uuid4(), item="item", stars=5),
        names.CAMPAIGN: CampaignOrder(policy="p", prepared_by=ME),
        names.BUDGET: BudgetOrder(policy="p", period="2026", fen=1, by=ME),
        names.RECONCILE: ReconciliationOrder(of="p", by=ME),
        names.REGISTRY_EVENT: RegistryEvent(id="1", person="1", fact=Birthday()),
        names.REGISTER_NEWS: RegisterNews(id="1", register_code=EventSource.POPULATION, key="1"),
        names.RELEASE: PaymentRelease(payment=f"{REFERENCE}/1", by=ME),
        names.ACT: Deed(reference=REFERENCE, act=Decision(by=ME, stands=True)),
        names.PREFILL: PrefillRequest(one_matter="o", applicant=VISITOR, answers={}),
        names.PRE_REVIEW: Submission(
            id=uuid4(), one_matter="o", region="990101", channel=Channel.APP, applicant=VISITOR, form={}
        ),
        names.AUTHORISATION: Authorisation(
            grantor=VISITOR, grantee="1", one_matter="o", until=date(2027, 1, 8)
        ),
        names.SAVE_DRAFT: Draft(id=uuid4(), one_matter="o", region="990101", applicant=VISITOR, form={}),
        **dict.fromkeys((names.DRAFT, names.DROP_DRAFT), DraftWanted(id=uuid4(), applicant=ME)),
        names.DRAFTS: DraftSearch(applicant=ME),
        names.UPLOAD: UploadOrder(applicant=ME, case=uuid4(), document=uuid4(), size=1),
        names.CHUNK: Chunk(applicant=ME, case=uuid4(), document=uuid4(), number=0, sealed=b""),
        names.OFFERS: ME,
        names.WISH: Wish(beneficiary=ME),
        names.BULK: BulkOrder(
            id=uuid4(), act=ReassignAll(to=ME, reason="x"), search=CaseSearch(department=MINE)
        ),
        names.BULK_ORDERS: BulkSearch(department=MINE),
    }
    if workflow == names.CAMPAIGN and message not in {names.CAMPAIGN, names.PROGRESS}:
        return Word(by=ME)
    if (workflow, message) == (names.SEQUEL, names.RECEIPT):
        return "item"
    return said.get(message, GrantItem(item="item", department=MINE, officer=ME))


def _cells(rights: tuple[Right, ...]) -> str:
    return ", ".join(f"{right.role} ({EXACTLY.get(right.relation, right.relation)})" for right in rights)


def test_the_readme_has_the_table() -> None:
    """Line by line, as the code has it."""
    written = (ROOT / "client" / "README.md").read_text(encoding="utf-8")
    for (flow, message), rights in RIGHTS.items():
        assert f"| `{flow}` | `{message}` | {_cells(rights)} |" in written


MY_CASE: Final = _Case()


def _may(
    speaker: Speaker, says: object, *, workflow: str, message: str, case: _Case = MY_CASE, signed_in: str = ME
) -> bool:
    run = _Run(case) if workflow in {names.CASE, names.SEQUEL} else None
    stands = Standpoint(speaker, mark(signed_in) if signed_in else "")
    try:
        relations.require(stands, says, workflow=workflow, message=message, run=run)
    except Mend:
        return False
    return True


def _in_relation(relation: Relation, workflow: str, message: str) -> set[Role]:
    """Those who have a right of this kind to the message."""
    return {right.role for right in RIGHTS[workflow, message] if right.relation is relation}


@pytest.mark.parametrize(("workflow", "message"), RIGHTS)
def test_cells(workflow: str, message: str) -> None:
    """Whoever stands in the relation may, if the table gives the role a right; nobody else in any."""
    says = _says(workflow, message)
    others: dict[Relation, object] = {
        Relation.BENEFICIARY: Deed(reference=REFERENCE, act=Confirmation(), party=ME),
        Relation.SUPERVISION: BulkOrder(id=uuid4(), act=RetryAll(), search=CaseSearch()),
    }
    for_others = {role for one in others for role in _in_relation(one, workflow, message)}
    rightful = {right.role for right in RIGHTS[workflow, message]}
    may = {role for role in Role if _may(_speaker(role), says, workflow=workflow, message=message)}
    assert may == rightful - for_others
    for relation, other in others.items():
        for role in _in_relation(relation, workflow, message):
            assert _may(_speaker(role), other, workflow=workflow, message=message)


@pytest.mark.parametrize(("workflow", "message"), RIGHTS)
def test_cells_in_another_relation(workflow: str, message: str) -> None:
    """Another's case, item, department or name: only who needs no relation may."""
    for signed_in in ("", "somebody else"):
        may: set[Role] = set()
        for role in Role:
            other = _speaker(role, actor="other", department="civil-affairs")
            says = _says(workflow, message)
            if message == names.ACT and role is Role.PLATFORM:
                says = Deed(reference=REFERENCE, act=Confirmation(), party=ME)
            if _may(other, says, workflow=workflow, message=message, signed_in=signed_in):
                may.add(role)
        for_all = (Relation.ANY, Relation.ONE_OF_TWO, Relation.BY_ORDER)
        assert may == {role for one in for_all for role in _in_relation(one, workflow, message)}


def test_an_objection_is_anybodys() -> None:
    """By a number of a public list nobody has to sign in for it; by its reference he has whom it concerns."""
    by_number: dict[str, Any] = {"workflow": names.PUBLIC_NUMBER, "message": names.PUBLIC_NUMBER}
    assert _may(_speaker(Role.PLATFORM), None, signed_in="", **by_number)
    told: dict[str, Any] = {"workflow": names.ONE_GRANT, "message": names.ACT}
    for act in (Objection(id="1", grounds="x"), Confirmation()):
        for party, signed_in, may in (
            (None, ME, False),
            (ME, "", False),
            (ME, "other", False),
            (ME, ME, True),
        ):
            deed = Deed(reference=REFERENCE, act=act, party=party)
            assert _may(_speaker(Role.PLATFORM), deed, signed_in=signed_in, **told) is may


def test_what_the_engine_files_itself() -> None:
    """A case that no platform has filed is read, and spoken of, where somebody named in it is signed in."""
    asked: dict[str, Any] = {"workflow": names.CASE, "case": _Case(filed_by="")}
    other = _speaker(Role.PLATFORM, actor="other")
    for signed_in, may in (("", False), ("another", False), (ME, True)):
        assert _may(other, None, message=names.PROGRESS, signed_in=signed_in, **asked) is may
    officer = _speaker(Role.OFFICER)
    assert _may(officer, "item", message=names.SHEET, signed_in="", **asked)
    for by, may in (("", False), ("another", False), (ME, True)):
        said = Withdrawal(reason="x", by=by)
        assert _may(other, said, message=names.WITHDRAW, **asked) is may
        assert not _may(other, said, message=names.WITHDRAW, signed_in="", **asked)


def test_no_message_is_forgotten() -> None:
    """Every start, update and query of every workflow stands in the table; what does not, nobody may."""
    for kind in WORKFLOWS:
        definition = workflow._Definition.must_from_class(kind)
        messages = {*definition.updates, *definition.queries}
        if definition.name not in (*OPEN, names.ONE_GRANT, names.LISTS):
            messages.add(definition.name)
        assert {message for flow, message in RIGHTS if flow == definition.name} == messages
        assert all(update.validator for update in definition.updates.values())


def test_every_role_and_relation_has_its_title() -> None:
    """In which whoever may not say something is told who may, and of what."""
    assert {*ROLES} == {*Role}
    assert {*RELATIONS} == {*Relation}
