"""Base registers (基础库) that definitions ask, and what entries say; titles are what officers read."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..language import Entry, Facts, Licence, Register, nobody


class PersonEntry(Entry):
    """Of the population register (人口库). `division` is where the household is registered (GB/T 2260)."""

    number: Annotated[str, Field(title="公民身份号码")]
    name: Annotated[str, Field(title="姓名")]
    sex: Annotated[str, Field(title="性别")]
    division: Annotated[str, Field(title="户籍地区划")]
    address: Annotated[str, Field(title="住址")]
    alive: Annotated[bool, Field(title="健在")] = True


class MarriageEntry(Entry):
    """Of the marriage register, under either spouse's number; `ended_on` after a divorce or a death.

    `registered_on` is unknown of old marriages.
    """

    husband: Annotated[str, Field(title="丈夫公民身份号码")]
    husband_name: Annotated[str, Field(title="丈夫姓名")]
    wife: Annotated[str, Field(title="妻子公民身份号码")]
    wife_name: Annotated[str, Field(title="妻子姓名")]
    registered_on: Annotated[date | None, Field(title="结婚登记日期")] = None
    ended_on: Annotated[date | None, Field(title="婚姻终止日期")] = None

    def lasts(self, on: date) -> bool:
        """Whether they were married on a day; that on which a marriage ends is its last."""
        begun = self.registered_on is None or self.registered_on <= on
        return begun and (self.ended_on is None or on <= self.ended_on)


class BirthEntry(Entry):
    """Of the birth register, under the mother's number: her last delivery, and the certificates issued."""

    born_on: Annotated[date, Field(title="出生日期")]
    sex: Annotated[str, Field(title="性别")]
    hospital: Annotated[str, Field(title="助产机构")]
    children: Annotated[int, Field(title="活产数")] = 1
    certified: Annotated[int, Field(title="已签发出生医学证明数")] = 0


class InsuranceEntry(Entry):
    """Of the medical-insurance register: whether the maternity insurance is in force, and since, until when.

    `until` is inclusive. Where it does not say since when, it was always so; until when, nobody knows.
    """

    maternity: Annotated[bool, Field(title="参加生育保险")]
    since: Annotated[date | None, Field(title="生育保险参保日期")] = None
    until: Annotated[date | None, Field(title="生育保险终止日期")] = None

    def covers(self, on: date) -> bool:
        """Whether the maternity insurance was in force on a day."""
        if self.since is not None and on < self.since:
            return False
        return self.maternity if self.until is None else on <= self.until


class BusinessStatus(StrEnum):
    OPEN = "存续"
    ABNORMAL = "经营异常"
    REVOKED = "吊销"
    DEREGISTERED = "注销"


class BusinessEntry(Entry):
    """Of the business register: public under its credit code, personal under its operator's number.

    `others` are those that the same operator has besides; under a credit code there are none.
    """

    credit_code: Annotated[str, Field(title="统一社会信用代码")]
    name: Annotated[str, Field(title="名称")]
    operator: Annotated[str, Field(title="经营者公民身份号码")]
    operator_name: Annotated[str, Field(title="经营者姓名")]
    address: Annotated[str, Field(title="地址")]
    division: Annotated[str, Field(title="所在地区划")]
    status: Annotated[BusinessStatus, Field(title="登记状态")] = BusinessStatus.OPEN
    others: Annotated[tuple["BusinessEntry", ...], Field(title="同一经营者的其他登记")] = ()


class ClosingNoticeEntry(Entry):
    """Of the publicity system, under a credit code: what is public of an enterprise that closes."""

    simple_since: Annotated[date | None, Field(title="简易注销公告日期")] = None
    pushed_on: Annotated[date | None, Field(title="推送税务等部门日期")] = None
    objected_on: Annotated[date | None, Field(title="异议日期")] = None
    objection_by: Annotated[str, Field(title="异议提出方")] = ""
    liquidators_since: Annotated[date | None, Field(title="清算组成立日期")] = None
    liquidators_public_since: Annotated[date | None, Field(title="清算组成员名单公告日期")] = None
    liquidated_on: Annotated[date | None, Field(title="清算结束日期")] = None
    creditors_told_on: Annotated[date | None, Field(title="通知债权人日期")] = None
    creditors_since: Annotated[date | None, Field(title="债权人公告日期")] = None
    insolvent_on: Annotated[date | None, Field(title="受理破产申请日期")] = None


class PlacementEntry(Entry):
    """Of the platform that gives children their places, under a child's number."""

    placed_on: Annotated[date | None, Field(title="安排日期")] = None
    school: Annotated[str, Field(title="安排学校")] = ""
    placed_by: Annotated[str, Field(title="安排方式")] = ""


class SeasonEntry(Entry):
    """Of the plan of enrolment, under a term: from when until when one may apply."""

    opens_on: Annotated[date, Field(title="报名开始日期")]
    closes_on: Annotated[date, Field(title="报名截止日期")]


class HomeEntry(Entry):
    """Of the register of real estate, under an owner's number and a unit's: whether all of it is theirs."""

    whole: Annotated[bool, Field(title="拥有全部产权")]


class AccountEntry(Entry):
    """Of the unified identity (统一身份认证): how its holder can be reached."""

    phone: str


class ClerkEntry(Entry):
    """Of the officers' list: who files for a department, under its code."""

    name: str
    identity_number: str
    phone: str


class GuardianEntry(Entry):
    """Of the register of guardians, under a guardian's number: whose guardian he is."""

    wards: Annotated[tuple[str, ...], Field(title="被监护人公民身份号码")]


class ListingEntry(Entry):
    """Of the credit lists: somebody is barred, or to be looked at, until a day inclusive."""

    because: Annotated[str, Field(title="事由")]
    until: Annotated[date, Field(title="截止日期")]


class UnderWay(Entry):
    """Cases of one applicant and one one-matter that are not closed, this one not counted."""

    cases: int


class SameObject(Entry):
    """Cases about the same thing, whoever asked: not closed, or granted; this one not counted."""

    cases: int


class VerifiedPaper(Entry):
    """A file that a window has compared with its original."""

    code: str


class Element(StrEnum):
    """Data elements of e-licences (照面要素)."""

    NAME = "name"
    ADDRESS = "address"
    ACCOUNT = "account"


class LicenceStatus(StrEnum):
    IN_FORCE = "有效"
    SUSPENDED = "暂扣"
    REVOKED = "撤销或注销"


class HeldLicence(Entry):
    """Of the e-licence library. `elements` are what its face says; `valid_until` is inclusive.

    `others` are those of the kind that the holder has besides, as far as they are in force.
    """

    identifier: Annotated[str, Field(title="证照标识")]
    code: Annotated[str, Field(title="证照类型")]
    holder: Annotated[str, Field(title="持证人")]
    status: Annotated[LicenceStatus, Field(title="证照状态")]
    valid_until: Annotated[date | None, Field(title="有效期至")] = None
    elements: Annotated[dict[Element, str], Field(title="照面内容")]
    others: Annotated[tuple["HeldLicence", ...], Field(title="同类其他证照")] = ()

    def is_valid(self, on: date) -> bool:
        """Whether it is in force on a day."""
        in_time = self.valid_until is None or on <= self.valid_until
        return self.status is LicenceStatus.IN_FORCE and in_time


def _first(key: str) -> str:
    return key.split("/", maxsplit=1)[0]


def _second(key: str) -> str:
    return key.split("/")[1]


POPULATION = Register(code="population-register", name="人口基础信息库", entry=PersonEntry)
MARRIAGES = Register(code="marriage-register", name="婚姻登记信息库", entry=MarriageEntry)
BIRTHS = Register(code="birth-register", name="出生医学登记库", entry=BirthEntry)
INSURANCE = Register(code="insurance-register", name="医疗保障参保信息库", entry=InsuranceEntry)
BUSINESSES = Register(code="business-register", name="法人基础信息库", entry=BusinessEntry, subject=nobody)
OPERATORS = Register(code="operator-register", name="法人基础信息库（按经营者）", entry=BusinessEntry)
ACCOUNTS = Register(code="account-register", name="统一身份认证", entry=AccountEntry)
PUBLICITY = Register(
    code="publicity-system", name="国家企业信用信息公示系统", entry=ClosingNoticeEntry, subject=nobody
)
PLACEMENTS = Register(code="placement-register", name="义务教育招生入学平台", entry=PlacementEntry)
SEASONS = Register(code="enrolment-plan", name="义务教育招生计划", entry=SeasonEntry, subject=nobody)
HOMES = Register(code="home-register", name="不动产登记信息库", entry=HomeEntry, subject=_first)
CLERKS = Register(code="clerks", name="经办人名册", entry=ClerkEntry, subject=nobody)
GUARDIANS = Register(code="guardian-register", name="监护关系信息库", entry=GuardianEntry)
CREDIT = Register(code="credit-list", name="信用名单", entry=ListingEntry)
LICENCE_LIBRARY = Register(code="licence-library", name="电子证照库", entry=HeldLicence, subject=_second)
LICENCE_NUMBERS = Register(
    code="licence-numbers", name="电子证照库（按标识）", entry=HeldLicence, subject=nobody
)
UNDER_WAY = Register(code="cases-under-way", name="在办案件", entry=UnderWay, subject=_second)
SAME_OBJECT = Register(code="cases-about-the-same", name="同一标的办件", entry=SameObject, subject=nobody)
VERIFIED_PAPERS = Register(code="verified-papers", name="窗口已核验材料", entry=VerifiedPaper, subject=nobody)


def licence_key(kind: Licence, holder: str) -> str:
    """Where the library keeps the licence of this kind that somebody holds."""
    return f"{kind.code}/{holder}"


def licence(facts: Facts, kind: Licence, holder: str) -> HeldLicence | None:
    """The licence of this kind that somebody holds, in force or not.  Raises as `Facts.entry`."""
    return facts.entry(LICENCE_LIBRARY, licence_key(kind, holder))


def in_force(facts: Facts, kind: Licence, holder: str) -> tuple[HeldLicence, ...]:
    """All of this kind that somebody holds, and that are valid on the day.  Raises as `Facts.entry`."""
    held = licence(facts, kind, holder)
    return tuple(one for one in (held, *held.others) if one.is_valid(facts.now)) if held else ()


def licences_in_force(facts: Facts) -> dict[tuple[str, str], str]:
    """Of what the library has said, the identifiers of valid licences, by kind and holder."""
    return {
        (said.code, said.holder): said.identifier
        for (register, _), said in facts.said.items()
        if register is LICENCE_LIBRARY and isinstance(said, HeldLicence) and said.is_valid(facts.now)
    }


def under_way(facts: Facts, one_matter: str) -> UnderWay | None:
    """Other cases of the applicant for this one-matter that are not closed.  Raises as `Facts.entry`."""
    return facts.entry(UNDER_WAY, f"{one_matter}/{facts.applicant}/{facts.case}")


def same_object(facts: Facts, one_matter: str, what: str) -> int:
    """How many other cases of this one-matter are about the same thing.  Raises as `Facts.entry`."""
    known = facts.entry(SAME_OBJECT, f"{one_matter}/{facts.case}/{what}")
    return known.cases if known else 0
