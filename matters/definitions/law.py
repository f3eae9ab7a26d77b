"""Documents that several definitions rest upon, and the terms they set."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from ..language import (
    Basis,
    CalendarDays,
    Confidence,
    Extendable,
    Figure,
    Ground,
    Limit,
    Matter,
    Months,
    Remedy,
    ServiceMode,
    Timetable,
    WorkingDays,
)
from .departments import HEAD_OF_GOVERNMENT

LaidDownT = TypeVar("LaidDownT", bound=Limit | Figure | Ground)

SECOND_EDITIONS: Final = date(2026, 11, 28)
"""From when the editions of 2026-12 hold, which were held against the texts on that day."""
LICENSING = "中华人民共和国行政许可法"
_LIKEWISE = "（参照）"


def licensing(article: str, *, quotes: str = "") -> Basis:
    return Basis(document=LICENSING, article=article, since=date(2019, 4, 23), quotes=quotes)


def civil_code(article: str, *, quotes: str = "") -> Basis:
    return Basis(document="中华人民共和国民法典", article=article, since=date(2021, 1, 1), quotes=quotes)


def review(article: str, *, quotes: str = "") -> Basis:
    """Of a decision, by who is above."""
    return Basis(document="中华人民共和国行政复议法", article=article, since=date(2024, 1, 1), quotes=quotes)


def registration(article: str, *, quotes: str = "") -> Basis:
    """Of market entities."""
    return Basis(
        document="中华人民共和国市场主体登记管理条例", article=article, since=date(2022, 3, 1), quotes=quotes
    )


def _both(of_entities: str, of_licences: str) -> Basis:
    """Of market entities and of licences, which say the same."""
    return registration(f"{of_entities}；{LICENSING}{of_licences}")


def _civil_procedure(article: str) -> Basis:
    return Basis(document="中华人民共和国民事诉讼法", article=f"{article}{_LIKEWISE}", since=date(2024, 1, 1))


def _litigation(article: str, *, quotes: str = "") -> Basis:
    return Basis(document="中华人民共和国行政诉讼法", article=article, since=date(2017, 7, 1), quotes=quotes)


def is_likeness(basis: Basis) -> bool:
    """Whether it is told as one."""
    return basis.article.endswith(_LIKEWISE)


def by_analogy(basis: Basis) -> Basis:
    """An article on what it does not govern: it says how things are done, and somebody is to confirm that."""
    if is_likeness(basis):
        return basis
    return replace(basis, article=f"{basis.article}{_LIKEWISE}", confidence=Confidence.UNVERIFIED)


def likewise(laid_down: LaidDownT) -> LaidDownT:
    """The same limit, number or ground, on what its article does not govern."""
    return replace(laid_down, basis=by_analogy(laid_down.basis))


NOTICE = licensing("第三十二条第一款第四项", quotes="当场或者在五日内一次告知")
ACCEPTANCE = licensing("第三十二条第一款第五项")
FIRST_REVIEW = licensing("第四十三条", quotes="自其受理行政许可申请之日起二十日内审查完毕")
DECISION_SINGLE = licensing("第四十二条第一款", quotes="二十日内作出行政许可决定……可以延长十日")
DECISION_JOINT = licensing("第四十二条第二款", quotes="不得超过四十五日……可以延长十五日")
DELIVERY = licensing("第四十四条", quotes="自作出决定之日起十日内")
ORDER_OF_ACCEPTANCE = licensing("第五十七条")
"""Of several who fulfil the conditions, where there are only so many places."""
SUSPENSION = licensing("第四十五条")
HEARING = licensing("第四十七条第一款", quotes="五日内提出听证申请的……二十日内组织听证")
HEARING_NOTICE = licensing("第四十八条第一款第一项", quotes="于举行听证的七日前")
HEARING_HOST = licensing("第四十八条第一款第三项")
HEARING_RECORD = licensing("第四十八条第一款第五项")
STATEMENTS = licensing("第三十六条")
PUBLIC_HEARING = licensing("第四十六条")
RENEWAL = licensing("第五十条第一款", quotes="有效期届满三十日前")
INSPECTION = by_analogy(licensing("第五十五条第二款", quotes="五日内指派两名以上工作人员"))
"""Of tests by technical standards; for going and seeing, Art. 34 has no days of its own."""
INSPECTORS = licensing("第三十四条第三款", quotes="指派两名以上工作人员")
REPORT = licensing("第三十五条")
PERIOD_BEGINS = civil_code("第二百零一条第一款")
PERIOD_OF_MONTHS = civil_code("第二百零二条")
PERIOD_ENDS = civil_code("第二百零三条第一款")
WEEKEND = Basis(document="国务院关于职工工作时间的规定", article="第七条第一款", since=date(1995, 5, 1))
FESTIVALS = Basis(document="全国年节及纪念日放假办法", article="第二条", since=date(2025, 1, 1))
"""Days off that no yearly notice has to name."""
FESTIVALS_MADE_UP = Basis(document="全国年节及纪念日放假办法", article="第六条", since=date(2025, 1, 1))
HOLIDAYS = Basis(
    document="国务院办公厅关于部分节假日安排的通知", article="当年", confidence=Confidence.SECONDARY
)
ELECTRONIC_RECEIPT = Basis(
    document="中华人民共和国电子签名法", article="第十一条第二款", since=date(2019, 4, 23)
)
AGENCY = civil_code("第一百六十一条第一款")
REVIEW_REQUEST = review("第二十条第一款", quotes="之日起六十日内提出行政复议申请")
STATUTORY_DUTY = Basis(
    document="中华人民共和国个人信息保护法", article="第十三条第一款第三项", since=date(2021, 11, 1)
)
"""On which personal data are handled, and kept, without consent."""
ELECTRONIC_ARCHIVES = Basis(
    document="国务院关于在线政务服务的若干规定",
    article="第十二条",
    since=date(2019, 4, 26),
    confidence=Confidence.UNVERIFIED,
)
ACCOUNTING_ARCHIVES = Basis(
    document="会计档案管理办法", article="第十四条", since=date(2016, 1, 1), confidence=Confidence.UNVERIFIED
)
LAWSUIT = _litigation("第四十六条第一款", quotes="作出行政行为之日起六个月内提出")
LATEST_LAWSUIT = _litigation("第四十六条第二款")
"""Until then somebody who was not told of a decision may go to court about it."""
MARKET_REGISTRATION = registration("第十九条", quotes="3个工作日内予以登记……再延长3个工作日")
ONE_MATTER_OPINION = Basis(
    document="国务院关于进一步优化政务服务提升行政效能推动“高效办成一件事”的指导意见",
    article="国发〔2024〕3号，三、（四）",
    since=date(2024, 1, 9),
)
AT_THE_WINDOW = licensing("第三十二条")
"""Mended on the spot, corrected at one notice, not required, not ours: told at once."""
AT_ANY_WINDOW = by_analogy(AT_THE_WINDOW)
"""The same where nothing is licensed: what is registered, confirmed, paid or certified."""
REAL_NAMES = _both("第十五条", "第三十一条第一款")
PREMISES_PAPERS = _both("第十六条第一款第三项", "第三十一条第一款")
TRUE_MATERIALS = _both("第十七条", "第三十一条第一款")
WHOLE_MATERIALS = _both("第十九条第二款", "第三十二条第一款第四项")
"""What a market entity is asked once, for its registration and for its licences."""
ELECTRONIC_MATERIALS = Basis(
    document="“互联网+政务服务”技术体系建设指南",
    article="国办函〔2016〕108号",
    confidence=Confidence.SECONDARY,
)
CREDIT_CODES = Basis(
    document="GB 32100-2015 法人和其他组织统一社会信用代码编码规则",
    article="校验码（算法见公开代码库）",
    confidence=Confidence.SECONDARY,
)
NONE_FOUND = Basis(
    document="未查到法律、法规或规章依据，使用前由主管部门核定", confidence=Confidence.UNVERIFIED
)
"""For what a service needs and no text was found to prescribe."""
DEMONSTRATION_RULE = Basis(document="示范规则，使用前以本地办事指南核定", confidence=Confidence.UNVERIFIED)
DEMONSTRATION = Basis(document="示范时限，使用前以本地办事指南核定", confidence=Confidence.UNVERIFIED)

AGREEMENT = Figure(
    name="自动办理所需的规则与人工一致率", value=Decimal(95), unit="%", basis=DEMONSTRATION_RULE
)
TRUSTED_AFTER = Figure(
    name="自动办理所需的人工核定件数", value=Decimal(20), unit="件", basis=DEMONSTRATION_RULE
)
SECOND_LOOK = Figure(name="自动办理后的抽查比例", value=Decimal(5), unit="%", basis=DEMONSTRATION_RULE)
"""For items that a machine may grant; no national text sets such numbers."""

NOTICE_LIMIT = WorkingDays(count=5, basis=NOTICE)
"""For the one correction notice, from receipt."""

SINGLE_LIMIT = WorkingDays(count=20, basis=DECISION_SINGLE)
SINGLE_EXTENSION = Extendable(limit=WorkingDays(count=10, basis=DECISION_SINGLE), approver="本行政机关负责人")
JOINT_LIMIT = WorkingDays(count=45, basis=DECISION_JOINT)
JOINT_EXTENSION = Extendable(limit=WorkingDays(count=15, basis=DECISION_JOINT), **HEAD_OF_GOVERNMENT)
"""For the decision, from acceptance: of one department, and of several together (Art. 26)."""

DELIVERY_LIMIT = WorkingDays(count=10, basis=DELIVERY)
"""To issue and deliver, from the decision."""

HEARING_REQUEST_LIMIT = WorkingDays(count=5, basis=HEARING)
"""To ask for a hearing, from being told of the right."""

HEARING_LIMIT = WorkingDays(count=20, basis=HEARING)
"""To hold it, from the request."""

HEARING_NOTICE_LIMIT = WorkingDays(count=7, basis=HEARING_NOTICE)
"""To tell when and where, reckoned back from the hearing."""

RENEWAL_LIMIT = CalendarDays(count=30, basis=RENEWAL)
"""To ask for a licence's renewal, reckoned back from its last day."""

FIRST_REVIEW_LIMIT = WorkingDays(count=20, basis=FIRST_REVIEW)
"""For the lower body to review and report, from acceptance."""

REVIEW_REQUEST_LIMIT = CalendarDays(count=60, basis=REVIEW_REQUEST)
LAWSUIT_LIMIT = Months(count=6, basis=LAWSUIT)
LAWSUIT_AFTER_REVIEW = CalendarDays(count=15, basis=_litigation("第四十五条", quotes="十五日内"))
REMEDIES = (
    Remedy(name="行政复议", limit=REVIEW_REQUEST_LIMIT, body="本级人民政府"),
    Remedy(
        name="行政诉讼",
        limit=LAWSUIT_LIMIT,
        body="有管辖权的人民法院",
        after_review=LAWSUIT_AFTER_REVIEW,
    ),
)
"""Against a decision, from the day on which it was served."""

REMEDIES_ABOVE = (
    Remedy(
        name="行政复议",
        limit=CalendarDays(count=60, basis=review("第二十条第一款、第二十七条")),
        body="上一级主管部门",
    ),
    REMEDIES[1],
)
"""Against one of the customs or the tax bureau, which answer to their own superiors alone."""

ELECTRONIC = ServiceMode(code="electronic", name="电子送达", basis=_civil_procedure("第九十条"))
SIGNED = ServiceMode(code="signed", name="直接送达", basis=_civil_procedure("第八十八条"), witnessed=True)
LEFT = ServiceMode(code="left", name="留置送达", basis=_civil_procedure("第八十九条"), witnessed=True)
POST = ServiceMode(code="post", name="邮寄送达", basis=_civil_procedure("第九十一条"), witnessed=True)
PUBLIC_NOTICE = ServiceMode(
    code="public-notice",
    name="公告送达",
    basis=_civil_procedure("第九十五条"),
    after=CalendarDays(count=30, basis=_civil_procedure("第九十五条")),
    witnessed=True,
)
SERVICE_MODES = (ELECTRONIC, SIGNED, LEFT, POST, PUBLIC_NOTICE)
"""The law of licensing names no modes: those of civil procedure, by analogy. Of post, the day of the return
receipt counts; a parcel handed to a carrier is not served yet.
"""

INSPECTION_LIMIT = WorkingDays(count=5, basis=INSPECTION)
"""To send two or more inspectors, from acceptance."""

REGISTRATION_LIMIT = WorkingDays(count=3, basis=MARKET_REGISTRATION)
REGISTRATION_EXTENSION = Extendable(
    limit=WorkingDays(count=3, basis=MARKET_REGISTRATION), approver="登记机关负责人"
)
"""Of a market entity, where it cannot be registered on the spot."""

AUTHORISATION_LIMIT = CalendarDays(count=180, basis=DEMONSTRATION)
"""To use the data of whoever has confirmed a grant: to check, to pay, and to look at it afterwards."""

SECOND_LOOK_LIMIT = WorkingDays(count=5, basis=DEMONSTRATION)
"""For an officer to look at a grant that was drawn, or that a rule could not judge: nobody waits for ever."""

ACCOUNT_LIMIT = WorkingDays(count=3, basis=DEMONSTRATION)
"""Before another account is paid onto: whoever was told of it, and did not name it, may say so."""

TIMETABLE = Timetable(
    gather=WorkingDays(count=1, basis=DEMONSTRATION),
    notice=NOTICE_LIMIT,
    answer=WorkingDays(count=10, basis=DEMONSTRATION),
    grace=WorkingDays(count=5, basis=DEMONSTRATION),
    choose=WorkingDays(count=5, basis=DEMONSTRATION),
    pay=WorkingDays(count=5, basis=DEMONSTRATION),
    told_within=WorkingDays(count=1, basis=DEMONSTRATION),
    warn_at=Figure(name="临期预警的期限占比", value=Decimal(80), unit="%", basis=DEMONSTRATION),
)
"""The law sets the notice alone; how long the applicant may take is for local guides to say."""

TIMETABLE_OF_SERVICES = replace(TIMETABLE, notice=likewise(NOTICE_LIMIT))
"""Of what is no licence: the law of licensing says how, and no text how soon."""


def governing(basis: Basis, *, licensed: bool) -> Basis:
    """A text as it holds of an item: that of licensing of what is no licence by analogy."""
    return basis if licensed or basis.document != LICENSING else by_analogy(basis)


def at_the_window(matter: Matter[Any]) -> Basis:
    """By which whoever applies is told at once what is wrong."""
    return governing(AT_THE_WINDOW, licensed=matter.is_licence)


def order_of_places(matter: Matter[Any]) -> Basis:
    """By which places go where there are only so many: by a declared order, else by that of acceptance."""
    if matter.quota and matter.quota.ranking:
        return matter.quota.ranking.basis
    return governing(ORDER_OF_ACCEPTANCE, licensed=matter.is_licence)


def delivery_of(matter: Matter[Any]) -> Limit:
    """To issue and deliver its decision: by its own law, else by that of licensing."""
    return matter.delivery or (DELIVERY_LIMIT if matter.is_licence else likewise(DELIVERY_LIMIT))
