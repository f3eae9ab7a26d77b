"""Who may say what: a role, and a relation to that of which he speaks. What stands nowhere here, nobody may.

One table for the gate of the engine, for the README and for the tests, which try it cell by cell.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from .. import names
from .actor import Role


class Relation(StrEnum):
    """In which a speaker must stand to what he speaks of, besides having the role."""

    ANY = "any"
    OWN_CASE = "a case that this platform has filed"
    NAMED_CASE = "a case that the engine has filed, about somebody who is signed in there"
    OWN_ITEM = "an item of the own department, in the own name"
    OWN_DEPARTMENT = "the own department"
    OWN_NAME = "in the own name"
    ONE_OF_TWO = "with another one who says the same"
    OWN_REGISTER = "what this register holds"
    SIGNED_IN = "of somebody who is signed in there"
    SUPERVISION = "what is ordered of many cases, but who has an item"
    BY_ORDER = "what somebody has ordered of many cases who may"
    BENEFICIARY = "an act of a beneficiary who is signed in there, or an objection"


class Right(NamedTuple):
    """A role, and the relation in which it may."""

    role: Role
    relation: Relation = Relation.ANY


_APPLIED: Final = (Right(Role.PLATFORM, Relation.OWN_CASE),)
_APPLICANT: Final = (*_APPLIED, Right(Role.PLATFORM, Relation.NAMED_CASE))
_PLATFORM: Final = (Right(Role.PLATFORM),)
_VISITOR: Final = (Right(Role.PLATFORM, Relation.SIGNED_IN),)
_OWN_PLATFORM: Final = Right(Role.PLATFORM, Relation.OWN_NAME)
_OFFICER: Final = (Right(Role.OFFICER, Relation.OWN_ITEM), Right(Role.HEAD, Relation.OWN_ITEM))
_HEAD: Final = (Right(Role.HEAD, Relation.OWN_ITEM),)
_OFFICE: Final = (Right(Role.CAMPAIGN_OFFICER, Relation.OWN_NAME),)
_DEPARTMENT: Final = (Right(Role.OFFICER, Relation.OWN_DEPARTMENT), Right(Role.HEAD, Relation.OWN_DEPARTMENT))
_ANY_DEPARTMENT: Final = (Right(Role.OFFICER), Right(Role.HEAD))
_SUPERVISOR: Final = (Right(Role.SUPERVISOR),)
_BULK: Final = (Right(Role.SUPERVISOR, Relation.SUPERVISION), Right(Role.HEAD, Relation.OWN_DEPARTMENT))
_BY_ORDER: Final = (Right(Role.ENGINE, Relation.BY_ORDER),)
_CASHIER: Final = (Right(Role.CASHIER),)
_OPERATOR: Final = (Right(Role.OPERATOR),)
_OPERATORS: Final = (Right(Role.OPERATOR, Relation.ONE_OF_TWO),)
_REGISTER: Final = (Right(Role.REGISTER, Relation.OWN_REGISTER),)

Message = tuple[str, str]
"""The workflow's name, and the message's; a start is called as its workflow."""


def _each(rights: tuple[Right, ...], workflow: str, *messages: str) -> dict[Message, tuple[Right, ...]]:
    return {(workflow, message): rights for message in messages}


def _starts(rights: tuple[Right, ...], *workflows: str) -> dict[Message, tuple[Right, ...]]:
    return {(workflow, workflow): rights for workflow in workflows}


RIGHTS: Final[Mapping[Message, tuple[Right, ...]]] = {
    **_starts(_PLATFORM, names.CASE, names.GUIDE, names.PUBLICITY, names.PUBLIC_NUMBER),
    **_starts(_VISITOR, names.PREFILL, names.PRE_REVIEW, names.AUTHORISATION, names.OFFERS, names.WISH),
    **_starts(_VISITOR, names.SAVE_DRAFT, names.DROP_DRAFT, names.UPLOAD),
    **_each(_VISITOR, names.LISTS, names.DRAFT, names.DRAFTS, names.CHUNK),
    **_each(_OFFICER, names.LISTS, names.OPEN_CHUNK),
    **_each(_APPLICANT, names.CASE, names.RECEIPT, names.PROGRESS, names.OUTCOME, names.EXPLAIN),
    **_each(_APPLICANT, names.CASE, names.WITHDRAW, names.SUPPLEMENT, names.CHOOSE, names.ASK_FOR),
    **_each(_APPLICANT, names.CASE, names.CONSENT),
    **_each(_CASHIER, names.CASE, names.PAY),
    **_each(_OFFICER, names.CASE, names.GRANT, names.REFUSE, names.ASK, names.RETURN_TO),
    **_each(_OFFICER, names.CASE, names.SUSPEND, names.RESUME, names.EXTEND, names.SERVE),
    **_each(_OFFICER, names.CASE, names.BEGIN, names.TAKE_STEP, names.PARTY_CONSENT),
    **_each((*_OFFICER, *_BY_ORDER), names.CASE, names.REASSIGN),
    **_each(_HEAD, names.CASE, names.APPROVE),  # 行政许可法第四十二条：经本行政机关负责人批准
    **_each(_DEPARTMENT, names.CASE, names.SHEET),
    **_each((*_APPLICANT, *_DEPARTMENT), names.CASE, names.BUNDLE),
    **_each((*_SUPERVISOR, *_BY_ORDER), names.CASE, names.AMEND_CALENDAR, names.RETRY),
    **_each(_OPERATOR, names.CASE, names.RENEW),
    **_each(_OPERATORS, names.CASE, names.END),
    **_starts(_DEPARTMENT, names.INBOX),
    **_each(_DEPARTMENT, names.LISTS, names.INBOX),
    **_each((_OWN_PLATFORM, *_DEPARTMENT, *_SUPERVISOR), names.LISTS, names.CASES),
    **_each((_OWN_PLATFORM, *_SUPERVISOR), names.LISTS, names.HISTORY),
    **_starts(_BULK, names.BULK),
    **_each((*_SUPERVISOR, Right(Role.HEAD, Relation.OWN_DEPARTMENT)), names.LISTS, names.BULK_ORDERS),
    **_each((_OWN_PLATFORM,), names.LISTS, names.EVENTS),
    **_each((*_PLATFORM, *_ANY_DEPARTMENT), names.LISTS, names.CLOSED_CASE),  # of which, its file knows
    **_each(_SUPERVISOR, names.LISTS, names.STUCK, names.SILENT, names.DEPARTMENTS),
    **_each(_SUPERVISOR, names.LISTS, names.DELAYS, names.FIGURES, names.COURSES),
    **_starts(_OFFICER, names.SECOND_LOOK, names.PAPER, names.RATING_ANSWER, names.LATE_SERVICE),
    **_starts((*_OFFICER, *_APPLIED), names.SEQUEL),
    **_starts((_OWN_PLATFORM,), names.RATING),
    **_each(_OFFICER, names.SEQUEL, names.CONCLUDE, names.SERVE),
    **_each(_APPLIED, names.SEQUEL, names.MEND),
    **_each(_SUPERVISOR, names.SEQUEL, names.AMEND_CALENDAR, names.RETRY),
    **_each((*_DEPARTMENT, *_APPLIED), names.SEQUEL, names.SHEET, names.RECEIPT),
    **_starts(_SUPERVISOR, names.STUCK, names.RULES, names.CALENDAR_ORDER, names.REMIND),
    **_each((Right(Role.PLATFORM, Relation.BENEFICIARY), *_OFFICE), names.ONE_GRANT, names.ACT),
    **_starts(_REGISTER, names.REGISTRY_EVENT, names.REGISTER_NEWS),
    **_starts(_OFFICE, names.CAMPAIGN, names.BUDGET, names.RECONCILE),
    **_each(_OFFICE, names.ONE_GRANT, names.RELEASE),
    **_each(_SUPERVISOR, names.CASE, names.REPLAN),
    **_each(_SUPERVISOR, names.CAMPAIGN, names.RETRY),
    **_each(_SUPERVISOR, names.ONE_GRANT, names.RETRY),
    **_starts(_SUPERVISOR, names.PLAN_ORDER),
    **_starts((Right(Role.CAMPAIGN_OFFICER),), names.PROPOSED_PAYMENTS),
    **_each(_OFFICE, names.CAMPAIGN, names.RELEASE, names.PAUSE, names.RESUME, names.STOP),
    **_each((Right(Role.CAMPAIGN_OFFICER),), names.CAMPAIGN, names.PROGRESS),
}
"""The rights to say and to ask, by message."""

OPEN: Final = (names.CATALOGUE, names.ROUND)
"""Workflows that anybody may start unsigned: what there is to apply for, and the round of every morning."""
