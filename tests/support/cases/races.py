"""Cases in which something may happen at the very instant of something else, and words that may."""

from activities.stand_ins.behaviour import Reviewing
from client import Case, State, Submission, names
from client.messages.cases.submission import Withdrawal
from client.messages.officers.commands import GrantItem
from tests.support.cases.strikes import Word
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import NO, Parts, until

FOOD, FIRE, HYGIENE = "food-licence", "fire-check", "hygiene-licence"
SIGN, TOBACCO = "sign-permit", "tobacco-licence"
MARKET, URBAN, TOBACCONIST = "market-regulation", "urban-management", "tobacco"
WITHDRAWAL: Word = (names.WITHDRAW, Withdrawal(reason="不再开店"))


def grant(matter: str, department: str) -> Word:
    return names.GRANT, GrantItem(item=matter, department=department, officer="officer-1")


async def in_review(parts: Parts, filed: Submission, matter: str) -> Case:
    parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, matter, State.IN_REVIEW)
    return case


async def refused(parts: Parts) -> Case:
    """A case with a choice to be made about an item in review."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await in_review(parts, filed, TOBACCO)
    await until(case, HYGIENE, State.IN_REVIEW)
    await parts.desk("health").refuse(
        case.id, HYGIENE, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    )
    return case
