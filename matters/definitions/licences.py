"""Kinds of e-licences (电子证照) that the definitions give or need.

The type codes are of the demonstration bodies: their shape is GB/T 36904's, the numbers are not in
any national catalogue.
"""

from ..language import Department, Licence
from . import departments


def _kind(
    code: str, name: str, definer: Department, number: int, *, issued_by: tuple[Department, ...] = ()
) -> Licence:
    """Issued by whoever defines it, unless others are named."""
    return Licence(
        code=code,
        name=name,
        type_code=f"{definer.credit_code}{number:03}",
        issued_by=issued_by or (definer,),
    )


_BIRTHS = (departments.MATERNITY_HOSPITAL, departments.HEALTH)
_VACCINATIONS = (departments.VACCINATION_CLINIC, departments.DISEASE_CONTROL)
"""By earlier editions, their offices."""
_PAYERS = (
    departments.CIVIL_AFFAIRS,
    departments.HUMAN_RESOURCES,
    departments.HEALTH,
    departments.MEDICAL_INSURANCE,
)
"""Whoever has paid takes back."""

ID_CARD = _kind("id-card", "居民身份证", departments.PUBLIC_SECURITY, 1)
HOUSEHOLD_REGISTER = _kind("household-register", "居民户口簿", departments.PUBLIC_SECURITY, 2)
NEWBORN_REGISTER_PAGE = _kind(
    "newborn-register-page", "居民户口簿（新生儿登记页）", departments.PUBLIC_SECURITY, 3
)
MARRIAGE_CERTIFICATE = _kind("marriage-certificate", "结婚证", departments.CIVIL_AFFAIRS, 4)
BIRTH_CERTIFICATE = _kind("birth-certificate", "出生医学证明", departments.HEALTH, 1, issued_by=_BIRTHS)
HYGIENE_LICENCE = _kind("hygiene-licence", "公共场所卫生许可证", departments.HEALTH, 2)
VACCINATION_RECORD = _kind(
    "vaccination-record",
    "预防接种证",
    departments.DISEASE_CONTROL,
    1,
    issued_by=_VACCINATIONS,
)
INSURANCE_CERTIFICATE = _kind("insurance-certificate", "居民医保参保凭证", departments.MEDICAL_INSURANCE, 1)
SOCIAL_SECURITY_CARD = _kind("social-security-card", "社会保障卡", departments.HUMAN_RESOURCES, 1)
BUSINESS_LICENCE = _kind("business-licence", "营业执照", departments.MARKET_REGULATION, 1)
FOOD_LICENCE = _kind("food-licence", "食品经营许可证", departments.MARKET_REGULATION, 2)
FIRE_CERTIFICATE = _kind(
    "fire-certificate", "公众聚集场所投入使用、营业前消防安全检查合格证", departments.FIRE_RESCUE, 1
)
FIRE_OPINION = _kind(
    "fire-opinion", "公众聚集场所投入使用、营业消防安全检查意见书", departments.FIRE_RESCUE, 2
)
SIGN_PERMIT = _kind("sign-permit", "户外招牌设置许可", departments.URBAN_MANAGEMENT, 1)
TOBACCO_LICENCE = _kind("tobacco-licence", "烟草专卖零售许可证", departments.TOBACCO, 1)
TAX_CLEARANCE = _kind("tax-clearance", "清税证明", departments.TAX, 1)
DEREGISTRATION = _kind("deregistration-notice", "准予注销登记通知书", departments.MARKET_REGULATION, 3)
ENROLMENT_RECORD = _kind("enrolment-record", "入学报名登记凭证", departments.EDUCATION, 1)
ADMISSION_NOTICE = _kind("admission-notice", "入学通知书", departments.EDUCATION, 2)
CLAWBACK_NOTICE = _kind("clawback-notice", "追回告知书", departments.CIVIL_AFFAIRS, 1, issued_by=_PAYERS)
HEARING_RECORD = _kind("hearing-record", "听证笔录", departments.CIVIL_AFFAIRS, 2, issued_by=_PAYERS)
CLAWBACK_DECISION = _kind("clawback-decision", "追回决定书", departments.CIVIL_AFFAIRS, 3, issued_by=_PAYERS)
CLAWBACK_RECEIPT = _kind("clawback-receipt", "结清证明", departments.FINANCE, 1)
PROPERTY_CERTIFICATE = _kind(
    "property-certificate",
    "不动产权证书",
    departments.NATURAL_RESOURCES,
    1,
    issued_by=(departments.REGISTRY_ONE, departments.REGISTRY_TWO),
)
DEATH_CERTIFICATE = _kind("death-certificate", "居民死亡医学证明（推断）书", departments.HEALTH, 3)
POLICE_DEATH_PROOF = _kind("police-death-proof", "公安机关非正常死亡证明", departments.PUBLIC_SECURITY, 5)
CREMATION_CERTIFICATE = _kind("cremation-certificate", "火化证明", departments.CIVIL_AFFAIRS, 5)
DEATH_REGISTRATION = _kind("death-registration", "死亡户口注销证明", departments.PUBLIC_SECURITY, 6)
