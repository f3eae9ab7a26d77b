"""Answers to enquiries as tables for a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType

from ...counted import campaign_period
from ...errors import WrongField
from ...labels import APPLIES, CONCLUSIONS, HANDLINGS, OBSTACLES, ORIGINS, yuan
from ...messages.enquiries.catalogue import OneMatterEntry
from ...messages.enquiries.guidance import Guidance, GuidedItem
from ...messages.enquiries.pre_review import PreReview
from ...messages.enquiries.prefill import Prefilling
from ...messages.grants.publicity import PublicList
from .item import findings
from .layout import table


def catalogue(entries: Iterable[OneMatterEntry]) -> RenderableType:
    """The one-matters that can be applied for."""
    return table(("代码", "版本", "一件事"), ((entry.code, entry.edition, entry.name) for entry in entries))


def guidance(advice: Guidance) -> RenderableType:
    """What to answer next, which items there will be, and what to bring."""
    shown: list[RenderableType] = [f"{advice.name}  承诺时限 {advice.promised}"]
    if advice.wrong_fields:
        shown.append(wrong_fields(advice.wrong_fields))
    asked = ((question.asks, question.field, "、".join(question.decides)) for question in advice.questions)
    shown.append(table(("还需回答", "字段", "决定"), asked) if advice.questions else "已无需要回答的问题")
    shown.append(table(("事项", "部门", "办理", "情形", "承诺时限", "结果"), map(_item, advice.items)))
    shown += [f"{item.name}：数量限制：{item.quota}" for item in advice.items if item.quota]
    shown += [f"{item.name}：{item.lead_time}" for item in advice.items if item.lead_time]
    shown += [
        f"{late.asked_after}办结后再问：{late.asks}（{late.within}内答复，逾期视为“{late.if_silent}”）"
        for late in advice.later
    ]
    shown.append(table(("材料", "来源", "是否需要", "情形"), _papers(advice)))
    return Group(*shown)


def prefilling(found: Prefilling) -> RenderableType:
    """What is held, what is withheld, and what remains to be answered and brought."""
    filled = (
        (datum.asks, datum.field, str(datum.value), datum.source, str(datum.as_of), datum.trust)
        for datum in found.prefilled
    )
    withheld = ((it.asks, it.field, it.source, OBSTACLES[it.because]) for it in found.withheld)
    held = ((paper.name, paper.identifier, str(paper.as_of), paper.trust) for paper in found.held_papers)
    return Group(
        f"免填 {found.answers_spared}/{found.answers_needed} 项，"
        f"免交 {found.papers_spared}/{found.papers_needed} 份材料",
        table(("已有信息", "字段", "内容", "来源", "截至", "可信等级"), filled),
        table(("未能带出", "字段", "来源", "原因"), withheld),
        table(("免交材料", "电子证照标识", "签发", "可信等级"), held),
        guidance(found.guidance),
        "提交前请询问申请人：是否同意电子送达（`electronic_service`）；没有表示的，不视为同意",
    )


def pre_review(report: PreReview) -> RenderableType:
    """The conclusion, everything that led to it, and what is done with each paper."""
    papers = (
        (paper.name, ORIGINS[paper.source], paper.trust, HANDLINGS[paper.handling]) for paper in report.papers
    )
    shown: list[RenderableType] = [
        f"预审结论：{CONCLUSIONS[report.conclusion]}（{len(report.held)} 条规则通过）"
    ]
    if report.wrong_fields:
        shown.append(wrong_fields(report.wrong_fields))
    if report.findings:
        shown.append(findings(report.findings))
    shown.append(table(("材料", "来源", "可信等级", "处理"), papers))
    if report.changed:
        shown.append(f"预填后改动：{'、'.join(report.changed)}")
    return Group(*shown)


def publicity(public: PublicList) -> RenderableType:
    """Who is to be paid how much, and until when and where that may be objected to."""
    rows = (
        (one.number, one.beneficiary, one.region, yuan(one.fen), str(one.until)) for one in public.entries
    )
    heading = (
        f"{public.name} {campaign_period(public.period)} 公示名单（{len(public.entries)} 项），{public.basis}"
    )
    if not public.entries:
        return Group(heading, "现无公示中的名单")
    return Group(
        heading,
        f"对名单有异议的，请在异议截止日前凭公示编号向{public.department}提出",
        table(("公示编号", "享受对象", "行政区划", "金额（元）", "公示及异议截止"), rows),
    )


def wrong_fields(faults: Iterable[WrongField]) -> RenderableType:
    """Answers that cannot be read."""
    return table(("有误", "问题"), ((fault.path, fault.says) for fault in faults))


def _item(item: GuidedItem) -> tuple[str, ...]:
    return item.name, item.department, APPLIES[item.standing], item.because, item.promised, item.gives


def _papers(advice: Guidance) -> Iterator[tuple[str, ...]]:
    """Each paper once, however many items want it."""
    papers = {paper.code: paper for item in advice.items for paper in item.papers}
    for paper in (*papers.values(), *advice.anyway):
        yield paper.name, ORIGINS[paper.source], APPLIES[paper.standing], paper.because
