"""Food licences: the law, and the measure of the market regulators, whose text could not be read."""

from datetime import date

from ...language import Basis, Confidence


def _measure(article: str, *, quotes: str = "") -> Basis:
    return Basis(
        document="食品经营许可和备案管理办法（总局令第78号）",
        article=article,
        since=date(2023, 12, 1),
        confidence=Confidence.UNVERIFIED,
        quotes=quotes,
    )


def _food_safety(article: str) -> Basis:
    return Basis(document="中华人民共和国食品安全法", article=article, since=date(2025, 12, 1))


PERMIT = _food_safety("第三十五条第一款")
PAPERS = _food_safety("第三十三条、第三十五条第二款")
HEALTH_CERTIFICATES = _food_safety("第四十五条第二款")
BANNED = _food_safety("第一百三十五条")
REGISTERED_FIRST = _measure("申请人先行取得营业执照等合法主体资格，以其载明的主体提出申请")
DECIDED = _measure("审查期限")
DELIVERED = _measure("许可证的颁发、送达")
"""Guides say five working days; the measure could not be read, and the law of licensing allows ten."""
INSPECTED = _measure("现场核查", quotes="自接受现场核查任务之日起5个工作日内完成")
RENEWED = _measure("延续", quotes="有效期届满前90个工作日至15个工作日期间提出")
VALID = Basis(
    document="中华人民共和国食品安全法实施条例",
    article="第十五条第一款",
    since=date(2019, 12, 1),
    quotes="食品生产经营许可的有效期为5年",
)
