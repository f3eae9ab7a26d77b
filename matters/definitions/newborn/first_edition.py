"""The edition of 2026-11, for cases that it has begun: it had offices issue what hospitals and clinics do."""

from dataclasses import replace

from ...language import Matter, OneMatter, WorkingDays
from .. import departments, law
from . import situations as when
from .birth_checks import APART, AT_MIDNIGHT, ON_THE_BIRTH
from .checks import BORN, INFANT, PAYABLE, REPORT_WITHIN, YOUNGER_THAN, ZHONGSHAN_GUIDE
from .definition import (
    BIRTH_CERTIFICATE,
    NEWBORN,
    birth_certificate,
    household_registration,
    insurance_enrolment,
    parenting_guidance,
    social_security_card,
    vaccination_record,
)
from .form import FirstNewbornForm, Maternity
from .held_checks import CERTIFICATE_RECORDED, ON_WHAT_IS_HAD, where_certified
from .household_checks import INSURED, ON_ITS_WAY
from .mother_checks import OF_A_FOREIGN_MOTHER
from .sources import PREFILLS
from .spouse_checks import MATERNITY_INSURANCE

first_birth_certificate = replace(
    birth_certificate, department=departments.HEALTH, checks=(BORN, INFANT, *ON_THE_BIRTH, AT_MIDNIGHT)
)
first_vaccination_record = replace(
    vaccination_record,
    department=departments.DISEASE_CONTROL,
    checks=(*where_certified(BORN, INFANT, *ON_THE_BIRTH, AT_MIDNIGHT), CERTIFICATE_RECORDED),
)
first_maternity_payment = Matter(
    code="maternity-payment",
    name="生育医疗费用报销",
    basic_code="990500005000",
    department=departments.MEDICAL_INSURANCE,
    form=Maternity,
    promised=WorkingDays(count=3, basis=law.DEMONSTRATION),
    when=when.maternity_insured,
    materials=(BIRTH_CERTIFICATE,),
    checks=(PAYABLE, INSURED, OF_A_FOREIGN_MOTHER, *ON_WHAT_IS_HAD),
    basis=MATERNITY_INSURANCE,
)

NEWBORN_2026_11 = OneMatter[FirstNewbornForm](
    code=NEWBORN.code,
    edition="2026-11",
    name=NEWBORN.name,
    basic_code=NEWBORN.basic_code,
    lead=NEWBORN.lead,
    form=FirstNewbornForm,
    promised=WorkingDays(count=5, basis=ZHONGSHAN_GUIDE),
    timetable=law.TIMETABLE_OF_SERVICES,
    figures=(REPORT_WITHIN, YOUNGER_THAN, ON_ITS_WAY, APART),
    prefills=PREFILLS,
    matters=(
        first_birth_certificate,
        first_vaccination_record,
        household_registration,
        insurance_enrolment,
        first_maternity_payment,
        social_security_card,
        parenting_guidance,
    ),
    basis=law.ONE_MATTER_OPINION,
)
