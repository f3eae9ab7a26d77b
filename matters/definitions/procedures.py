"""Procedures of the law of licensing, up to the decision (行政许可法 Art. 34 to 36, 43, 46 to 48, 55)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..language import Department, Figure, Ground, OneMatter, Owner, Procedure, ProcedureStep
from . import law

HEARD = Ground(code="hearing", name="听证", basis=law.SUSPENSION)
ONE_HOST = Figure(name="听证主持人", value=Decimal(1), unit="人", basis=law.HEARING_HOST)
TWO_INSPECTORS = Figure(name="核查人员", value=Decimal(2), unit="人", basis=law.INSPECTORS)

_HEARING_NOTICE = ProcedureStep(
    code="notice",
    name="通知听证时间、地点和主持人",
    owner=Owner.DEPARTMENT,
    basis=law.HEARING_NOTICE,
    within=law.HEARING_NOTICE_LIMIT,
    before="held",
    fixes_day=True,
    officers=ONE_HOST,
    tells=True,
)
_HEARING_RECORD = ProcedureStep(
    code="record",
    name="听证笔录交听证参加人确认签字",
    owner=Owner.HOST,
    basis=law.HEARING_RECORD,
    document=True,
    signed=True,
    tells=True,
)
HEARING_ON_REQUEST = Procedure(
    code="hearing",
    name="听证（依申请）",
    basis=law.HEARING,
    ground=HEARD,
    stands_from="asked",
    steps=(
        ProcedureStep(
            code="asked",
            name="申请听证",
            owner=Owner.CONCERNED,
            basis=law.HEARING,
            within=law.HEARING_REQUEST_LIMIT,
            lapses=True,
            tells=True,
        ),
        _HEARING_NOTICE,
        ProcedureStep(
            code="held",
            name="举行听证",
            owner=Owner.HOST,
            basis=law.HEARING,
            within=law.HEARING_LIMIT,
            since="asked",
        ),
        _HEARING_RECORD,
    ),
)
"""It begins when all concerned are told that they may ask for it; unasked, the right lapses."""

HEARING_BY_DUTY = Procedure(
    code="public-hearing",
    name="听证（依职权）",
    basis=law.PUBLIC_HEARING,
    ground=HEARD,
    stands_from="announced",
    steps=(
        ProcedureStep(
            code="announced",
            name="向社会公告听证",
            owner=Owner.DEPARTMENT,
            basis=law.PUBLIC_HEARING,
            document=True,
            tells=True,
        ),
        _HEARING_NOTICE,
        ProcedureStep(code="held", name="举行听证", owner=Owner.HOST, basis=law.PUBLIC_HEARING),
        _HEARING_RECORD,
    ),
)
"""Where a law asks for it, or the public interest; within which time is said nowhere."""

STATEMENTS = Procedure(
    code="statements",
    name="陈述和申辩",
    basis=law.STATEMENTS,
    steps=(
        ProcedureStep(
            code="heard",
            name="听取申请人、利害关系人的陈述和申辩",
            owner=Owner.DEPARTMENT,
            basis=law.STATEMENTS,
            document=True,
            tells=True,
        ),
    ),
)
"""Whom it greatly concerns is told, and what he says is heard; within which time is said nowhere."""

INSPECTED = Procedure(
    code="inspection",
    name="现场核查",
    basis=law.INSPECTORS,
    steps=(
        ProcedureStep(
            code="sent",
            name="指派两名以上工作人员",
            owner=Owner.DEPARTMENT,
            basis=law.INSPECTION,
            within=law.INSPECTION_LIMIT,
            officers=TWO_INSPECTORS,
        ),
        ProcedureStep(
            code="record",
            name="现场核查记录",
            owner=Owner.DEPARTMENT,
            basis=law.INSPECTORS,
            document=True,
            signed=True,
        ),
    ),
)
"""Two go and see. The five days are those of Art. 55; Art. 34 has none of its own."""

BEGUN_BY_OFFICERS = (STATEMENTS, HEARING_ON_REQUEST, HEARING_BY_DUTY, INSPECTED)
"""Those that an officer may begin about any item."""


def by_analogy(procedure: Procedure) -> Procedure:
    """The same about what is no licence, with every article as a likeness."""
    return replace(
        procedure,
        basis=procedure.basis and law.by_analogy(procedure.basis),
        ground=procedure.ground and law.likewise(procedure.ground),
        steps=tuple(map(_step_by_analogy, procedure.steps)),
    )


def _step_by_analogy(step: ProcedureStep) -> ProcedureStep:
    return replace(
        step,
        basis=step.basis and law.by_analogy(step.basis),
        within=step.within and law.likewise(step.within),
        officers=step.officers and law.likewise(step.officers),
    )


_BEGUN_BY_ANALOGY = tuple(map(by_analogy, BEGUN_BY_OFFICERS))


def begun_by_officers(one: OneMatter[Any]) -> tuple[Procedure, ...]:
    """Those of general law: as they stand where something is licensed, else by analogy."""
    return BEGUN_BY_OFFICERS if one.is_licence else _BEGUN_BY_ANALOGY


def first_review(by: Department) -> Procedure:
    """A lower body reviews and reports, with all papers; the upper one decides, and asks for none again."""
    return Procedure(
        code="first-review",
        name="下级机关初审上报",
        basis=law.REPORT,
        comes_first=True,
        steps=(
            ProcedureStep(
                code="reviewed",
                name="初步审查意见",
                owner=Owner.OTHER_BODY,
                body=by,
                basis=law.FIRST_REVIEW,
                within=law.FIRST_REVIEW_LIMIT,
                document=True,
            ),
            ProcedureStep(
                code="reported",
                name="报送初审意见和全部申请材料",
                owner=Owner.OTHER_BODY,
                body=by,
                basis=law.REPORT,
                within=law.FIRST_REVIEW_LIMIT,
                tells=True,
            ),
        ),
    )
