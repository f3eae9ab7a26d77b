"""In which relation somebody stands to what he speaks of. Raises `NotAllowed`."""

from typing import Protocol, runtime_checkable

from client.errors import NotAllowed, WrongDepartment
from client.messages.campaigns.campaign import CampaignOrder, Word
from client.messages.grants.events import RegistryEvent, source
from client.messages.grants.offers import Decision, Deed, Reassessment
from client.messages.money.budget import BudgetOrder, ReconciliationOrder
from client.messages.money.payment_release import PaymentRelease
from client.messages.officers.commands import Command
from client.messages.officers.second_look import SecondLook
from client.trust.actor import Speaker
from client.trust.rights import RIGHTS, Relation


class Filed(Protocol):
    """A case: which platform has filed it (nobody knows, if the engine did), and whose its items are."""

    @property
    def filed_by(self) -> str: ...

    def department_of(self, item: str) -> str: ...


@runtime_checkable
class FiledRun(Protocol):
    """A run that is about a case."""

    @property
    def filed(self) -> Filed: ...


def require(speaker: Speaker, says: object, *, workflow: str, message: str, run: object) -> None:
    """Whether somebody may say this to a run, by his role and by his relation."""
    rights = [right for right in RIGHTS.get((workflow, message), ()) if right.role is speaker.role]
    if not rights:
        raise NotAllowed(f"{message}: nothing that a {speaker.role} says; see who may say what")
    if not any(_stands(right.relation, speaker, says, run) for right in rights):
        if isinstance(run, FiledRun) and isinstance(says, str) and speaker.department:
            raise WrongDepartment(f"{says} is for {run.filed.department_of(says)!r} to see")
        wanted = " or ".join(right.relation for right in rights)
        raise NotAllowed(f"{message}: {speaker.role} {speaker.actor} may speak of this only as: {wanted}")


def _stands(  # noqa: PLR0911 (a table)
    relation: Relation, speaker: Speaker, says: object, run: object
) -> bool:
    mine = speaker.department  # that there is no such item, each may know
    match relation:
        case Relation.ANY:
            return True
        case Relation.OWN_CASE:
            return isinstance(run, FiledRun) and run.filed.filed_by in {"", speaker.actor}
        case Relation.OWN_DEPARTMENT:
            return isinstance(says, str) and _department(says, run, otherwise=mine) == mine
        case Relation.OWN_ITEM:
            return isinstance(says, Command | SecondLook) and (says.department, says.officer) == (
                speaker.department,
                speaker.actor,
            )
        case Relation.OWN_NAME:
            return _author(says) == speaker.actor
        case Relation.OWN_REGISTER:
            return isinstance(says, RegistryEvent) and source(says.fact) == speaker.department
        case Relation.BENEFICIARY:
            return isinstance(says, Deed) and not isinstance(says.act, Decision | Reassessment)


def _department(says: str, run: object, *, otherwise: str) -> str:
    """Of an item of a case, if it is asked of one; else it is what is said."""
    return (run.filed.department_of(says) or otherwise) if isinstance(run, FiledRun) else says


def _author(says: object) -> str | None:
    """In whose name it is said."""
    match says:
        case PaymentRelease(by=by):
            return by
        case Word(by=by) | BudgetOrder(by=by) | ReconciliationOrder(by=by) | CampaignOrder(prepared_by=by):
            return by
        case Deed(act=Decision(by=by) | Reassessment(by=by)):
            return by
        case _:
            return None
