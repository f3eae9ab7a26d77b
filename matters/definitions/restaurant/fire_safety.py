"""Fire safety of a shop: by commitment and a check afterwards, or inspected first (消防法 Art. 15)."""

from dataclasses import replace
from datetime import date

from ...language import Basis, Confidence, Follows, Material, Matter, Otherwise, Trust, WorkingDays
from .. import departments, law, licences
from . import situations as when
from .form import FireSafety, Premises
from .inspections import FIRE_INSPECTED
from .papers import BUSINESS_LICENCE, FIRE_PAPERS

FIRE_SAFETY = Basis(document="中华人民共和国消防法", article="第十五条", since=date(2021, 4, 29))
FIRE_CHECK_CLOCK = Basis(
    document="中华人民共和国消防法、《公众聚集场所投入使用、营业消防安全检查规则》（获嘉县消防大队问答转述）",
    article="第十五条第三款（10个工作日内检查）、自检查之日起3个工作日内作出决定",
    since=date(2021, 4, 29),
    confidence=Confidence.SECONDARY,
)
"""The law has ten days to inspect; the three to decide are of rules that could not be read themselves."""
FIRE_GUIDE = Basis(
    document="消防大队窗口办事指南（hnlykfq.gov.cn，2022-03-25）", confidence=Confidence.SECONDARY
)

COMMITTED_PAPERS = (
    Material[Premises](
        code="premises-plan",
        name="场所平面布置图、消防设施平面图",
        trust=Trust.D,
        basis=FIRE_GUIDE,
        follows=Follows(
            within=WorkingDays(count=15, basis=law.DEMONSTRATION), otherwise=Otherwise.REVIEW_AGAIN
        ),
    ),
    Material[Premises](
        code="fire-plan",
        name="消防安全制度与灭火应急预案",
        trust=Trust.D,
        basis=FIRE_GUIDE,
        follows=Follows(
            within=WorkingDays(count=15, basis=law.DEMONSTRATION), otherwise=Otherwise.REVIEW_AGAIN
        ),
    ),
)
"""What may be handed over when the place is checked."""

fire_commitment = Matter(
    code="fire-commitment",
    name="公众聚集场所投入使用、营业前消防安全检查（告知承诺）",
    basic_code="990100017000",
    department=departments.FIRE_RESCUE,
    form=FireSafety,
    promised=WorkingDays(count=1, basis=FIRE_GUIDE),
    statutory=law.SINGLE_LIMIT,
    extension=law.SINGLE_EXTENSION,
    gives=licences.FIRE_OPINION,
    when=when.commits_to_fire_safety,
    materials=(
        replace(BUSINESS_LICENCE, basis=FIRE_PAPERS),
        Material[Premises](
            code="fire-commitment-letter", name="消防安全告知承诺书", trust=Trust.D, basis=FIRE_PAPERS
        ),
    ),
    basis=replace(FIRE_SAFETY, article="第十五条第一款、第二款"),
)

fire_recheck = Matter(
    code="fire-recheck",
    name="消防安全告知承诺事后核查",
    basic_code="990600018000",
    department=departments.FIRE_RESCUE,
    form=FireSafety,
    promised=WorkingDays(count=20, basis=FIRE_GUIDE),
    when=when.commits_to_fire_safety,
    materials=COMMITTED_PAPERS,
    after=(fire_commitment,),
    inspection=True,
    basis=replace(FIRE_SAFETY, article="第十五条第二款"),
)
"""It comes after the decision and gives nothing; where the promise does not hold, it is refused."""

fire_check = Matter(
    code="fire-check",
    name="公众聚集场所投入使用、营业前消防安全检查",
    basic_code="990100013000",
    department=departments.FIRE_RESCUE,
    form=FireSafety,
    promised=WorkingDays(count=13, basis=FIRE_GUIDE),
    statutory=WorkingDays(count=13, basis=FIRE_CHECK_CLOCK),
    gives=licences.FIRE_OPINION,
    when=when.is_inspected_before_opening,
    materials=(
        replace(BUSINESS_LICENCE, basis=FIRE_PAPERS),
        Material[Premises](
            code="fire-application", name="消防安全检查申报表", trust=Trust.D, basis=FIRE_GUIDE
        ),
        *COMMITTED_PAPERS,
    ),
    inspection=True,
    procedures=(FIRE_INSPECTED,),
    basis=replace(FIRE_SAFETY, article="第十五条第三款"),
)
