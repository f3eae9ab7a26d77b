"""Bodies of a demonstration district.

GB/T 2260 gives 99 to no province, so these credit codes (right check characters and all) belong to
nobody. A real deployment puts its own bodies here.
"""

from ..language import Department

HEALTH = Department(code="health", name="卫生健康委员会", credit_code="11990101000000019X")
PUBLIC_SECURITY = Department(code="public-security", name="公安局", credit_code="11990101000000027Q")
MEDICAL_INSURANCE = Department(code="medical-insurance", name="医疗保障局", credit_code="11990101000000035K")
HUMAN_RESOURCES = Department(
    code="human-resources", name="人力资源和社会保障局", credit_code="11990101000000043E"
)
MARKET_REGULATION = Department(
    code="market-regulation", name="市场监督管理局", credit_code="119901010000000519"
)
FIRE_RESCUE = Department(code="fire-rescue", name="消防救援机构", credit_code="1199010100000006X1")
URBAN_MANAGEMENT = Department(code="urban-management", name="城市管理局", credit_code="119901010000000781")
TOBACCO = Department(code="tobacco", name="烟草专卖局", credit_code="11990101000000086U")
DISEASE_CONTROL = Department(code="disease-control", name="疾病预防控制局", credit_code="11990101000000094N")
CIVIL_AFFAIRS = Department(code="civil-affairs", name="民政局", credit_code="11990101000000107C")
FINANCE = Department(code="finance", name="财政局", credit_code="119901010000001157")
NATURAL_RESOURCES = Department(code="natural-resources", name="自然资源局", credit_code="119901010000001232")
HOUSING_FUND = Department(code="housing-fund", name="住房公积金管理中心", credit_code="1199010100000014XL")
TAX = Department(code="tax", name="税务局", credit_code="11990101000000211G")
CUSTOMS = Department(code="customs", name="海关", credit_code="1199010100000022X8")
EDUCATION = Department(code="education", name="教育局", credit_code="119901010000002388")
GOVERNMENT = Department(code="government", name="示范区人民政府", credit_code="119901010000002463")
HEAD_OF_GOVERNMENT = {"approver": "本级人民政府负责人", "body": GOVERNMENT.code}
"""It decides nothing here; its head extends the limit of what is handled jointly (行政许可法 Art. 42)."""
REGISTRY_ONE = Department(
    code="registry-one", name="示范一区不动产登记中心", credit_code="11990101000000166F"
)
REGISTRY_TWO = Department(
    code="registry-two", name="示范二区不动产登记中心", credit_code="119901020000000189"
)
_BY_CONTRACT = (
    "银行不是行政机关，对其答复不适用行政复议和行政诉讼；有争议的，可以向该银行投诉、申请调解，"
    "或者向有管辖权的人民法院提起民事诉讼"
)
BANK = Department(
    code="savings-bank", name="示范储蓄银行", credit_code="91990101000000018J", disputes=_BY_CONTRACT
)
RURAL_BANK = Department(
    code="rural-bank", name="示范农村商业银行", credit_code="91990101000000026D", disputes=_BY_CONTRACT
)
"""No authorities: what they decide is a contract, handled in the same course."""
MATERNITY_HOSPITAL = Department(
    code="maternity-hospital", name="助产机构（妇产医院）", credit_code="11990101000000131W"
)
VACCINATION_CLINIC = Department(
    code="vaccination-clinic", name="预防接种单位", credit_code="11990101000000158L"
)
"""No offices, but the law has them issue what they attest (母婴保健法 Art. 23, 疫苗管理法 Art. 47)."""
