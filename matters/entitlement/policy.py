"""A grant as people read it (政策说明): what is published is what is decided by."""

from collections.abc import Iterator
from typing import Any

from ..definitions.law import AUTHORISATION_LIMIT, SECOND_LOOK_LIMIT
from ..language import Grant, Mode, PeriodKind, Publicity, Rule, RuleKind, Statement, yuan
from ..markdown import bullets, heading, page, table

RULES = ("规则", "内容", "依据")
FIGURES = ("数值", "标准", "依据")
DOES = {
    Mode.AUTOMATIC: "无须申请，核定后直接拨付",
    Mode.CONFIRMATION: "一键确认意愿并授权使用数据后拨付",
    Mode.COMMITMENT: "作出书面承诺后拨付",
    Mode.APPLICATION: "依法须申请，信息已预填，确认提交即可",
}
HEADINGS = {
    RuleKind.CONDITION: "须同时符合",
    RuleKind.EXCLUSION: "有下列情形之一的不享受",
    RuleKind.BY_APPLICATION: "有下列情形之一的须主动申请",
    RuleKind.BY_AN_OFFICER: "有下列情形之一的由工作人员核定后发放",
}


def policy(grant: Grant[Any]) -> str:
    """The whole policy, in Markdown."""
    return page(
        heading(f"{grant.name}政策说明", level=1),
        bullets(_face(grant)),
        *(_rules(grant, kind) for kind in RuleKind),
        heading("标准", level=2),
        table(FIGURES, rows=((it.name, str(it), str(it.basis)) for it in grant.figures)),
        heading("登记中没有时单独询问", level=2),
        bullets(dict.fromkeys(rule.datum.asks for rule in grant.all_rules if rule.datum)),
        heading("准入条件", level=2),
        bullets(_entry(grant)),
        heading("风险防控", level=2),
        bullets(_safeguards(grant)),
        heading("口径与设定", level=2),
        bullets(map(_statement, grant.assumptions)),
    )


def _face(grant: Grant[Any]) -> Iterator[str]:
    yield f"代码：{grant.code}"
    if grant.also_called:
        yield f"也叫：{'、'.join(grant.also_called)}"
    yield f"版本：{grant.edition}"
    yield f"主管部门：{grant.department.name}"
    yield f"依据：{grant.basis}"
    yield f"对象：{grant.scope}"
    yield f"享受方式：{grant.mode}（{DOES[grant.mode]}）"
    if grant.commitment:
        yield f"承诺内容：{_statement(grant.commitment)}"
    yield f"收款人：{grant.payee}"
    yield f"拨付渠道：{grant.channel}"
    yield f"发放周期：{grant.period}{_pay_day(grant)}"
    yield f"重复享受：{_once(grant)}"
    yield f"公示：{_publicity(grant.publicity)}"
    yield f"异议处理：{grant.answer}内作出决定，{grant.answer.basis}"
    if grant.mode is not Mode.AUTOMATIC:
        yield f"数据授权：自确认之日起{AUTHORISATION_LIMIT}，{AUTHORISATION_LIMIT.basis}"


def _pay_day(grant: Grant[Any]) -> str:
    if grant.pay_day is None:
        return "" if grant.period is PeriodKind.ONCE else "，核定后即发"
    return f"，次月{grant.pay_day.day}日发放，{grant.pay_day.basis}"


def _once(grant: Grant[Any]) -> str:
    among = f"，与{'、'.join(grant.once.among)}不重复享受" if grant.once.among else ""
    return f"{grant.once.often}{among}，{grant.once.basis}"


def _publicity(publicity: Publicity | None) -> str:
    if publicity is None:
        return "不公示名单"
    return (
        f"{publicity.limit}，{publicity.limit.basis}；"
        f"异议期{publicity.objection}，{publicity.objection.basis}"
    )


def _rules(grant: Grant[Any], kind: RuleKind) -> str:
    rules = [rule for rule in grant.all_rules if rule.kind is kind]
    return page(heading(HEADINGS[kind], level=2), table(RULES, rows=map(_rule, rules))) if rules else ""


def _rule(rule: Rule[Any]) -> tuple[str, ...]:
    return rule.id, rule.says, str(rule.basis)


def _entry(grant: Grant[Any]) -> Iterator[str]:
    entry = grant.entry
    yield f"受益对象明确：{_criterion(entry.beneficiary_clear)}"
    yield f"结果认定有据：{_criterion(entry.evidence_held)}"
    yield f"标准数额具体：{_criterion(entry.amount_fixed)}"
    yield f"文件时限有效：{_criterion(entry.in_force)}"


def _criterion(criterion: Statement | None) -> str:
    return _statement(criterion) if criterion else "不满足"


def _statement(statement: Statement) -> str:
    return f"{statement.says}，{statement.basis}"


def _safeguards(grant: Grant[Any]) -> Iterator[str]:
    brake = grant.brake
    yield f"每期预算：{yuan(grant.budget.fen)}，{grant.budget.basis}"
    yield (
        f"抽查复核：{grant.second_look}，{grant.second_look.basis}；"
        f"{SECOND_LOOK_LIMIT}内作出决定，{SECOND_LOOK_LIMIT.basis}"
    )
    yield (
        f"自动暂停：满{brake.least}件起，差错超过{brake.faults:%}、退票超过{brake.returns:%}"
        f"或异议超过{brake.objections:%}；首批退票不论件数，{brake.basis}"
    )
