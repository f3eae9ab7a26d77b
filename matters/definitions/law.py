"""Documents that several definitions rest upon, and the terms they set."""

from datetime import date
from decimal import Decimal

from ..language import (
    Basis,
    CalendarDays,
    Confidence,
    Convention,
    Extendable,
    Figure,
    Months,
    Remedy,
    ServiceMode,
    Timetable,
    WorkingDays,
)


def _licensing(article: str) -> Basis:
    return Basis(document="中华人民共和国行政许可法", article=article, since=date(2019, 4, 23))


def _civil_code(article: str) -> Basis:
    return Basis(document="中华人民共和国民法典", article=article, since=date(2021, 1, 1))


def _review(article: str) -> Basis:
    return Basis(document="中华人民共和国行政复议法", article=article, since=date(2024, 1, 1))


def _civil_procedure(article: str) -> Basis:
    return Basis(document="中华人民共和国民事诉讼法", article=f"{article}（参照）", since=date(2024, 1, 1))


NOTICE = _licensing("第三十二条第一款第四项")
ACCEPTANCE = _licensing("第三十二条第一款第五项")
FIRST_REVIEW = _licensing("第四十三条")
DECISION_SINGLE = _licensing("第四十二条第一款")
DECISION_JOINT = _licensing("第四十二条第二款")
DELIVERY = _licensing("第四十四条")
SUSPENSION = _licensing("第四十五条")
HEARING = _licensing("第四十七条第一款")
HEARING_NOTICE = _licensing("第四十八条第一款第一项")
HEARING_HOST = _licensing("第四十八条第一款第三项")
HEARING_RECORD = _licensing("第四十八条第一款第五项")
DECISION_ON_RECORD = _licensing("第四十八条第二款")
STATEMENTS = _licensing("第三十六条")
PUBLIC_HEARING = _licensing("第四十六条")
RENEWAL = _licensing("第五十条第一款")
INSPECTION = _licensing("第五十五条第二款")
INSPECTORS = _licensing("第三十四条第三款")
REPORT = _licensing("第三十五条")
PERIOD_BEGINS = _civil_code("第二百零一条第一款")
PERIOD_OF_MONTHS = _civil_code("第二百零二条")
PERIOD_ENDS = _civil_code("第二百零三条第一款")
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
REVIEW_REQUEST = _review("第二十条第一款")
REVIEW_ACCEPTANCE = _review("第三十条第三款")
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
LAWSUIT = Basis(document="中华人民共和国行政诉讼法", article="第四十六条第一款", since=date(2017, 7, 1))
MARKET_REGISTRATION = Basis(
    document="中华人民共和国市场主体登记管理条例", article="第十九条", since=date(2022, 3, 1)
)
ONE_MATTER_OPINION = Basis(
    document="国务院关于进一步优化政务服务提升行政效能推动“高效办成一件事”的指导意见",
    article="国发〔2024〕3号",
    since=date(2024, 1, 9),
)
AT_THE_WINDOW = _licensing("第三十二条")
"""Mended on the spot, corrected at one notice, not required, not ours: told at once."""
FALSE_MATERIALS = _licensing("第七十八条")
REAL_NAMES = Basis(document="中华人民共和国市场主体登记管理条例", article="第十五条", since=date(2022, 3, 1))
ELECTRONIC_MATERIALS = Basis(document="“互联网+政务服务”技术体系建设指南", article="国办函〔2016〕108号")
CREDIT_CODES = Basis(document="GB 32100-2015 法人和其他组织统一社会信用代码编码规则")
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
JOINT_EXTENSION = Extendable(limit=WorkingDays(count=15, basis=DECISION_JOINT), approver="本级人民政府负责人")
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
REMEDIES = (
    Remedy(name="行政复议", limit=REVIEW_REQUEST_LIMIT, body="本级人民政府"),
    Remedy(name="行政诉讼", limit=LAWSUIT_LIMIT, body="有管辖权的人民法院"),
)
"""Against a decision, from the day on which it was served."""

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

REVIEW_ACCEPTANCE_LIMIT = WorkingDays(count=5, basis=REVIEW_ACCEPTANCE)
"""For the review body to turn a request away, from receipt; if it does not, it has accepted at their end."""

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

HEARING_TAKES = Convention(
    says="听证所需时间自收到听证申请（依职权的自公告）之日起，至听证笔录签字之日止；等待申请的时间仍计入期限",
    basis=SUSPENSION,
)
STANDS_FROM_NEXT_DAY = Convention(
    says="特别程序开始的当日仍计入期限，自次日起至结束之日扣除（参照期间开始当日不计入）", basis=SUSPENSION
)
STANDS_A_SINGLE_DAY = Convention(
    says="当日开始、当日结束的特别程序所需时间为一日，扣除该日", basis=SUSPENSION
)
STANDS_ON_LAST_DAY = Convention(
    says="期限最后一日开始的特别程序，该日亦不计入，期限在程序结束后届满", basis=SUSPENSION
)
MONTHS_STAND = Convention(
    says="按月计算的期限，按开始之日至对应日的日数计，特别程序所需日数顺延", basis=PERIOD_OF_MONTHS
)
UPPER_BODY_FROM_REPORT = Convention(
    says="上级行政机关的期限自下级行政机关报送初审意见和全部申请材料之日起算", basis=REPORT
)
DEMANDED_LATER = Convention(says="受理之后的补充要求不使期限停止或者重新起算", basis=SUSPENSION)
EXTENSION_VOID = Convention(
    says="所记延长的批准晚于期限最后一日，不计入：只有期限届满之前可以延长", basis=DECISION_SINGLE
)
EXTENSION_FOLLOWS = Convention(
    says="延长的期限与原期限接续计算，原期限所至之日逢休息日的，不先顺延", basis=PERIOD_BEGINS
)
WEEKENDS_ARE_REST_DAYS = Convention(says="法定休假日包括周休息日", basis=PERIOD_ENDS)
RECEIVED_ANY_DAY = Convention(
    says="休息日收到的，以进入系统之日为收到之日，不顺延至工作日", basis=ELECTRONIC_RECEIPT
)
COUNTED_BACK = Convention(says="自事件之日起倒算，事件当日不计入", basis=PERIOD_BEGINS)
COUNTED_BACK_STAYS = Convention(
    says="倒算所至之日逢休息日的，仍为该日：顺延则不足法定日数", basis=PERIOD_ENDS
)
FESTIVALS_WITHOUT_NOTICE = Convention(
    says="当年放假安排尚未公布：法定节日照扣，补假与调休待公布后重新计算", basis=FESTIVALS_MADE_UP
)
"""What the texts leave open of counting days, and how it is read here."""
