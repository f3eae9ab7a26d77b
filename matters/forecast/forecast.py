"""What one form would lead to, for the author of a definition to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..clock import Due, Explanation
from ..definitions.registers import LICENCE_LIBRARY, HeldLicence, LicenceStatus, licences_in_force
from ..guide.advice import guide
from ..language import CheckFinding, Enquired, FieldFault, Severity, yuan
from ..markdown import NONE, bullets, heading, page, table
from ..plan.application import Application, Wanted
from ..plan.plan import LeftOut, Plan, PlannedFee, PlannedItem, PlannedPaper, Source
from ..review.review import ReviewConclusion, review

ITEMS = ("事项", "办理", "原因", "部门", "前置事项", "最迟办结", "费用", "材料")
SPANS = ("首日", "末日", "天数", "计入", "累计", "原因", "依据")
PROVISIONAL = "“暂定”：该年节假日安排尚未公布，仅按周末和法定节日推算。"
SOURCES = {
    Source.EARLIER_ITEM: "前置事项",
    Source.LICENCE_LIBRARY: "电子证照库",
    Source.APPLICANT: "申请人提交",
    Source.FOLLOWS: "可容缺，最迟补交",
}
SEVERITIES = {
    Severity.WARNING: "提示",
    Severity.TO_A_PERSON: "转人工核对",
    Severity.MUST_MEND: "须更正",
    Severity.CORRECT: "须补正",
    Severity.NOT_REQUIRED: "无需办理",
    Severity.NOT_OURS: "不属本机关受理",
}


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What would be found, what that leads to, and the plan that would be followed."""

    on: date
    conclusion: ReviewConclusion
    findings: tuple[CheckFinding, ...]
    plan: Plan
    unasked: int = 0
    """Entries of registers that pre-review would ask for, and nobody asks here."""


def forecast(application: Application[Any]) -> Forecast:
    """As if the library held every licence; what other registers say is left open."""
    facts = application.facts.told(dict(map(_held, application.wanted_licences())))
    uploaded = dict.fromkeys(application.uploaded, "")
    one, answers = application.one, application.answers
    reviewed = review(one, answers, guide(one, answers), facts, uploaded=uploaded, committed=True)
    met = replace(
        application,
        held=licences_in_force(facts),
        findings=reviewed.findings,
        acts_as=reviewed.acts_as or "",
    )
    return Forecast(
        on=facts.on,
        conclusion=reviewed.conclusion,
        findings=reviewed.findings,
        plan=met.plan(),
        unasked=len(reviewed.unasked),
    )


def explanation(foreseen: Forecast) -> str:
    """Findings, every item with its last day, and why what is left out is left out."""
    plan = foreseen.plan
    return page(
        heading(f"{plan.name}：{foreseen.on} 受理时的办理计划", level=1),
        f"申请人身份：{plan.acts_as}" if plan.acts_as else "",
        heading("预审", level=2),
        bullets(map(finding_of, foreseen.findings)),
        heading("事项", level=2),
        table(ITEMS, rows=(*map(_item_row, plan.items), *map(_left_out_row, plan.left_out))),
        f"全部事项最迟办结：{_due(plan.due)}",
        bullets(notes_of(foreseen)),
    )


def reckoning(explained: Explanation) -> str:
    """How a limit is counted, day by day, and when it ends."""
    due = explained.due
    return page(
        heading("期限计算", level=1),
        table(SPANS, rows=explained.rows()),
        f"受理日：{explained.accepted_on or '尚未受理，办理期限未起算'}",
        f"最迟办结：{_due(due) if due else '期限未在计算，尚不能确定'}",
        bullets(f"约定：{each.says}；依据：{each.basis}" for each in explained.assumptions),
    )


def complaint(wrong: Iterable[FieldFault], *, of: str) -> str:
    """All that keeps a form, or a record, from being read."""
    return page(f"{of}有误：", bullets(f"{field.path}：{field.says}" for field in wrong))


def _held(wanted: Wanted) -> tuple[Enquired, HeldLicence]:
    code, holder = wanted
    supposed = HeldLicence(
        as_of=date.min,
        identifier=code,
        code=code,
        holder=holder,
        status=LicenceStatus.IN_FORCE,
        elements={},
    )
    return (LICENCE_LIBRARY, f"{code}/{holder}"), supposed


def finding_of(finding: CheckFinding) -> str:
    kind = SEVERITIES[finding.severity]
    basis = f"；依据：{finding.basis}" if finding.basis else ""
    return f"〔{kind}〕{finding.matter} {finding.path}：{finding.says}。{finding.mend}{basis}"


def _item_row(item: PlannedItem) -> tuple[str, ...]:
    return (
        f"{item.name} {item.code}",
        "是",
        item.because,
        item.department_name,
        "、".join(item.after),
        _due(item.due),
        _fee(item.fee),
        "；".join(map(_paper, item.papers)),
    )


def _left_out_row(item: LeftOut) -> tuple[str, ...]:
    stands = (
        ("待定", f"待答复：{item.until_answered}")
        if item.until_answered
        else ("否", f"不符合：{item.because}")
    )
    return f"{item.name} {item.code}", *stands, NONE, NONE, NONE, NONE, NONE


def _fee(fee: PlannedFee | None) -> str:
    if fee is None:
        return NONE
    return yuan(fee.fen) if fee.fen else f"免收：{fee.exempt_because}"


def _paper(paper: PlannedPaper) -> str:
    giver = f" {paper.reference}" if paper.source is Source.EARLIER_ITEM else ""
    by = f" {paper.follows_by}" if paper.follows_by else ""
    return f"{paper.name}（{SOURCES[paper.source]}{giver}{by}）"


def _due(due: Due) -> str:
    return f"{due.on}（暂定）" if due.provisional else str(due.on)


def notes_of(foreseen: Forecast) -> Iterator[str]:
    """What is left open."""
    plan = foreseen.plan
    yield "电子证照库中的材料，以查到为前提；查无时由申请人提交。"
    for item in plan.items:
        if quota := item.quota:
            ranked = f"（第{quota.rank}顺位），没有名额的，{quota.otherwise}" if quota.otherwise else ""
            how = f"{quota.says_order}{ranked}，{quota.order}"
            yield f"{item.name}：名额{quota.says}，{quota.basis}；{how}。"
    names = {item.code: item.name for item in plan.items}
    for put in plan.later:
        says = f"请在{put.within}内答复，逾期视为“{put.silently}”。{put.within.basis}"
        yield f"{names[put.asked_after]}办结后询问：{put.asks}{says}"
    if foreseen.unasked:
        yield f"预审另须查询基础库 {foreseen.unasked} 项，此处未查询，相关规则未核对。"
    if plan.due.provisional or any(item.due.provisional for item in plan.items):
        yield PROVISIONAL
