"""In which relation somebody stands to what he speaks of. Raises `NotAllowed`."""

from typing import NamedTuple, Protocol, runtime_checkable

from client.errors import NotAllowed, WrongDepartment
from client.messages.campaigns.campaign import CampaignOrder, Word
from client.messages.cases.rating import Rating
from client.messages.cases.register_news import RegisterNews
from client.messages.cases.submission import PersonWord, Submission
from client.messages.documents.document import OfUpload
from client.messages.enquiries.authorisation import Authorisation
from client.messages.enquiries.draft import Draft, DraftSearch
from client.messages.enquiries.prefill import PrefillRequest
from client.messages.grants.events import RegistryEvent, source
from client.messages.grants.offers import Decision, Deed, Reassessment, Wish
from client.messages.lists.bulk_order import BulkOrder, BulkSearch, ReassignAll
from client.messages.lists.event import EventSearch
from client.messages.lists.search import CaseSearch
from client.messages.money.budget import BudgetOrder, ReconciliationOrder
from client.messages.money.payment_release import PaymentRelease
from client.messages.officers.commands import Command
from client.messages.officers.docket import InboxSearch
from client.messages.officers.second_look import SecondLook
from client.trust.actor import Speaker
from client.trust.rights import RIGHTS, Relation
from client.trust.sign_in import mark
from client.trust.titles import RELATIONS, ROLES


class Filed(Protocol):
    """A case: which platform has filed it (none, if the engine did), who is named, whose its items are."""

    @property
    def filed_by(self) -> str: ...

    @property
    def named(self) -> tuple[str, ...]: ...

    def department_of(self, item: str) -> str: ...

    def department_called(self, item: str) -> str: ...


@runtime_checkable
class FiledRun(Protocol):
    """A run that is about a case."""

    @property
    def filed(self) -> Filed: ...


class Standpoint(NamedTuple):
    """From which somebody speaks. `signed_in` is the mark of whoever is signed in there.

    None at all for a start from before anybody had to be.
    """

    speaker: Speaker
    signed_in: str | None


def require(stands: Standpoint, says: object, *, workflow: str, message: str, run: object) -> None:
    """Whether somebody may say this to a run, by his role and by his relation."""
    speaker = stands.speaker
    to_all = RIGHTS.get((workflow, message), ())
    rights = [right for right in to_all if right.role is speaker.role]
    if not rights:
        who = "、".join(dict.fromkeys(ROLES[right.role] for right in to_all)) or "无"
        raise NotAllowed(f"{message}：{ROLES[speaker.role]}（{speaker.role}）无权提出；有权者：{who}")
    if not any(_stands(right.relation, stands, says, run) for right in rights):
        if isinstance(run, FiledRun) and isinstance(says, str) and speaker.department:
            raise WrongDepartment(f"{says} 由{run.filed.department_called(says)}查阅")
        wanted = "；或者".join(RELATIONS[right.relation] for right in rights)
        raise NotAllowed(f"{message}：{ROLES[speaker.role]} {speaker.actor} 只能就此提出：{wanted}")
    named = isinstance(says, PersonWord) and (bool(says.by) or _is_nobodys(run))
    if isinstance(says, PersonWord) and named and not _is_signed_in(stands, says.by):
        raise NotAllowed(f"{message}：提出者本人（`by`）须在平台 {speaker.actor} 登录")


def _stands(  # noqa: C901, PLR0911 (a table)
    relation: Relation, stands: Standpoint, says: object, run: object
) -> bool:
    speaker, mine = stands.speaker, stands.speaker.department  # that there is no such item, each may know
    match relation:
        case (
            Relation.ANY | Relation.ONE_OF_TWO | Relation.BY_ORDER
        ):  # whose word is the second, the run knows
            return True
        case Relation.OWN_CASE | Relation.NAMED_CASE:
            return isinstance(run, FiledRun) and _is_filed_so(relation, run.filed, stands)
        case Relation.OWN_DEPARTMENT:
            return _department(says, run, otherwise=mine) == mine
        case Relation.SUPERVISION:
            return isinstance(says, BulkOrder) and not isinstance(says.act, ReassignAll)
        case Relation.OWN_ITEM:
            return isinstance(says, Command | SecondLook) and (says.department, says.officer) == (
                speaker.department,
                speaker.actor,
            )
        case Relation.OWN_NAME:
            return _author(says) == speaker.actor
        case Relation.OWN_REGISTER:
            return _register(says) == speaker.department
        case Relation.SIGNED_IN:
            return _is_signed_in(stands, _concerned(says))
        case Relation.BENEFICIARY if isinstance(says, Deed) and not isinstance(
            says.act, Decision | Reassessment
        ):
            return _is_signed_in(stands, says.party or "")
        case Relation.BENEFICIARY:
            return False


def _is_nobodys(run: object) -> bool:
    """A case that the engine has filed: no platform knows whom it is about, unless he is signed in there."""
    return isinstance(run, FiledRun) and not run.filed.filed_by


def _is_filed_so(relation: Relation, filed: Filed, stands: Standpoint) -> bool:
    """By the platform itself; or by the engine, and whom it names is signed in there."""
    if relation is Relation.OWN_CASE:
        return filed.filed_by == stands.speaker.actor
    return not filed.filed_by and any(_is_signed_in(stands, one) for one in filed.named)


def _is_signed_in(stands: Standpoint, person: str) -> bool:
    return stands.signed_in is None or (bool(person) and stands.signed_in == mark(person))


def _concerned(says: object) -> str:
    """Of whom it is, by the key of the registers."""
    match says:
        case str():
            return says
        case PrefillRequest(applicant=person) | Submission(applicant=person) | Authorisation(grantor=person):
            return person.identity_number
        case Draft(applicant=person):
            return person.identity_number
        case Wish(beneficiary=person) | DraftSearch(applicant=person) | OfUpload(applicant=person):
            return person
        case _:
            return ""


def _department(says: object, run: object, *, otherwise: str) -> str | None:
    """Of an item of a case, if it is asked of one; else it is what is said."""
    match says:
        case str() if isinstance(run, FiledRun):
            return run.filed.department_of(says) or otherwise
        case str():
            return says
        case InboxSearch(department=department) | CaseSearch(department=department):
            return department
        case BulkSearch(department=department):
            return department
        case BulkOrder(act=ReassignAll(), search=CaseSearch(department=department)):
            return department
        case _:
            return None


def _register(says: object) -> str | None:
    """Which holds what is said."""
    match says:
        case RegistryEvent(fact=fact):
            return source(fact)
        case RegisterNews(register_code=code):
            return code
        case _:
            return None


def _author(says: object) -> str | None:
    """In whose name it is said."""
    match says:
        case Rating(platform=by) | CaseSearch(platform=by) | EventSearch(platform=by) | PaymentRelease(by=by):
            return by
        case Word(by=by) | BudgetOrder(by=by) | ReconciliationOrder(by=by) | CampaignOrder(prepared_by=by):
            return by
        case Deed(act=Decision(by=by) | Reassessment(by=by)):
            return by
        case _:
            return None
