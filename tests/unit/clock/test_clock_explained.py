"""What a person reads of a limit: every span with its reason and article, as it was written down by hand."""

from datetime import date
from typing import Any

from matters import clock
from matters.clock import (
    Deemed,
    Explanation,
    Extension,
    Proceedings,
    SpecialProcedure,
    Suspension,
    Term,
    Unit,
)
from matters.definitions import conventions, law

from .test_clock import CALENDAR, NOTICE_WITHIN

DEEMED = f"补正告知晚于2026-10-10，依{law.NOTICE}自收到申请材料之日起即为受理"
RECEIVED = f"收到申请材料（收件），2026-12-24前未告知补正的，依{law.NOTICE}自当日起即为受理"
AT_THE_END = f"至2026-03-09未作处理，依{law.NOTICE}自期满之日起视为受理"
HELD = "听证（书面告知：告知书7号）"
MOVED = "期限最后一日逢休息日，顺延至休息日结束的次日"
AWAITED = "专家评审（书面告知：告知书9号，预计2026-03-20结束）"
UNKNOWN = "（暂定：节假日安排尚未公布）"
HEARING = Suspension(
    procedure=SpecialProcedure.HEARING, since=date(2026, 2, 12), until=date(2026, 2, 25), notice="告知书7号"
)
REVIEW = Suspension(
    procedure=SpecialProcedure.EXPERT_REVIEW,
    since=date(2026, 3, 4),
    expected_end=date(2026, 3, 20),
    notice="告知书9号",
)


def explained(received: date, count: int, unit: Unit = Unit.WORKING_DAYS, **recorded: Any) -> Explanation:
    proceedings = Proceedings(received_on=received, notice_within=NOTICE_WITHIN, **recorded)
    term = Term(count=count, unit=unit, basis="时限依据")
    return clock.explain(proceedings, term, CALENDAR, today=date(2026, 3, 13))


def rows(explanation: Explanation) -> list[str]:
    return [" ".join(row) for row in explanation.rows()]


def assumed(explanation: Explanation) -> list[str]:
    """Beside the hour at which any last day ends, which is told of all."""
    said = [each.says for each in explanation.assumptions]
    assert (conventions.ENDS_AT_MIDNIGHT.says in said) is (
        explanation.due is not None and explanation.spans != ()
    )
    return [each for each in said if each != conventions.ENDS_AT_MIDNIGHT.says]


def test_of_what_is_no_licence_art_45_is_told_by_analogy() -> None:
    """Wherever it is named: in the days that are not counted, and in how it was read."""
    received = date(2026, 2, 11)
    for licensed in (True, False):
        told = explained(received, 20, licensed=licensed, accepted_on=received, suspensions=(HEARING, REVIEW))
        bases = (*(one.basis for one in told.spans), *(one.basis for one in told.assumptions))
        named = [basis for basis in bases if "第四十五条" in basis]
        assert len(named) > 2
        assert {"（参照）" in basis for basis in named} == {not licensed}


def test_clocks_that_are_alike_read_alike() -> None:
    """Days that were counted for one clock are those of another: in both, an extension is called so."""

    def once_more() -> Explanation:
        longer = Term(count=2, unit=Unit.WORKING_DAYS, basis="延长依据")
        extension = Extension(
            term=longer, approver="负责人", proposed_by="经办人", reasons=("复杂",), on=date(2026, 3, 3)
        )
        return explained(date(2026, 3, 2), 3, extension=extension)

    first, second = once_more(), once_more()
    assert first == second
    assert any("延长期限内" in row for row in rows(second))


def test_correction_hearing_make_up_day_and_extension() -> None:
    """One case with everything: not accepted, standing still, a Saturday worked, a weekend, more days."""
    extension = Extension(
        term=Term(count=2, unit=Unit.WORKING_DAYS, basis="延长依据"),
        approver="机关负责人",
        proposed_by="经办人",
        reasons=("情况复杂",),
        on=date(2026, 2, 27),
    )
    case = explained(
        date(2026, 2, 6),
        5,
        told_on=date(2026, 2, 9),
        answered_on=date(2026, 2, 11),
        suspensions=(HEARING,),
        extension=extension,
    )
    assert rows(case) == [
        f"2026-02-06 2026-02-09 4 否 0 收到申请材料（收件），尚未受理 {law.NOTICE}",
        f"2026-02-10 2026-02-10 1 否 0 已一次性告知补正，等待补正材料交齐，尚未受理 {law.ACCEPTANCE}",
        f"2026-02-11 2026-02-11 1 否 0 补正材料交齐，受理，期间开始当日不计入 {law.PERIOD_BEGINS}",
        "2026-02-12 2026-02-12 1 是 1 工作日 时限依据",
        f"2026-02-13 2026-02-25 13 否 1 听证（书面告知：告知书7号）所需时间 {law.SUSPENSION}",
        "2026-02-26 2026-02-27 2 是 3 工作日 时限依据",
        "2026-02-28 2026-02-28 1 是 4 春节调休上班 时限依据",
        f"2026-03-01 2026-03-01 1 否 4 周末 {law.WEEKEND}",
        "2026-03-02 2026-03-02 1 是 5 工作日 时限依据",
        "2026-03-03 2026-03-04 2 是 7 延长期限内的工作日（机关负责人批准） 延长依据",
    ]
    assert case.due == clock.Due(on=date(2026, 3, 4))


def test_deemed_acceptance_and_a_holiday() -> None:
    """A late notice is named with the day it should have been sent; a holiday with all of its days."""
    case = explained(date(2026, 9, 28), 4, told_on=date(2026, 10, 12))
    assert rows(case) == [
        f"2026-09-28 2026-09-28 1 否 0 {DEEMED}，期间开始当日不计入 {law.PERIOD_BEGINS}",
        "2026-09-29 2026-09-30 2 是 2 工作日 时限依据",
        f"2026-10-01 2026-10-03 3 否 2 国庆节（法定节日） {law.FESTIVALS}",
        f"2026-10-04 2026-10-07 4 否 2 国庆节放假 {law.HOLIDAYS}",
        "2026-10-08 2026-10-09 2 是 4 工作日 时限依据",
    ]


def test_calendar_days_that_end_on_a_rest_day() -> None:
    """Every day counts; those from the rest day to the last day are said not to."""
    case = explained(date(2026, 12, 17), 16, Unit.CALENDAR_DAYS)
    assert rows(case) == [
        f"2026-12-17 2026-12-17 1 否 0 {RECEIVED}，期间开始当日不计入 {law.PERIOD_BEGINS}",
        "2026-12-18 2027-01-02 16 是 16 自然日 时限依据",
        f"2027-01-03 2027-01-03 1 否 16 {MOVED}（周末{UNKNOWN}） {law.PERIOD_ENDS}",
        f"2027-01-04 2027-01-04 1 否 16 {MOVED} {law.PERIOD_ENDS}",
    ]


def test_days_of_a_year_not_arranged_yet() -> None:
    """A fixed festival is one; what rests on weekends alone says so, day by day."""
    assert rows(explained(date(2026, 12, 30), 3))[1:] == [
        "2026-12-31 2026-12-31 1 是 1 工作日 时限依据",
        f"2027-01-01 2027-01-01 1 否 1 元旦（法定节日） {law.FESTIVALS}",
        f"2027-01-02 2027-01-03 2 否 1 周末{UNKNOWN} {law.WEEKEND}",
        f"2027-01-04 2027-01-05 2 是 3 工作日{UNKNOWN} 时限依据",
    ]


def test_received_and_accepted_are_two_days() -> None:
    """Before acceptance there is a receipt; what is asked for after it stops nothing, which is said."""
    case = explained(
        date(2026, 3, 2),
        2,
        accepted_on=date(2026, 3, 4),
        told_on=date(2026, 3, 5),
        answered_on=date(2026, 3, 9),
    )
    assert rows(case) == [
        f"2026-03-02 2026-03-03 2 否 0 收到申请材料（收件），尚未受理 {law.NOTICE}",
        f"2026-03-04 2026-03-04 1 否 0 受理，期间开始当日不计入 {law.PERIOD_BEGINS}",
        "2026-03-05 2026-03-06 2 是 2 工作日 时限依据",
    ]
    assert assumed(case) == [conventions.DEMANDED_LATER.says]


def test_nobody_said_anything_in_time() -> None:
    """Once the days for the notice are over, it was accepted: on receipt, or at their end."""
    case = explained(date(2026, 3, 2), 4)
    assert case.spans[0].why == (
        f"至2026-03-09未告知补正，依{law.NOTICE}自收到申请材料之日起即为受理，期间开始当日不计入"
    )
    other = explained(date(2026, 3, 2), 4, deemed=Deemed.AT_THE_END)
    assert rows(other)[:2] == [
        f"2026-03-02 2026-03-08 7 否 0 收到申请材料（收件），尚未受理 {law.NOTICE}",
        f"2026-03-09 2026-03-09 1 否 0 {AT_THE_END}，期间开始当日不计入 {law.PERIOD_BEGINS}",
    ]


def test_conventions_are_told_where_they_tell() -> None:
    """A procedure of several days, one of a single day, one begun on the last day: each by its convention."""

    def standing(since: int, until: int) -> list[str]:
        days = {"since": date(2026, 3, since), "until": date(2026, 3, until)}
        during = HEARING.model_copy(update={"procedure": SpecialProcedure.TESTING, **days})
        return assumed(explained(date(2026, 3, 2), 5, suspensions=(during,)))

    assert conventions.HEARING_TAKES.says in assumed(explained(date(2026, 2, 11), 5, suspensions=(HEARING,)))
    assert standing(4, 6) == [conventions.STANDS_FROM_NEXT_DAY.says]
    assert standing(4, 4) == [conventions.STANDS_A_SINGLE_DAY.says]
    assert standing(9, 11) == [conventions.STANDS_ON_LAST_DAY.says]
    assert standing(12, 13) == standing(1, 2) == []


def test_a_procedure_that_begins_on_the_last_day() -> None:
    """That day and the others are not counted, and each says why."""
    during = HEARING.model_copy(update={"since": date(2026, 3, 4), "until": date(2026, 3, 5)})
    assert rows(explained(date(2026, 3, 2), 2, suspensions=(during,)))[1:] == [
        "2026-03-03 2026-03-03 1 是 1 工作日 时限依据",
        f"2026-03-04 2026-03-04 1 否 1 {HELD}自期限最后一日开始，该日不计入 {law.SUSPENSION}",
        f"2026-03-05 2026-03-05 1 否 1 听证（书面告知：告知书7号）所需时间 {law.SUSPENSION}",
        "2026-03-06 2026-03-06 1 是 2 工作日 时限依据",
    ]


def test_an_extension_that_came_too_late_is_told_and_adds_nothing() -> None:
    """It was approved a day after the last one."""
    late = Extension(
        term=Term(count=2, unit=Unit.WORKING_DAYS, basis="延长依据"),
        approver="机关负责人",
        proposed_by="经办人",
        reasons=("情况复杂",),
        on=date(2026, 3, 5),
    )
    case = explained(date(2026, 3, 2), 2, extension=late)
    assert case.due == clock.Due(on=date(2026, 3, 4))
    assert assumed(case) == [conventions.EXTENSION_VOID.says]
    in_time = late.model_copy(update={"on": date(2026, 3, 4)})
    assert assumed(explained(date(2026, 3, 2), 2, extension=in_time)) == [conventions.EXTENSION_FOLLOWS.says]


def test_the_working_day_to_which_an_end_is_put_off_is_no_weekend() -> None:
    """Of a limit that nothing stops: sixty days end on 2 October, so on the first working day after it."""
    case = clock.explain_since("送达", date(2026, 8, 3), Term.of(law.REVIEW_REQUEST_LIMIT), CALENDAR)
    assert rows(case)[-3:] == [
        f"2026-10-03 2026-10-03 1 否 60 {MOVED}（国庆节（法定节日）） {law.PERIOD_ENDS}",
        f"2026-10-04 2026-10-07 4 否 60 {MOVED}（国庆节放假） {law.PERIOD_ENDS}",
        f"2026-10-08 2026-10-08 1 否 60 {MOVED} {law.PERIOD_ENDS}",
    ]


def test_a_limit_before_an_event_is_explained() -> None:
    """From its last day to the event, whose own day is not counted."""
    case = clock.explain_before(date(2026, 10, 12), Term.of(law.HEARING_NOTICE_LIMIT), CALENDAR)
    assert rows(case) == [
        f"2026-09-24 2026-09-24 1 是 1 倒算的工作日 {law.HEARING_NOTICE}",
        f"2026-09-25 2026-09-25 1 否 1 中秋节（法定节日） {law.FESTIVALS}",
        f"2026-09-26 2026-09-27 2 否 1 中秋节放假 {law.HOLIDAYS}",
        f"2026-09-28 2026-09-30 3 是 4 倒算的工作日 {law.HEARING_NOTICE}",
        f"2026-10-01 2026-10-03 3 否 4 国庆节（法定节日） {law.FESTIVALS}",
        f"2026-10-04 2026-10-07 4 否 4 国庆节放假 {law.HOLIDAYS}",
        f"2026-10-08 2026-10-09 2 是 6 倒算的工作日 {law.HEARING_NOTICE}",
        f"2026-10-10 2026-10-10 1 是 7 倒算的国庆节调休上班 {law.HEARING_NOTICE}",
        f"2026-10-11 2026-10-11 1 否 7 周末 {law.WEEKEND}",
        f"2026-10-12 2026-10-12 1 否 7 事件当日不计入 {law.PERIOD_BEGINS}",
    ]
    assert assumed(case) == [conventions.COUNTED_BACK.says]


def test_a_clock_that_stands() -> None:
    """Until a procedure ends the spans reach to today, with the end that was announced."""
    case = explained(date(2026, 3, 2), 20, suspensions=(REVIEW,))
    assert case.due is None
    assert rows(case)[1:] == [
        "2026-03-03 2026-03-04 2 是 2 工作日 时限依据",
        f"2026-03-05 2026-03-13 9 否 2 {AWAITED}所需时间 {law.SUSPENSION}",
    ]


def test_procedures_that_begin_together() -> None:
    """Days of two procedures name both, in one order however they were recorded."""
    hearing = REVIEW.model_copy(update={"procedure": SpecialProcedure.HEARING, "until": date(2026, 3, 6)})
    one, other = (
        explained(date(2026, 3, 2), 20, suspensions=both) for both in ((REVIEW, hearing), (hearing, REVIEW))
    )
    assert one == other
    assert rows(one)[2] == (
        f"2026-03-05 2026-03-06 2 否 2 {AWAITED}、听证（书面告知：告知书9号）所需时间 {law.SUSPENSION}"
    )


def test_a_clock_that_has_not_started() -> None:
    """While corrections are awaited nothing is counted."""
    case = explained(date(2026, 3, 9), 20, told_on=date(2026, 3, 10))
    assert (case.accepted_on, case.due) == (None, None)
    assert [span.counted for span in case.spans] == [False, False]
    assert case.spans[-1].last == date(2026, 3, 13)
