"""The service guide (办事指南), drawn from the definition: what is published is what is handled."""

from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from ..definitions import law
from ..definitions.register_errors import CORRECTION_OF_DATA, OFFERED
from ..language import (
    Asks,
    Basis,
    Check,
    Extendable,
    Fee,
    Form,
    Limit,
    Material,
    Matter,
    OneMatter,
    Otherwise,
    ProcedureStep,
    Severity,
    Stops,
    WhenRefused,
    always,
    question,
    words,
)
from ..language.form import choices
from ..language.groups import elements
from ..markdown import NONE, bullets, heading, page, table
from .later_question import LaterQuestion

ITEMS = ("事项", "部门", "适用情形", "承诺时限", "法定时限", "结果", "前置事项")
SILENT = {WhenRefused.GO_ON: "继续办理其余事项", WhenRefused.WITHDRAW_REST: "撤回其余事项"}
LATE = {Otherwise.REVIEW_AGAIN: "逾期由部门重新审查", Otherwise.LAPSE: "逾期该事项不再办理"}
ENDS = {Stops.TAKEN: "发生的，事项终止", Stops.MISSED: "逾期未发生的，事项终止"}
QUESTIONS = ("问题", "填写", "说明")


def service_guide(one: OneMatter[Any]) -> str:
    """The whole guide, in Markdown."""
    return page(
        heading(f"{one.name}办事指南", level=1),
        bullets(_face(one)),
        heading("办理事项", level=2),
        table(ITEMS, rows=(_item_row(one, matter) for matter in one.matters)),
        heading("适用情形", level=2),
        bullets(_situations(one)),
        heading("申请表（每项只填一次）", level=2),
        table(QUESTIONS, rows=(row for field in questions(one) for row in question_rows(one.form, field))),
        heading("各事项的材料与预审要求", level=2),
        *(_item(one, matter) for matter in one.matters),
    )


def questions(one: OneMatter[Any]) -> tuple[str, ...]:
    """The fields of the one form in the order of the items that need them, each once."""
    forms = (*(matter.form for matter in one.matters), one.form)
    asked = (field for form in forms for field in form.model_fields if field in one.form.model_fields)
    return tuple(dict.fromkeys(asked))


def _face(one: OneMatter[Any]) -> Iterator[str]:
    yield f"代码：{one.code}"
    if one.also_called:
        yield f"也叫：{'、'.join(one.also_called)}"
    yield f"版本：{one.edition}"
    yield f"牵头部门：{one.lead.name}"
    if one.parties:
        yield f"申请人：{one.parties}，{_text(one.parties.basis)}"
    yield f"依据：{_text(one.basis)}"
    yield f"承诺时限：{_limit(one.promised)}"
    yield f"法定时限：{_limit(one.statutory)}{extension_of(one.extension)}"
    yield f"有事项不予办理而申请人未作选择时：{SILENT[one.on_refusal]}"
    for name, limit in one.timetable.limits:
        yield f"{name}：{_limit(limit)}"
    yield f"{OFFERED}，{_text(CORRECTION_OF_DATA)}"
    for late in one.later:
        yield f"办理中的询问：{LaterQuestion.of(one, late)}，{late.within.basis}"
    for figure in (*one.figures, one.timetable.warn_at):
        yield f"{figure.name}：{figure}，{figure.basis}"


def _item_row(one: OneMatter[Any], matter: Matter[Any]) -> tuple[str, ...]:
    return (
        matter.name,
        matter.decided_by,
        _when(matter),
        str(matter.promised),
        str(matter.statutory or NONE),
        matter.gives.name if matter.gives else NONE,
        "、".join(earlier.name for earlier in one.before(matter)),
    )


def _when(thing: Matter[Any] | Material[Any]) -> str:
    return f"{_each(thing)}{words(thing.when)}"


def _each(thing: Matter[Any] | Material[Any] | Check[Any]) -> str:
    """For whose each, if it is for each."""
    return f"每一{thing.for_each.noun}：" if thing.for_each else ""


def _situations(one: OneMatter[Any]) -> Iterator[str]:
    """Each condition once, with all that depends on it."""
    depend: dict[str, list[str]] = {}
    for condition, name in _conditions(one):
        if condition is not always:
            depend.setdefault(words(condition), []).append(name)
    for situation, names in depend.items():
        yield f"{situation}：{'、'.join(dict.fromkeys(names))}"


def _conditions(one: OneMatter[Any]) -> Iterator[tuple[Callable[[Any], bool], str]]:
    for matter in one.matters:
        yield matter.when, matter.name
        for paper in matter.materials:
            yield paper.when, f"{paper.name}（材料）"


def question_rows(form: type[Form], field: str) -> Iterator[tuple[str, ...]]:
    """Of a list, what is asked of each of its elements as well."""
    yield _question_row(form, field)
    if element := elements.element_of(form, field):
        for name in element.model_fields:
            asked, *rest = _question_row(element, name)
            yield f"{elements.noun(element)}：{asked}", *rest


def _question_row(form: type[Form], field: str) -> tuple[str, ...]:
    asks = question(form, field)
    return asks.question, filling_of(form, field), prefill_of(asks)


def filling_of(form: type[Form], field: str) -> str:
    """Whether it must be answered, what may be chosen, and how many there may be."""
    asked = form.model_fields[field]
    needed = "必填" if asked.is_required() else "选填"
    return f"{needed}{_choices(asked.annotation)}{_how_many(asked)}"


def _how_many(info: FieldInfo) -> str:
    if elements.kind_of_elements(info.annotation) is None:
        return ""
    least, most = elements.bounds(info.metadata)
    return f"，{least} 至 {most} 项，逐项填写"


def _choices(kind: Any) -> str:
    """What one may choose from, one or several."""
    several = tuple in {get_origin(kind), *map(get_origin, get_args(kind))}
    offered = "、".join(choices(kind))
    return f"，{'可选多项' if several else '选择'}：{offered}" if offered else ""


def prefill_of(asks: Asks) -> str:
    return f"可由电子证照带出：{asks.found_in.name}" if asks.found_in else ""


def _item(one: OneMatter[Any], matter: Matter[Any]) -> str:
    return page(
        heading(f"{matter.name}（{matter.decided_by}）", level=3),
        bullets(_rules(matter)),
        "材料：",
        bullets(_paper(one, matter, paper) for paper in matter.materials),
        "预审不通过或提示的情形：",
        bullets(_check(check) for check in matter.checks),
    )


def _rules(matter: Matter[Any]) -> Iterator[str]:
    yield f"依据：{_text(matter.basis)}"
    yield f"适用情形：{_when(matter)}"
    if matter.competent:
        elsewhere = "，其他地方的不在此办理" if matter.competent.elsewhere else ""
        yield f"由以下机构之一办理：{'、'.join(body.name for body in matter.departments)}{elsewhere}"
    yield from _limits(matter)
    yield f"收费：{fee_of(matter.fee)}"
    if matter.gives:
        yield f"证照有效期：{validity_of(matter)}"
    if matter.given_to:
        yield f"证照发给：{words(matter.given_to)}"
    if matter.sequels is not None:
        yield f"决定之后部门可依职权或申请办理：{'、'.join(one.name for one in matter.sequels) or '无'}"
    if matter.quota:
        yield f"数量限制：{quota_of(matter)}"
    for ground in matter.stops_for:
        yield f"中止计算期限的情形：{ground}"
    for procedure in matter.procedures:
        yield f"{procedure.name}：{'；'.join(map(step_of, procedure.steps))}，{_text(procedure.basis)}"
    for duty in matter.by_law:
        yield f"由部门依职责查询：{duty.register.name}，{duty.basis}"
    if matter.inspection:
        yield "需现场核查，由两名以上工作人员决定"


def quota_of(matter: Matter[Any]) -> str:
    """How many there are, who gets them, and what becomes of whoever comes too late; nothing without any."""
    quota, order = matter.quota, law.order_of_places(matter)
    if quota is None:
        return ""
    too_late = f"轮候{quota.waits}（{quota.waits.basis}），空出的依次递补" if quota.waits else "不予办理"
    return f"{quota}，{quota.places.basis}；符合条件的，{quota.order}，{order}；" + (
        f"没有名额的，{quota.ranking.otherwise}" if quota.ranking else f"名额用完后受理的，{too_late}"
    )


def _limits(matter: Matter[Any]) -> Iterator[str]:
    yield f"承诺时限：{_limit(matter.promised)}"
    yield f"法定时限：{_limit(matter.statutory)}{extension_of(matter.extension)}"
    if matter.deemed:
        yield f"期满未作决定的：视为准予，{matter.deemed}"
    if matter.lead_time:
        yield f"最迟：{matter.lead_time}，{matter.lead_time.by.basis}"


def step_of(step: ProcedureStep) -> str:
    """With its time, who tells of it where nobody of a case does, and what it ends."""
    notes = (
        str(step.within or ""),
        f"以{step.event.register.name}为准" if step.event else "",
        ENDS[step.stops] if step.stops else "",
    )
    said = "，".join(filter(None, notes))
    return f"{step.name}（{said}）" if said else step.name


def validity_of(matter: Matter[Any]) -> str:
    if matter.valid is None:
        return "未规定有效期"
    own = (f"{name}{limit}，{limit.basis}" for name, limit in matter.valid.renewal)
    return "；".join((f"{matter.valid}，{matter.valid.basis}", *own))


def _paper(one: OneMatter[Any], matter: Matter[Any], paper: Material[Any]) -> str:
    when = "" if paper.when is always else f"（{words(paper.when)}时）"
    basis = f"；依据：{paper.basis}" if paper.basis else ""
    name = f"{_each(paper)}{paper.name}{_any_of(paper)}"
    return f"{name}{when}：{source_of(one, matter, paper)}{leave_of(paper)}{basis}"


def _any_of(paper: Material[Any]) -> str:
    """Where any one of several suffices, which."""
    names = "、".join(kind.name for kind in paper.licences)
    return f"（{names}，任一即可）" if paper.or_else else ""


def leave_of(paper: Material[Any]) -> str:
    """What the applicant need not have at once."""
    promise = "；可凭前置部门的告知承诺先行办理" if paper.on_promise else ""
    follows = paper.follows
    return promise + (f"；可容缺，{follows.within}内补交，{LATE[follows.otherwise]}" if follows else "")


def fee_of(fee: Fee[Any] | None) -> str:
    if fee is None:
        return "不收费"
    rates = (f"{rate.since} 起 {rate}{fee.each}，{rate.bases}" for rate in fee.rates)
    return "；".join((*rates, f"收费依据：{fee.statute}", *filter(None, [fee.unless])))


def extension_of(extension: Extendable | None) -> str:
    return f"；可延长一次 {extension}" if extension else ""


def source_of(one: OneMatter[Any], matter: Matter[Any], paper: Material[Any]) -> str:
    if paper.licence is None:
        return "申请人提交"
    givers = [earlier for earlier in one.before(matter) if earlier.supplies(paper)]
    if not givers:
        return "电子证照库调取，查无时申请人提交"
    names = "、".join(giver.name for giver in givers)
    sure = any(giver.when in {always, matter.when} for giver in givers)
    otherwise = "" if sure else "；不办理该事项时，电子证照库调取，查无时申请人提交"
    return f"前置事项产生（{names}）{otherwise}"


def _check(check: Check[Any]) -> str:
    warning = "（仅提示）" if check.severity is Severity.WARNING else ""
    basis = f"；依据：{check.basis}" if check.basis else ""
    case = "" if check.when is always else f"（{words(check.when)}时）"
    return f"{_each(check)}{case}{check.says}{warning}：{check.mend}{basis}"


def _limit(limit: Limit | None) -> str:
    return f"{limit}，{limit.basis}" if limit else NONE


def _text(basis: Basis | None) -> str:
    return str(basis or NONE)
