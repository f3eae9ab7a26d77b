"""What a guardian is asked who enrols a child."""

from enum import StrEnum
from typing import Annotated

from ...language import Asks, Form, IdentityNumber, Text


class SchoolTerm(StrEnum):
    AUTUMN_2027 = "2027年秋季"


class SchoolStage(StrEnum):
    PRIMARY = "小学一年级"
    JUNIOR = "初中一年级"


class HouseholdPlace(StrEnum):
    """Where a child is registered, and whether it lives there (人户一致)."""

    SAME = "本市户籍，与居住地一致"
    APART = "本市户籍，与居住地不一致"
    ELSEWHERE = "非本市户籍（随迁子女）"


class HomeTitle(StrEnum):
    """By what right a family lives where it does."""

    PARENTS = "父母或者本人拥有全部产权"
    GRANDPARENTS = "祖父母、外祖父母拥有全部产权"
    SHARED = "直系亲属或者本人拥有部分产权"
    CONTRACT = "已办理网签购房合同"
    RENTED = "租赁"
    OTHER = "其他"


class Pupil(Form):
    child_id: Annotated[
        IdentityNumber,
        Asks("儿童公民身份号码", such_as=("990101202005100016", "990101202202020015")),
    ]
    child_name: Annotated[Text, Asks("儿童姓名")]
    school_term: Annotated[SchoolTerm, Asks("申请哪个学期入学？")]
    school_stage: Annotated[SchoolStage, Asks("申请入读哪个年级？")]


class HousedPupil(Pupil):
    household: Annotated[HouseholdPlace, Asks("儿童的户籍情况")]
    home_title: Annotated[HomeTitle, Asks("居住房屋的情况")]
    home_address: Annotated[Text, Asks("居住地址")]


class HomeOwner(HousedPupil):
    owner_id: Annotated[IdentityNumber | None, Asks("房屋产权人公民身份号码")] = None
    home_unit: Annotated[Text | None, Asks("不动产单元号")] = None


class Migrant(HousedPupil):
    permit_number: Annotated[Text | None, Asks("监护人居住证编号")] = None


class Enrolment(HomeOwner, Migrant):
    """What the education office reads of a child, its household and its home."""


class Attendance(StrEnum):
    """Where a child really goes that has been given a place."""

    THERE = "到安排的学校入读"
    ELSEWHERE = "另有安排（民办学校、外地等）"


class SchoolAttendance(Pupil):
    attends: Annotated[Attendance | None, Asks("是否到安排的公办学校入读？")] = None


class SchoolForm(Enrolment, SchoolAttendance):
    """义务教育入学一件事报名表：每项只填一次。"""
