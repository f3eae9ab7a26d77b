"""What the office is told before a notice goes out to anybody."""

from decimal import Decimal

from ...language import Check, Facts, Family, Figure, Severity
from ..credit_codes import credit_code_adds_up
from ..law import DEMONSTRATION, NONE_FOUND
from ..registers import same_object
from .form import Overpayment, Repayment, Repays
from .situations import once_a_mistake

FEWEST = Figure(name="分期退还至少", value=Decimal(2), unit="个月", basis=DEMONSTRATION)
MOST = Figure(name="分期退还至多", value=Decimal(12), unit="个月", basis=DEMONSTRATION)
TWO_OF_THREE = 2


def _code(form: Overpayment) -> str | None:
    return form.payee_credit_code


def paid_too_much(form: Overpayment, facts: Facts) -> bool:
    return form.paid > form.due


def paid_already(form: Overpayment, facts: Facts) -> bool:
    return form.paid_on <= facts.now


def one_payee(form: Overpayment, facts: Facts) -> bool:
    return [form.payee_id, form.payee_credit_code, form.payee_key].count(None) == TWO_OF_THREE


def payee_named(form: Overpayment, facts: Facts) -> bool:
    return bool(form.payee_name or form.payee_key)


def not_by_the_payee(form: Overpayment, facts: Facts) -> bool:
    return facts.applicant not in {form.payee_id, form.payee_key}


def claimed_once(form: Overpayment, facts: Facts) -> bool:
    return not any(same_object(facts, "clawback", what) for what in once_a_mistake(form))


def instalments_counted(form: Repayment, facts: Facts) -> bool:
    if form.repays is Repays.AT_ONCE:
        return form.instalments is None
    return form.instalments is not None and FEWEST.value <= form.instalments <= MOST.value


OVERPAID = Check(
    rule="clawback.overpaid",
    family=Family.CONSISTENCY,
    holds=paid_too_much,
    field="due",
    says="应拨付金额不低于已拨付金额，没有多发",
    mend="请核对两项金额；少发的请办理补发，不走追回",
    basis=NONE_FOUND,
)
PAID = Check(
    rule="clawback.paid",
    family=Family.CONSISTENCY,
    holds=paid_already,
    field="paid_on",
    says="拨付日期晚于登记日期",
    mend="请按拨付回单核对日期；尚未拨付的请止付",
    basis=NONE_FOUND,
)
ONE_PAYEE = Check(
    rule="clawback.one-payee",
    family=Family.COMPLETENESS,
    holds=one_payee,
    field="payee_id",
    says="收款人须是一名个人或一个单位",
    mend="请在公民身份号码、统一社会信用代码与登记库编号中填写一项",
    basis=NONE_FOUND,
)
NAMED = Check(
    rule="clawback.named",
    family=Family.COMPLETENESS,
    holds=payee_named,
    field="payee_name",
    says="未写明收款人名称",
    mend="请填写收款人名称；以登记库编号登记的可以不填",
    basis=NONE_FOUND,
)
CREDIT_CODE = credit_code_adds_up("clawback", field="payee_credit_code", of=_code)
BY_THE_OFFICE = Check(
    rule="clawback.by-the-office",
    family=Family.AUTHORITY,
    holds=not_by_the_payee,
    field="payee_id",
    says="登记人是收款人本人",
    mend="追回由拨付部门登记；收款人要求退还的，请到拨付部门说明",
    basis=NONE_FOUND,
)
CLAIMED_ONCE = Check(
    rule="clawback.same-payment",
    family=Family.DUPLICATE,
    holds=claimed_once,
    field="payment",
    says="该笔拨付的同一余额另有追回在办或已办结",
    mend="同一笔多发款项只追回一次；确属另一笔多发的，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=NONE_FOUND,
)
COUNTED = Check(
    rule="clawback.counted",
    family=Family.COMPLETENESS,
    holds=instalments_counted,
    field="instalments",
    says=f"分期月数与退还方式不符，或不在{FEWEST.value}至{MOST}之间",
    mend=f"分期退还的请填写{FEWEST.value}至{MOST}，一次退还的不填",
    basis=NONE_FOUND,
)
