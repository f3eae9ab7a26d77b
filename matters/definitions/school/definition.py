"""义务教育入学一件事: a guardian applies once, four bodies check, the district places, a school takes in.

The items are those of the national list (新生入学信息采集、户籍类证明、居住证、不动产权证书、社保参保证明),
found in outlines only. A region's plan (广西 2024) has the same course: fill in, compare, review, place.
"""

from ...language import (
    Acts,
    Basis,
    ByLaw,
    Confidence,
    Later,
    Material,
    Matter,
    Months,
    OneMatter,
    Parties,
    Trust,
    WorkingDays,
)
from .. import departments, law, licences
from ..registers import PLACEMENTS, POPULATION
from . import situations as when
from .checks import (
    ASKED_ONCE,
    HOME_HELD,
    HOME_NAMED,
    HOUSEHOLD,
    KNOWN,
    LIVES_THERE,
    NOT_CLOSED,
    OF_AGE,
    OPENED,
    PERMITTED,
    SIX,
    UNPLACED,
)
from .form import Attendance, Enrolment, HomeOwner, HousedPupil, Migrant, Pupil, SchoolAttendance, SchoolForm
from .placement import BEFORE_TERM, EQUALLY, NEARBY, PLACED, PLACES
from .priority import ORDER

PLAN = Basis(
    document="广西义务教育新生入学“一件事”工作方案", article="2024年", confidence=Confidence.SECONDARY
)
LIST = Basis(document="教育入学“一件事”国家清单（转述）", confidence=Confidence.UNVERIFIED)
FILES = Basis(document="中小学生学籍管理办法", article="教基一〔2013〕7号", confidence=Confidence.UNVERIFIED)

BY_DUTY = (
    ByLaw[Pupil](register=POPULATION, whose=when.child, basis=law.STATUTORY_DUTY),
    ByLaw[Pupil](register=PLACEMENTS, whose=when.child, basis=law.STATUTORY_DUTY),
)
CONTRACT = Material[HousedPupil](
    code="purchase-contract", name="网签购房合同", when=when.has_bought_a_home, trust=Trust.C, basis=ORDER
)
LEASE = Material[HousedPupil](
    code="lease", name="房屋租赁备案证明", when=when.rents_a_home, trust=Trust.C, basis=ORDER
)
RECORD = Material[Pupil](
    code="enrolment-record",
    name="入学报名登记凭证",
    licence=licences.ENROLMENT_RECORD,
    of=when.child,
    basis=PLAN,
)
NOTICE = Material[Pupil](
    code="admission-notice", name="入学通知书", licence=licences.ADMISSION_NOTICE, of=when.child, basis=PLAN
)

registration = Matter(
    code="enrolment",
    name="新生入学信息采集",
    basic_code="990700081000",
    department=departments.EDUCATION,
    form=HousedPupil,
    promised=WorkingDays(count=3, basis=law.DEMONSTRATION),
    gives=licences.ENROLMENT_RECORD,
    given_to=when.child,
    face=when.child_and_rank,
    materials=(CONTRACT, LEASE),
    checks=(KNOWN, SIX, OPENED, NOT_CLOSED, HOUSEHOLD, LIVES_THERE, UNPLACED, ASKED_ONCE),
    by_law=BY_DUTY,
    basis=LIST,
)
household_proof = Matter(
    code="household-proof",
    name="户籍信息核验",
    basic_code="990700082000",
    department=departments.PUBLIC_SECURITY,
    form=HousedPupil,
    promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
    when=when.is_registered_here,
    basis=NEARBY,
)
home_proof = Matter(
    code="home-proof",
    name="不动产登记信息核验",
    basic_code="990700083000",
    department=departments.NATURAL_RESOURCES,
    form=HomeOwner,
    promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
    when=when.owns_a_home,
    checks=(HOME_NAMED, HOME_HELD),
    basis=LIST,
)
permit_proof = Matter(
    code="permit-proof",
    name="居住证核验",
    basic_code="990700084000",
    department=departments.PUBLIC_SECURITY,
    form=Migrant,
    promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
    when=when.comes_from_elsewhere,
    checks=(PERMITTED,),
    basis=EQUALLY,
)
insurance_proof = Matter(
    code="insurance-proof",
    name="监护人社会保险参保核验",
    basic_code="990700085000",
    department=departments.HUMAN_RESOURCES,
    form=Migrant,
    promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
    when=when.comes_from_elsewhere,
    basis=LIST,
)
admission = Matter(
    code="admission",
    name="公办学校入学",
    basic_code="990700086000",
    department=departments.EDUCATION,
    form=Enrolment,
    promised=WorkingDays(count=3, basis=law.DEMONSTRATION),
    lead_time=BEFORE_TERM,
    gives=licences.ADMISSION_NOTICE,
    given_to=when.child,
    face=when.name_of_the_child,
    materials=(RECORD,),
    hears=(household_proof, home_proof, permit_proof, insurance_proof),
    procedures=(PLACED,),
    quota=PLACES,
    basis=NEARBY,
)
school_file = Matter(
    code="school-file",
    name="学籍建立",
    basic_code="990700087000",
    department=departments.EDUCATION,
    form=SchoolAttendance,
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    when=when.goes_there,
    materials=(NOTICE,),
    basis=FILES,
)
ATTENDS = Later(
    field="attends",
    asked_after=admission,
    within=WorkingDays(count=10, basis=law.DEMONSTRATION),
    if_silent=Attendance.THERE,
)
"""A file is kept where a pupil really goes. Whoever says nothing keeps the place, which the law gives."""

SCHOOL = OneMatter[SchoolForm](
    code="school",
    edition="2026-11",
    name="义务教育入学一件事",
    basic_code="992000000007",
    lead=departments.EDUCATION,
    form=SchoolForm,
    matters=(
        registration,
        household_proof,
        home_proof,
        permit_proof,
        insurance_proof,
        admission,
        school_file,
    ),
    promised=Months(count=10, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE_OF_SERVICES,
    parties=Parties(may_apply=when.the_child, acting=(Acts.GUARDIAN,), basis=NEARBY),
    later=(ATTENDS,),
    figures=(OF_AGE,),
    about=when.once_a_term,
    also_called=("上小学", "幼升小", "小升初", "孩子上学", "入学报名"),
    basis=PLAN,
)
