"""The table of rights, cell by cell: every role with every message, in the right relation and in others."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import pytest
from temporalio import workflow

from client import names
from client.errors import Mend
from client.messages.campaigns.campaign import CampaignOrder, Word
from client.messages.grants.events import Birthday, EventSource, RegistryEvent
from client.messages.grants.offers import Confirmation, Decision, Deed
from client.messages.money.budget import BudgetOrder, ReconciliationOrder
from client.messages.money.payment_release import PaymentRelease
from client.messages.officers.commands import GrantItem
from client.messages.officers.second_look import SecondLook
from client.trust.actor import Role, Speaker
from client.trust.rights import OPEN, RIGHTS, Relation, Right
from tests.support.places import ROOT
from workflows.roster import WORKFLOWS
from workflows.trust import relations

MINE: Final = "health"
ME: Final = "me"
REFERENCE: Final = "old-age-allowance/2026-Q3/1"


@dataclass(frozen=True)
class _Case:
    """What the gate wants to know of a case."""

    filed_by: str = ME

    def department_of(self, item: str) -> str:
        return {"item": MINE}.get(item, "")


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
        names.INBOX: MINE,
        names.SECOND_LOOK: look,
        names.CAMPAIGN: CampaignOrder(policy="p", prepared_by=ME),
        names.BUDGET: BudgetOrder(policy="p", period="2026", fen=1, by=ME),
        names.RECONCILE: ReconciliationOrder(of="p", by=ME),
        names.REGISTRY_EVENT: RegistryEvent(id="1", person="1", fact=Birthday()),
        names.RELEASE: PaymentRelease(payment=f"{REFERENCE}/1", by=ME),
        names.ACT: Deed(reference=REFERENCE, act=Decision(by=ME, stands=True)),
    }
    if workflow == names.CAMPAIGN and message not in {names.CAMPAIGN, names.PROGRESS}:
        return Word(by=ME)
    if (workflow, message) == (names.SEQUEL, names.RECEIPT):
        return "item"
    return said.get(message, GrantItem(item="item", department=MINE, officer=ME))


def _cells(rights: tuple[Right, ...]) -> str:
    return ", ".join(f"{right.role} ({right.relation})" for right in rights)


def test_the_readme_has_the_table() -> None:
    """Line by line, as the code has it."""
    written = (ROOT / "client" / "README.md").read_text(encoding="utf-8")
    for (flow, message), rights in RIGHTS.items():
        assert f"| `{flow}` | `{message}` | {_cells(rights)} |" in written


def _may(speaker: Speaker, says: object, *, workflow: str, message: str, case: _Case) -> bool:
    run = _Run(case) if workflow in {names.CASE, names.SEQUEL} else None
    try:
        relations.require(speaker, says, workflow=workflow, message=message, run=run)
    except Mend:
        return False
    return True


CELLS: Final = [(*message, role) for message in RIGHTS for role in Role]


@pytest.mark.parametrize(("workflow", "message", "role"), CELLS)
def test_cell(workflow: str, message: str, role: Role) -> None:
    """Whoever stands in the relation may, if the table gives the role a right; nobody else in any."""
    says = _says(workflow, message)
    rights = [right for right in RIGHTS[workflow, message] if right.role is role]
    as_beneficiary = Deed(reference=REFERENCE, act=Confirmation())
    if any(right.relation is Relation.BENEFICIARY for right in rights):
        assert not _may(_speaker(role), says, workflow=workflow, message=message, case=_Case())
        says = as_beneficiary
    assert _may(_speaker(role), says, workflow=workflow, message=message, case=_Case()) is bool(rights)


@pytest.mark.parametrize(("workflow", "message", "role"), CELLS)
def test_cell_in_another_relation(workflow: str, message: str, role: Role) -> None:
    """Another's case, item, department or name: only who needs no relation may."""
    other = _speaker(role, actor="other", department="civil-affairs")
    free = any(
        right.role is role and right.relation in {Relation.ANY, Relation.BENEFICIARY}
        for right in RIGHTS[workflow, message]
    )
    says = _says(workflow, message)
    if message == names.ACT and role is Role.PLATFORM:
        says = Deed(reference=REFERENCE, act=Confirmation())
    assert _may(other, says, workflow=workflow, message=message, case=_Case()) is free


def test_what_the_engine_files_itself() -> None:
    """A case that no platform has filed, each may go on with."""
    other = _speaker(Role.PLATFORM, actor="other")
    assert _may(other, None, workflow=names.CASE, message=names.PROGRESS, case=_Case(filed_by=""))


def test_no_message_is_forgotten() -> None:
    """Every start, update and query of every workflow stands in the table; what does not, nobody may."""
    for kind in WORKFLOWS:
        definition = workflow._Definition.must_from_class(kind)
        messages = {*definition.updates, *definition.queries}
        if definition.name not in (*OPEN, names.ONE_GRANT):
            messages.add(definition.name)
        assert {message for flow, message in RIGHTS if flow == definition.name} == messages
        assert all(update.validator for update in definition.updates.values())
