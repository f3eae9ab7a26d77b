"""What a rehearsal has shown: the steps, what became of each item, and how the case ended."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from client import labels
from client.labels import OUTCOMES, STATES
from client.messages.cases.progress import OutcomeKind, State
from deploy.rehearsal.rehearsal import Rehearsal
from deploy.rehearsal.script import PlayedStep, Script
from matters import clock
from matters.clock import Term
from matters.forecast.forecast import Forecast, finding_of, forecast, notes_of
from matters.language.groups.elements import asked_at
from matters.language.partial_form import fill_in, read_answers
from matters.markdown import NONE, bullets, heading, page, table
from matters.plan.application import Application
from matters.plan.plan import Plan
from matters.review.review import ReviewConclusion
from workflows.cases.records.holders import APPLICANT, WINDOW
from workflows.cases.records.item_record import ItemRecord

STEPS = ("日期", "谁", "事项", "做什么", "最迟")
ITEMS = ("事项", "部门", "开始", "办结", "承诺最迟", "法定最迟", "结果", "费用", "证照")
GOES_ON = (ReviewConclusion.ACCEPT, ReviewConclusion.TO_A_PERSON)


@dataclass(frozen=True, kw_only=True)
class PlayedItem:
    """An item at the end of the case, with the last days by which it was to be decided."""

    code: str
    name: str
    department: str
    begun_on: date | None
    decided_on: date | None
    due_on: date | None
    statutory_due_on: date | None
    state: State
    fen: int | None
    licence: str


@dataclass(frozen=True, kw_only=True)
class Played:
    """`outcome` is how it ended; with what pre-review found it may not have begun."""

    foreseen: Forecast
    outcome: OutcomeKind
    steps: tuple[PlayedStep, ...]
    items: tuple[PlayedItem, ...] = ()


def play(application: Application[Any], script: Script) -> Played:
    """Pre-review, then day after day; nothing is filed, and nobody is asked."""
    foreseen = forecast(application)
    if foreseen.conclusion not in GOES_ON:
        return Played(
            foreseen=foreseen, outcome=OutcomeKind.NOT_ACCEPTED, steps=_turned_back(foreseen, application)
        )
    applicant = _Applicant(application)
    rehearsal = Rehearsal(
        foreseen.plan, script, on=foreseen.on, uploaded=application.uploaded, answered=applicant.answered
    )
    outcome = rehearsal.play()
    items = tuple(_item(item, rehearsal) for item in rehearsal.file.items.values())
    return Played(foreseen=foreseen, outcome=outcome, steps=tuple(rehearsal.steps), items=items)


@dataclass
class _Applicant:
    """Whose form says more as the case goes on."""

    application: Application[Any]

    def answered(self, field: str, said: str | bool) -> Plan | None:  # noqa: FBT001 # it is the answer itself
        """The plan by what is known then; none, if pre-review wants more of the applicant."""
        known = self.application
        asking, name = asked_at(known.one.form, field)
        answers, _ = read_answers(asking, {name: said})
        form = fill_in(known.one.form, {**known.answers, field: answers.get(name)})
        self.application = replace(known, form=form)
        foreseen = forecast(self.application)
        return foreseen.plan if foreseen.conclusion in GOES_ON else None


def told(played: Played) -> str:
    """As people read it, in Markdown."""
    plan = played.foreseen.plan
    return page(
        heading(f"{plan.name}：{played.foreseen.on} 收到申请的试办", level=1),
        heading("预审", level=2),
        bullets(map(finding_of, played.foreseen.findings)),
        heading("办理过程", level=2),
        table(STEPS, rows=map(_step_row, played.steps)),
        heading(f"结果：{OUTCOMES[played.outcome]}", level=2),
        table(ITEMS, rows=map(_item_row, played.items)) if played.items else "",
        f"全部事项承诺最迟办结：{plan.due.on}",
        bullets((*notes_of(played.foreseen), "各部门用足承诺时限，申请人当日缴费、次一工作日补正。")),
    )


def _turned_back(foreseen: Forecast, application: Application[Any]) -> tuple[PlayedStep, ...]:
    by = clock.due(foreseen.on, Term.of(application.one.timetable.answer), application.calendar).on
    ours = foreseen.conclusion in {ReviewConclusion.MEND_NOW, ReviewConclusion.CORRECT}
    window = PlayedStep(
        on=foreseen.on,
        who=WINDOW,
        item="",
        does="一次性告知须更正、补正的全部内容" if ours else "不予受理，书面说明理由",
    )
    applicant = PlayedStep(on=foreseen.on, who=APPLICANT, item="", does="更正、补正后再提交", by=by)
    return (window, applicant) if ours else (window,)


def _item(item: ItemRecord, rehearsal: Rehearsal) -> PlayedItem:
    planned, calendar = item.planned, rehearsal.file.calendar_of(item)
    due = item.clock.due(calendar) if item.clock else None
    statutory = item.clock.statutory_due(calendar) if item.clock else None
    return PlayedItem(
        code=planned.code,
        name=planned.name,
        department=planned.department_name,
        begun_on=clock.day_in_china(item.lodged_at) if item.lodged_at else None,
        decided_on=clock.day_in_china(item.decided_at) if item.decided_at else None,
        due_on=due.on if due else None,
        statutory_due_on=statutory.on if statutory else None,
        state=item.state,
        fen=planned.fee.fen if planned.fee and item.lodged_at else None,
        licence=item.licence.name if item.licence else "",
    )


def _step_row(step: PlayedStep) -> tuple[str, ...]:
    return f"{step.on} {_WEEK[step.on.weekday()]}", step.who, step.item, step.does, str(step.by or NONE)


def _item_row(item: PlayedItem) -> tuple[str, ...]:
    days = (item.begun_on, item.decided_on, item.due_on, item.statutory_due_on)
    return (
        item.name,
        item.department,
        *(str(day or NONE) for day in days),
        STATES[item.state],
        NONE if item.fen is None else f"{labels.yuan(item.fen)} 元",
        item.licence or NONE,
    )


_WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
