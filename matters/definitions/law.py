"""Documents that several definitions rest upon, and the terms they set."""

from datetime import date
from decimal import Decimal

from ..language import Basis, CalendarDays, Confidence, Extendable, Figure, Timetable, WorkingDays


def _licensing(article: str) -> Basis:
    return Basis(document="中华人民共和国行政许可法", article=article, since=date(2019, 4, 23))


def _civil_code(article: str) -> Basis:
    return Basis(document="中华人民共和国民法典", article=article, since=date(2021, 1, 1))


NOTICE = _licensing("第三十二条第一款第四项")
ACCEPTANCE = _licensing("第三十二条第一款第五项")
DECISION_SINGLE = _licensing("第四十二条第一款")
DECISION_JOINT = _licensing("第四十二条第二款")
DELIVERY = _licensing("第四十四条")
SUSPENSION = _licensing("第四十五条")
HEARING = _licensing("第四十七条第一款")
INSPECTION = _licensing("第五十五条第二款")
PERIOD_BEGINS = _civil_code("第二百零一条第一款")
PERIOD_ENDS = _civil_code("第二百零三条第一款")
WEEKEND = Basis(document="国务院关于职工工作时间的规定", article="第七条第一款", since=date(1995, 5, 1))
HOLIDAYS = Basis(
    document="国务院办公厅关于部分节假日安排的通知", article="当年", confidence=Confidence.SECONDARY
)
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

TIMETABLE = Timetable(
    gather=WorkingDays(count=1, basis=DEMONSTRATION),
    notice=NOTICE_LIMIT,
    answer=WorkingDays(count=10, basis=DEMONSTRATION),
    grace=WorkingDays(count=5, basis=DEMONSTRATION),
    choose=WorkingDays(count=5, basis=DEMONSTRATION),
    pay=WorkingDays(count=5, basis=DEMONSTRATION),
    warn_at=Figure(name="临期预警的期限占比", value=Decimal(80), unit="%", basis=DEMONSTRATION),
)
"""The law sets the notice alone; how long the applicant may take is for local guides to say."""
