"""The edition of 2026-11, for cases that it has begun: civil affairs decided, and an appeal stopped all."""

from ...language import CalendarDays, Ground, Material, Matter, OneMatter, Trust, WorkingDays
from .. import departments, law, licences
from . import situations as when
from .checks import BY_THE_OFFICE, COUNTED, CREDIT_CODE, FEWEST, MOST, NAMED, ONE_PAYEE, OVERPAID, PAID
from .definition import CLAWBACK, DECISION, NOTICE
from .form import Answer, FirstClawbackForm, Overpayment, Repayment

APPEAL = Ground(code="appeal", name="行政复议或者诉讼", basis=law.DEMONSTRATION_RULE)
"""Of the decision: until it is decided nothing is paid back, and no day of what follows is counted."""

notice = Matter(
    code="clawback-notice",
    name="多发资金核对与追回告知",
    basic_code="991000021000",
    department=departments.CIVIL_AFFAIRS,
    form=Overpayment,
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    gives=licences.CLAWBACK_NOTICE,
    materials=(
        Material[Overpayment](code="payment-record", name="拨付回单", trust=Trust.A, basis=law.NONE_FOUND),
        Material[Overpayment](
            code="calculation", name="应发金额计算说明", trust=Trust.D, basis=law.NONE_FOUND
        ),
    ),
    checks=(OVERPAID, PAID, ONE_PAYEE, NAMED, CREDIT_CODE, BY_THE_OFFICE),
    basis=law.NONE_FOUND,
)

hearing = Matter(
    code="clawback-hearing",
    name="追回听证",
    basic_code="991000022000",
    department=departments.CIVIL_AFFAIRS,
    form=Answer,
    promised=WorkingDays(count=20, basis=law.DEMONSTRATION),
    gives=licences.HEARING_RECORD,
    when=when.wants_hearing,
    materials=(NOTICE,),
    basis=law.NONE_FOUND,
)

decision = Matter(
    code="clawback-decision",
    name="追回决定",
    basic_code="991000023000",
    department=departments.CIVIL_AFFAIRS,
    form=Answer,
    promised=WorkingDays(count=10, basis=law.DEMONSTRATION),
    stops_for=(APPEAL,),
    gives=licences.CLAWBACK_DECISION,
    materials=(
        NOTICE,
        Material[Answer](
            code="hearing-record",
            name="听证笔录",
            licence=licences.HEARING_RECORD,
            when=when.wants_hearing,
            basis=law.NONE_FOUND,
        ),
    ),
    basis=law.NONE_FOUND,
)

hardship = Matter(
    code="clawback-hardship",
    name="困难减免",
    basic_code="991000024000",
    department=departments.FINANCE,
    form=Repayment,
    promised=WorkingDays(count=10, basis=law.DEMONSTRATION),
    stops_for=(APPEAL,),
    when=when.is_in_hardship,
    materials=(
        DECISION,
        Material[Repayment](code="hardship-proof", name="困难情况说明", basis=law.NONE_FOUND),
    ),
    basis=law.NONE_FOUND,
)

instalments = Matter(
    code="clawback-instalments",
    name="分期退还约定",
    basic_code="991000025000",
    department=departments.FINANCE,
    form=Repayment,
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    stops_for=(APPEAL,),
    when=when.repays_in_instalments,
    materials=(DECISION,),
    checks=(COUNTED,),
    basis=law.NONE_FOUND,
)

receipt = Matter(
    code="clawback-receipt",
    name="退款核收与结清",
    basic_code="991000026000",
    department=departments.FINANCE,
    form=Repayment,
    promised=CalendarDays(count=400, basis=law.DEMONSTRATION),
    stops_for=(APPEAL,),
    gives=licences.CLAWBACK_RECEIPT,
    materials=(DECISION,),
    checks=(COUNTED,),
    basis=law.NONE_FOUND,
)

CLAWBACK_2026_11 = OneMatter[FirstClawbackForm](
    code=CLAWBACK.code,
    edition="2026-11",
    name=CLAWBACK.name,
    basic_code=CLAWBACK.basic_code,
    lead=departments.CIVIL_AFFAIRS,
    form=FirstClawbackForm,
    promised=CalendarDays(count=540, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE_OF_SERVICES,
    figures=(FEWEST, MOST),
    matters=(notice, hearing, decision, hardship, instalments, receipt),
    basis=law.NONE_FOUND,
)
