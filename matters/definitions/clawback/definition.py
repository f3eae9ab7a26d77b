"""多发资金追回一件事: nothing is taken back without a notice, an answer and a decision.

The department that paid files the case, decides it, and alone can withdraw it. What the payee wants, a
hearing, instalments or relief, comes into the same form when the notice is answered. While a hearing is on,
the decision has not begun. An appeal stops nothing by itself (行政复议法 Art. 42, 行政诉讼法 Art. 56); while
execution is stayed, no day of what follows is counted. A decision that nothing is to be taken back is a
refusal of that item, and ends the rest; a refusal of relief or of instalments ends nothing else. No national
text on taking such payments back was found: all limits are assumptions.
"""

from dataclasses import replace
from datetime import date

from ...language import (
    Basis,
    CalendarDays,
    Competent,
    Ground,
    Material,
    Matter,
    OneMatter,
    Trust,
    WorkingDays,
)
from .. import departments, law, licences, procedures
from . import situations as when
from .checks import (
    BY_THE_OFFICE,
    CLAIMED_ONCE,
    COUNTED,
    CREDIT_CODE,
    FEWEST,
    MOST,
    NAMED,
    ONE_PAYEE,
    OVERPAID,
    PAID,
)
from .form import Answer, ClawbackForm, Overpayment, PaidAnswer, PaidBy, PaidOverpayment, Payer, Repayment

NOTICE = Material[Overpayment](
    code="clawback-notice", name="追回告知书", licence=licences.CLAWBACK_NOTICE, basis=law.NONE_FOUND
)
DECISION = Material[Overpayment](
    code="clawback-decision", name="追回决定书", licence=licences.CLAWBACK_DECISION, basis=law.NONE_FOUND
)
STAY = Ground(
    code="stay",
    name="行政复议机关或者人民法院决定停止执行",
    basis=Basis(
        document="中华人民共和国行政复议法、中华人民共和国行政诉讼法",
        article="第四十二条、第五十六条",
        since=date(2024, 1, 1),
    ),
)
"""An appeal does not stop execution by itself; where it is stayed, no day of what follows is counted."""

PAYERS = {
    PaidBy.CIVIL_AFFAIRS: departments.CIVIL_AFFAIRS,
    PaidBy.HUMAN_RESOURCES: departments.HUMAN_RESOURCES,
    PaidBy.HEALTH: departments.HEALTH,
    PaidBy.MEDICAL_INSURANCE: departments.MEDICAL_INSURANCE,
}
WHOEVER_PAID = Competent[Payer](
    name="作出拨付的部门", among=tuple(PAYERS.values()), by=lambda form: PAYERS[form.paid_by]
)

notice = Matter[PaidOverpayment](
    code="clawback-notice",
    name="多发资金核对与追回告知",
    basic_code="991000021000",
    department=departments.CIVIL_AFFAIRS,
    competent=WHOEVER_PAID,
    form=PaidOverpayment,
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    gives=licences.CLAWBACK_NOTICE,
    materials=(
        Material[Overpayment](code="payment-record", name="拨付回单", trust=Trust.A, basis=law.NONE_FOUND),
        Material[Overpayment](
            code="calculation", name="应发金额计算说明", trust=Trust.D, basis=law.NONE_FOUND
        ),
    ),
    checks=(OVERPAID, PAID, ONE_PAYEE, NAMED, CREDIT_CODE, BY_THE_OFFICE, CLAIMED_ONCE),
    basis=law.NONE_FOUND,
)

_HEARING = procedures.by_analogy(procedures.HEARING_ON_REQUEST)
_, _NOTICE, _HELD, _RECORD = _HEARING.steps
PAYEE_HEARD = replace(
    _HEARING,
    name="听证",
    ground=None,
    stands_from="",
    concerns=("收款人",),
    steps=(_NOTICE, replace(_HELD, since=""), _RECORD),
)
"""The payee has asked for it in his answer already."""

hearing = Matter[PaidAnswer](
    code="clawback-hearing",
    name="追回听证",
    basic_code="991000022000",
    department=departments.CIVIL_AFFAIRS,
    competent=WHOEVER_PAID,
    form=PaidAnswer,
    promised=WorkingDays(count=20, basis=law.DEMONSTRATION),
    gives=licences.HEARING_RECORD,
    when=when.wants_hearing,
    procedures=(PAYEE_HEARD,),
    materials=(NOTICE,),
    basis=law.NONE_FOUND,
)

decision = Matter[PaidAnswer](
    code="clawback-decision",
    name="追回决定",
    basic_code="991000023000",
    department=departments.CIVIL_AFFAIRS,
    competent=WHOEVER_PAID,
    form=PaidAnswer,
    promised=WorkingDays(count=10, basis=law.DEMONSTRATION),
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
    stops_for=(STAY,),
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
    stops_for=(STAY,),
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
    stops_for=(STAY,),
    gives=licences.CLAWBACK_RECEIPT,
    materials=(DECISION,),
    checks=(COUNTED,),
    basis=law.NONE_FOUND,
)

CLAWBACK = OneMatter[ClawbackForm](
    code="clawback",
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="多发资金追回一件事",
    also_called=("退钱", "退回多发的补贴", "多领补贴"),
    basic_code="991000020000",
    lead=departments.CIVIL_AFFAIRS,
    form=ClawbackForm,
    promised=CalendarDays(count=540, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE_OF_SERVICES,
    figures=(FEWEST, MOST),
    about=when.once_a_mistake,
    matters=(notice, hearing, decision, hardship, instalments, receipt),
    basis=law.NONE_FOUND,
)
