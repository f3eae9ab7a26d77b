"""When an item is called for; the docstring is what the payee reads."""

from .form import Answer, Overpayment, Repayment, Repays


def wants_hearing(form: Answer) -> bool:
    """收款人要求听证"""
    return form.wants_hearing


def repays_in_instalments(form: Repayment) -> bool:
    """收款人申请分期退还"""
    return form.repays is Repays.IN_INSTALMENTS


def is_in_hardship(form: Repayment) -> bool:
    """收款人因困难申请减免"""
    return form.in_hardship


def once_a_mistake(form: Overpayment) -> tuple[str, ...]:
    """The payment, and what was left of it: of a part that is claimed later, less is left."""
    return (f"{form.payment}/{form.paid:.2f}",)
