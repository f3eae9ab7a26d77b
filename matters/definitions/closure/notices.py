"""Notices that come before an enterprise is struck off, and what happens to them outside (公告、异议).

The publicity system is where they are published and objected to: it tells of both, and no officer does.
"""

from datetime import date

from ...language import (
    Basis,
    CalendarDays,
    OutsideEvent,
    Owner,
    Procedure,
    ProcedureStep,
    Stops,
)
from .. import law
from ..registers import PUBLICITY

SIMPLE = law.registration("第三十三条第二款", quotes="公示期为20日")
INDIVIDUAL = law.registration(
    "第三十三条第三款", quotes="有关部门在10日内没有提出异议的，可以直接办理注销登记"
)


def _companies(article: str, *, quotes: str = "") -> Basis:
    return Basis(document="中华人民共和国公司法", article=article, since=date(2024, 7, 1), quotes=quotes)


OBJECTED = _companies("第二百四十条第二款", quotes="公告期限不少于二十日")
CREDITORS = _companies(
    "第二百三十五条第一款",
    quotes="应当自成立之日起十日内通知债权人，并于六十日内……公告。债权人应当自接到通知之日起三十日内，"
    "未接到通知的自公告之日起四十五日内，向清算组申报其债权",
)
INSOLVENT = _companies("第二百三十七条第二款")
REPORTED = _companies("第二百三十九条")
LIQUIDATORS = law.registration("第三十二条第一款", quotes="清算组应当自成立之日起10日内")
TO_CLOSE = law.registration("第三十二条第二款", quotes="清算组应当自清算结束之日起30日内")
TO_LIQUIDATE = _companies("第二百三十二条第一款", quotes="应当在解散事由出现之日起十五日内组成清算组")
RESOLVED = _companies("第二百二十九条第一款第二项")

SIMPLE_PERIOD = CalendarDays(count=20, basis=SIMPLE)
INDIVIDUAL_PERIOD = CalendarDays(count=10, basis=INDIVIDUAL)
TO_TELL_CREDITORS = CalendarDays(count=10, basis=CREDITORS)
TO_PUBLISH_FOR_CREDITORS = CalendarDays(count=60, basis=CREDITORS)
CREDITORS_PERIOD = CalendarDays(count=45, basis=CREDITORS)
TOLD_CREDITORS_PERIOD = CalendarDays(count=30, basis=CREDITORS)
"""The first two from the day on which the liquidators were formed; to claim, from the notice."""

TO_PUBLISH = CalendarDays(count=30, basis=law.DEMONSTRATION)
"""No text says how long one may wait with a notice of which the one window has been told."""


def _happened(on: str, *says: str) -> OutsideEvent:
    return OutsideEvent(register=PUBLICITY, key="credit_code", on=on, says=says)


def _or_it_ends(
    code: str, *, name: str, basis: Basis, within: CalendarDays, since: str, event: OutsideEvent
) -> ProcedureStep:
    """What ends the item if it happens in time, and lets it go on if it does not."""
    return ProcedureStep(
        code=code,
        name=name,
        owner=Owner.OUTSIDE,
        basis=basis,
        within=within,
        since=since,
        lapses=True,
        tells=True,
        event=event,
        stops=Stops.TAKEN,
    )


SIMPLE_NOTICE = Procedure(
    code="simple-notice",
    name="简易注销公告",
    basis=SIMPLE,
    comes_first=True,
    steps=(
        ProcedureStep(
            code="published",
            name="企业发布简易注销公告和全体投资人承诺书",
            owner=Owner.OUTSIDE,
            basis=SIMPLE,
            within=TO_PUBLISH,
            tells=True,
            event=_happened("simple_since"),
            stops=Stops.MISSED,
        ),
        _or_it_ends(
            "objection",
            name="利害关系人、有关部门提出异议",
            basis=OBJECTED,
            within=SIMPLE_PERIOD,
            since="published",
            event=_happened("objected_on", "objection_by"),
        ),
    ),
)
"""Whoever objects in time ends it; nobody does, and the enterprise may be struck off."""

INDIVIDUAL_NOTICE = Procedure(
    code="departments-asked",
    name="推送税务等部门征询意见",
    basis=INDIVIDUAL,
    comes_first=True,
    steps=(
        ProcedureStep(
            code="pushed",
            name="登记机关推送注销申请",
            owner=Owner.OUTSIDE,
            basis=INDIVIDUAL,
            tells=True,
            event=_happened("pushed_on"),
        ),
        _or_it_ends(
            "objection",
            name="有关部门提出异议",
            basis=INDIVIDUAL,
            within=INDIVIDUAL_PERIOD,
            since="pushed",
            event=_happened("objected_on", "objection_by"),
        ),
    ),
)
"""An individual business publishes nothing; departments that say nothing have no objection."""

FORMED = ProcedureStep(
    code="formed",
    name="清算组成立",
    owner=Owner.OUTSIDE,
    basis=LIQUIDATORS,
    within=TO_PUBLISH,
    event=_happened("liquidators_since"),
    stops=Stops.MISSED,
)
"""From this day both notices are reckoned; the publicity system has it with the names of the liquidators."""


def _insolvency(within: CalendarDays, *, since: str) -> ProcedureStep:
    return _or_it_ends(
        "insolvency",
        name="人民法院受理破产申请",
        basis=INSOLVENT,
        within=within,
        since=since,
        event=_happened("insolvent_on"),
    )


CREDITORS_TOLD = Procedure(
    code="creditors-told",
    name="通知已知债权人",
    basis=CREDITORS,
    comes_first=True,
    steps=(
        FORMED,
        ProcedureStep(
            code="told",
            name="清算组通知债权人",
            owner=Owner.OUTSIDE,
            basis=CREDITORS,
            within=TO_TELL_CREDITORS,
            since="formed",
            lapses=True,
            tells=True,
            event=_happened("creditors_told_on"),
        ),
        _insolvency(TOLD_CREDITORS_PERIOD, since="told"),
    ),
)
"""Those who are known. Where none is on record as told, whoever decides sees it."""

CREDITORS_NOTICE = Procedure(
    code="creditors-notice",
    name="债权人公告",
    basis=CREDITORS,
    comes_first=True,
    steps=(
        FORMED,
        ProcedureStep(
            code="published",
            name="清算组发布债权人公告",
            owner=Owner.OUTSIDE,
            basis=CREDITORS,
            within=TO_PUBLISH_FOR_CREDITORS,
            since="formed",
            tells=True,
            event=_happened("creditors_since"),
        ),
        _insolvency(CREDITORS_PERIOD, since="published"),
    ),
)
"""Creditors claim from the liquidators, not here; the case waits until they cannot be too early any more.

A notice that is published late is late, and counts: only from then on can the others claim.
"""
