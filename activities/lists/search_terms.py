"""Why a search finds nothing, where it never could: no such code, or conditions that exclude each other."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import TypeAdapter, ValidationError

from activities.database import Transaction
from activities.ledger.lists import case_lines
from activities.ledger.trust import actor_keys
from client.errors import InvalidOrder, Mend, UnknownOneMatter, WrongDepartment
from client.messages.cases.progress import Stage
from client.messages.lists.search import CaseList, CaseSearch
from client.trust.actor import Role
from matters import catalogue
from matters.language import IdentityNumber

_PERSON: Final = TypeAdapter[str](IdentityNumber)


def require_possible(books: Transaction, search: CaseSearch, found: CaseList) -> CaseList:
    """What was found; who has found nothing, and never could, is told why.

    Raises `UnknownOneMatter`, `WrongDepartment`, `InvalidOrder`. A code that is in the catalogue no more
    still finds its cases.
    """
    if not found.total and (why := next(_whys(books, search), None)):
        raise why
    return found


def _whys(books: Transaction, search: CaseSearch) -> Iterator[Mend]:
    if search.platform and search.platform not in (known := _platforms(books)):
        shown = f"；可以选择：{'、'.join(known)}" if known else ""
        yield InvalidOrder(f"没有平台（platform）{search.platform!r}{shown}")
    if _is_missing(search.one_matter, called := catalogue.one_matter_names()):
        yield UnknownOneMatter(f"没有一件事 {search.one_matter!r}；可以选择：{_named(called)}")
    if _is_missing(search.department, called := catalogue.department_names()):
        yield _no_department(search.department, called)
    if search.applicant and not _is_person(search.applicant):
        yield InvalidOrder("申请人（applicant）须为公民身份号码，请核对位数和校验码")
    if search.since and search.until and search.since > search.until:
        yield InvalidOrder(f"收件日期的起日（since）{search.since} 晚于止日（until）{search.until}")
    if search.stage and search.is_open is not None and search.is_open is (search.stage is Stage.CLOSED):
        kind, other = ("在办", "closed") if search.is_open else ("已办结", "handling 等在办阶段")
        yield InvalidOrder(f"只查{kind}案件时，办理阶段（stage）不能是 {other}；请改查另一类或者不限阶段")


def require_department(code: str) -> None:
    """That there is such a one.  Raises `WrongDepartment`."""
    if _is_missing(code, called := catalogue.department_names()):
        raise _no_department(code, called)


def _platforms(books: Transaction) -> tuple[str, ...]:
    """Those in the directory, and those that have filed anything."""
    entered = (row.actor for row in actor_keys.all_of(books) if row.role == Role.PLATFORM)
    return tuple(sorted({*entered, *case_lines.platforms(books)}))


def _no_department(code: str, called: Mapping[str, str]) -> WrongDepartment:
    return WrongDepartment(f"没有部门 {code!r}；可以选择：{_named(called)}")


def _is_missing(code: str, called: Mapping[str, str]) -> bool:
    return bool(code) and code not in called


def _named(called: Mapping[str, str]) -> str:
    return "、".join(f"{code}（{name}）" for code, name in called.items())


def _is_person(number: str) -> bool:
    try:
        _PERSON.validate_python(number)
    except ValidationError:
        return False
    return True
