"""A case from acceptance to its end: the file of the engine, whose days pass at once.

What an item waits for, what ends it, when its limits end and what became of the case is asked of the engine's
own records (`workflows.cases.records`). Only the people are played: by a script.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final

from client import labels
from client.labels import CHOICES
from client.messages.cases.answers import Demand, Granted, IssuedLicence, Refused, Wanting
from client.messages.cases.choice import AskedQuestion, OnRefusal
from client.messages.cases.progress import Colour, OutcomeKind, State
from deploy.rehearsal.nobodys_case import MORNING, opened
from deploy.rehearsal.script import Answers, PlayedStep, Script
from matters import clock
from matters.clock import ONE_DAY, Term, Unit
from matters.language import Start, last_day_of_years
from matters.language.form import FORM, chosen
from matters.plan.plan import Plan, PlannedQuestion
from workflows.cases.choice import Choices
from workflows.cases.records import accounts, demands, prospects, questions
from workflows.cases.records.holders import APPLICANT, WINDOW
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.legal_clock import LegalClock
from workflows.cases.records.progress import outcome_kind

A_DAY: Final = Term(count=1, unit=Unit.WORKING_DAYS, basis="试办")
Replan = Callable[[str, str | bool], Plan | None]
"""The plan with one more answer; none, if more is wanted with it."""

LATE: Final = Term(count=3, unit=Unit.WORKING_DAYS, basis="试办")
"""So long after its last day a department decides that is late."""

SUPERVISOR: Final = "督办"
OUTSIDE: Final = "公告或外部登记"
PAYMENTS: Final = "公共支付平台"
TOLD: Final = {Colour.YELLOW: "临近到期，提醒部门", Colour.RED: "已逾期，报督办人员"}


class Rehearsal:
    """One case. Its applicant pays at once, mends on the next working day, and brings late papers in time."""

    def __init__(
        self, plan: Plan, script: Script, *, on: date, uploaded: tuple[str, ...], answered: Replan
    ) -> None:
        self.file = opened(plan, on=on, uploaded=uploaded)
        self.steps: list[PlayedStep] = []
        self.today = on
        self._script = script
        self._answered = answered
        self._answers_on: dict[str, date] = {}
        self._first_over_on: dict[str, date] = {}
        self._choose_by: date | None = None

    def play(self) -> OutcomeKind:
        """Day after day, until nothing is left to be done."""
        self._accept()
        while not prospects.all_over(self.file):
            self._live_through()
            self.today += ONE_DAY
        self._give_back()
        return outcome_kind(self.file)

    def _accept(self) -> None:
        due = self.file.plan.due.on
        self._note(WINDOW, f"受理 {len(self.file.items)} 个事项，期限起算", by=due)
        self._charge()

    def _charge(self) -> None:
        """Whatever could start now is asked for, and paid."""
        if owed := accounts.owed(self.file):
            by = self._due(self.file.plan.timetable.pay)
            self._note(PAYMENTS, f"一张账单 {labels.yuan(owed)} 元", by=by)
            self.file.bill.paid.update(accounts.to_pay(self.file))
            self._note(APPLICANT, f"缴费 {labels.yuan(owed)} 元")

    def _live_through(self) -> None:
        """A day: what the clocks say, what the applicant brings, and whatever may happen then."""
        self._warn()
        self._end_choice()
        for asked in questions.asked(self.file):
            if asked.by <= self.today:
                self._reply(asked)
        for item in self.file.items.values():
            self._bring(item)
        while sum(map(self._move, self.file.items.values())):
            pass
        for planned in tuple(questions.to_put(self.file)):
            self._put(planned)

    def _move(self, item: ItemRecord) -> bool:
        """Whether anything happened to it."""
        if item.settled:
            return False
        if end := prospects.ending(item, self.file):
            self._settle(item, end, APPLICANT, item.because)
        elif not item.started:
            return self._begin(item)
        elif self._answers_on[item.planned.code] > self.today:
            return False
        elif item.state is State.CORRECTION:
            self._mend(item)
        else:
            self._answer(item)
        return True

    def _begin(self, item: ItemRecord) -> bool:
        if prospects.waiting_for(item, self.file):
            return False
        if prospects.hopeless(item, self.file):
            self._settle(item, State.IMPOSSIBLE, WINDOW, "前置事项没有办成，无法办理")
            return True
        self._charge()
        if self.today < self._over_on(item):
            return False
        self._lodge(item)
        return True

    def _over_on(self, item: ItemRecord) -> date:
        """On which day what comes before it is lodged is over: notices pass, and nobody objects."""
        first = [procedure for procedure in item.planned.procedures if procedure.comes_first]
        if not first:
            return date.min
        if item.planned.code not in self._first_over_on:
            for procedure in first:
                last = procedure.latest(self.today, self.file.calendar_of(item))
                steps = "，".join(step.name for step in procedure.steps)
                self._note(OUTSIDE, f"先经{procedure.name}（{steps}）", item, by=last)
                earlier = self._first_over_on.get(item.planned.code, date.min)
                self._first_over_on[item.planned.code] = max(earlier, last)
        return self._first_over_on[item.planned.code]

    def _lodge(self, item: ItemRecord) -> None:
        item.round += 1
        item.state = State.LODGED
        if item.clock is None:
            item.lodged_at = self._now
            item.clock = LegalClock.begun(
                item.planned.clock, self.file.plan.timetable, received_on=self._begins_on(item), accepted=True
            )
        self._answers_on[item.planned.code] = self._will_answer_on(item)
        self._note(item.planned.department_name, f"开始办理{_besides(item)}", item, by=self._last_day(item))

    def _begins_on(self, item: ItemRecord) -> date:
        if item.planned.starts is Start.RECEIPT and not item.planned.after:
            return clock.day_in_china(self.file.received_at)
        return self.today

    def _will_answer_on(self, item: ItemRecord) -> date:
        answers, last = self._script.answers(item.planned.code), self._last_day(item)
        if answers is Answers.ASKS and item.round == 1:
            return self._due(A_DAY)
        if answers is Answers.IS_LATE:
            return clock.due(last, LATE, self.file.calendar_of(item)).on
        return max(last, self._due(A_DAY)) if item.round > 1 else last

    def _last_day(self, item: ItemRecord) -> date:
        due = item.clock and item.clock.due(self.file.calendar_of(item))
        return due.on if due else item.planned.due.on

    def _answer(self, item: ItemRecord) -> None:
        match self._script.answers(item.planned.code):
            case Answers.ASKS if item.round == 1:
                self._ask(item)
            case Answers.REFUSES:
                self._refuse(item)
            case _:
                self._grant(item)

    def _ask(self, item: ItemRecord) -> None:
        """For whatever the applicant may mend; what a decision rests upon he may not."""
        paths = (f"{FORM}{field}" for field in item.planned.fields)
        path = next(path for path in paths if not demands.unanswerable((path,), self.file))
        item.answer = Wanting(points=(Demand(path=path, says="需要补正", mend="请核对后重新填写"),))
        item.state = State.CORRECTION
        self._answers_on[item.planned.code] = self._due(A_DAY)
        by = self._due(self.file.plan.timetable.answer)
        self._note(item.planned.department_name, "一次性告知补正", item, by=by)

    def _mend(self, item: ItemRecord) -> None:
        self._note(APPLICANT, "交回补正", item)
        item.answer = None
        self._lodge(item)

    def _refuse(self, item: ItemRecord) -> None:
        delivery = item.planned.delivery
        remedies = delivery.instruction if delivery else "依法救济"
        item.answer = Refused(reasons=("不符合条件",), basis="试办", remedies=remedies)
        self._decide(item, State.REFUSED, "不予办理，书面说明理由和救济途径，此后送达")
        if any(Choices(self.file).left()):
            self._choose_by = self._due(self.file.plan.timetable.choose)
            silent = CHOICES[OnRefusal(self.file.plan.on_refusal)]
            self._note(APPLICANT, f"可以选择继续或撤回，不选择视为{silent}", by=self._choose_by)

    def _end_choice(self) -> None:
        if self._choose_by is None or self.today <= self._choose_by:
            return
        self._choose_by = None
        if OnRefusal(self.file.plan.on_refusal) is OnRefusal.WITHDRAW_REST:
            Choices(self.file).withdraw_rest()

    def _put(self, planned: PlannedQuestion) -> None:
        """The applicant says what the script has him say, or nothing; on the last day."""
        self.file.questions.put_on[planned.field] = self.today
        does = f"答复：{planned.asks}不答复的，视为“{planned.silently}”"
        self._note(APPLICANT, does, self.file.items[planned.asked_after], by=self._due(planned.within))

    def _reply(self, asked: AskedQuestion) -> None:
        said = self._script.said(asked.field)
        silent = next(late for late in self.file.plan.later if late.field == asked.field).if_silent
        plan = self._answered(asked.field, silent if said is None else said)
        self._note(
            APPLICANT,
            f"未答复，视为“{asked.if_silent}”" if said is None else f"答复“{chosen(said)}”",
            self.file.items[asked.asked_after],
        )
        if plan is None:
            self.file.questions.closed.append(asked.field)
            self._note(WINDOW, "所需内容不齐，有关事项不再办理", self.file.items[asked.asked_after])
            return
        self.file.plan = plan
        for planned in plan.items:
            self.file.items.setdefault(planned.code, ItemRecord(planned=planned))

    def _grant(self, item: ItemRecord) -> None:
        kind = item.planned.gives
        if kind:
            item.licence = IssuedLicence(code=kind.code, name=kind.name, identifier="试办")
        item.answer = Granted(licence=item.licence)
        years = kind.valid_years if kind else None
        until = f"，有效期至 {last_day_of_years(self.today, years)}" if years else ""
        self._decide(
            item, State.GRANTED, f"办结，发给{kind.name}{until}，此后送达" if kind else "办结，此后送达"
        )

    def _decide(self, item: ItemRecord, state: State, does: str) -> None:
        delivery = item.planned.delivery
        by = self._due(delivery.within) if delivery else None
        self._settle(item, state, item.planned.department_name, does, by=by)

    def _settle(self, item: ItemRecord, state: State, who: str, does: str, *, by: date | None = None) -> None:
        item.settle(state, at=self._now)
        self._note(who, does, item, by=by)

    def _bring(self, item: ItemRecord) -> None:
        """Papers that may follow come on their last day."""
        for paper in tuple(prospects.lacking(item, self.file)):
            if item.started and paper.follows_by and paper.follows_by <= self.today:
                self.file.sha256[paper.code] = ""
                self._note(APPLICANT, f"补交{paper.name}", item)

    def _warn(self) -> None:
        for item in self.file.items.values():
            if item.clock and not item.settled:
                colour = item.clock.colour(self._now, self.file.calendar_of(item))
                if colour is not item.colour:
                    item.colour = colour
                    self._note(SUPERVISOR, TOLD[colour], item, by=self._last_day(item))

    def _give_back(self) -> None:
        for code, fen in accounts.to_give_back(self.file):
            self._note(PAYMENTS, f"退回 {labels.yuan(fen)} 元", self.file.items[code])

    @property
    def _now(self) -> datetime:
        return clock.midnight(self.today) + MORNING

    def _due(self, term: Term) -> date:
        return clock.due(self.today, term, self.file.plan.calendar).on

    def _note(self, who: str, does: str, item: ItemRecord | None = None, *, by: date | None = None) -> None:
        named = item.planned.name if item else ""
        self.steps.append(PlayedStep(on=self.today, who=who, item=named, does=does, by=by))


def _besides(item: ItemRecord) -> str:
    """What is special about how it is decided."""
    return "".join(f"，{says}" for says in _special(item))


def _special(item: ItemRecord) -> Iterator[str]:
    if item.round > 1:
        yield f"第 {item.round} 轮"
    if item.planned.inspection:
        yield "两名工作人员现场核查"
    elif item.planned.unattended and not item.all_doubts:
        yield "规则全部符合的由系统自动办理"
    for procedure in item.planned.procedures:
        if not procedure.comes_first:
            yield f"先经{procedure.name}"
    if item.all_doubts:
        yield f"工作人员核对 {len(item.all_doubts)} 项"
