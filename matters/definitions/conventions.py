"""What the texts leave open of counting days, and how it is read here: printed as assumptions."""

from ..language import Convention
from . import law

HEARING_TAKES = Convention(
    says="听证所需时间自收到听证申请（依职权的自公告）之日起，至听证笔录签字之日止；等待申请的时间仍计入期限",
    basis=law.SUSPENSION,
)
STANDS_FROM_NEXT_DAY = Convention(
    says="特别程序开始的当日仍计入期限，自次日起至结束之日扣除（参照期间开始当日不计入）",
    basis=law.SUSPENSION,
)
STANDS_A_SINGLE_DAY = Convention(
    says="当日开始、当日结束的特别程序所需时间为一日，扣除该日", basis=law.SUSPENSION
)
STANDS_ON_LAST_DAY = Convention(
    says="期限最后一日开始的特别程序，该日亦不计入，期限在程序结束后届满", basis=law.SUSPENSION
)
MONTHS_STAND = Convention(
    says="按月计算的期限，按开始之日至对应日的日数计，特别程序所需日数顺延", basis=law.PERIOD_OF_MONTHS
)
UPPER_BODY_FROM_REPORT = Convention(
    says="上级行政机关的期限自下级行政机关报送初审意见和全部申请材料之日起算", basis=law.REPORT
)
INSPECTION_FROM_ITS_BEGINNING = Convention(
    says="受理之后才决定核查的，五日自决定核查之日起算：自受理之日起算的期限此时可能已过",
    basis=law.INSPECTION,
)
DEMANDED_LATER = Convention(says="受理之后的补充要求不使期限停止或者重新起算", basis=law.SUSPENSION)
EXTENSION_VOID = Convention(
    says="所记延长的批准晚于本期限最后一日，不延长本期限：只有期限届满之前可以延长", basis=law.DECISION_SINGLE
)
EXTENSION_FOLLOWS = Convention(
    says="延长的期限与原期限接续计算，原期限所至之日逢休息日的，不先顺延", basis=law.PERIOD_BEGINS
)
WEEKENDS_ARE_REST_DAYS = Convention(says="法定休假日包括周休息日", basis=law.PERIOD_ENDS)
ENDS_AT_MIDNIGHT = Convention(
    says="最后一日的截止时间为二十四时：线上全天接收；到窗口办理的，须在该窗口停止业务活动之前",
    basis=law.civil_code("第二百零三条第二款"),
)
RECEIVED_ANY_DAY = Convention(
    says="休息日收到的，以进入系统之日为收到之日，不顺延至工作日", basis=law.ELECTRONIC_RECEIPT
)
HEARING_ASKED_IN_WORKING_DAYS = Convention(
    says="申请听证的五日是当事人的期限，第八十二条只及行政机关：此处参照该条按工作日计算，有利于当事人",
    basis=law.HEARING,
)
RENEWAL_ASKED_IN_DAYS = Convention(
    says="届满三十日前提出延续是被许可人的期限，第八十二条只及行政机关：此处按日历日计算，有利于被许可人",
    basis=law.RENEWAL,
)
COUNTED_BACK = Convention(says="自事件之日起倒算，事件当日不计入", basis=law.PERIOD_BEGINS)
COUNTED_BACK_STAYS = Convention(
    says="倒算所至之日逢休息日的，仍为该日：顺延则不足法定日数", basis=law.PERIOD_ENDS
)
FESTIVALS_WITHOUT_NOTICE = Convention(
    says="当年放假安排尚未公布：法定节日照扣，补假与调休待公布后重新计算", basis=law.FESTIVALS_MADE_UP
)

CONVENTIONS = (
    HEARING_TAKES,
    STANDS_FROM_NEXT_DAY,
    STANDS_A_SINGLE_DAY,
    STANDS_ON_LAST_DAY,
    MONTHS_STAND,
    UPPER_BODY_FROM_REPORT,
    INSPECTION_FROM_ITS_BEGINNING,
    DEMANDED_LATER,
    EXTENSION_VOID,
    EXTENSION_FOLLOWS,
    WEEKENDS_ARE_REST_DAYS,
    ENDS_AT_MIDNIGHT,
    RECEIVED_ANY_DAY,
    HEARING_ASKED_IN_WORKING_DAYS,
    RENEWAL_ASKED_IN_DAYS,
    COUNTED_BACK,
    COUNTED_BACK_STAYS,
    FESTIVALS_WITHOUT_NOTICE,
)
