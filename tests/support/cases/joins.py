"""What an item was asked, for tests of those that wait for one another."""

from activities.stand_ins.books import licences
from client import Case, ItemProgress, State
from client.messages.cases.answers import Request
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from tests.support.parts import Parts, find

REGISTRATION, FOOD, FIRE = "business-registration", "food-licence", "fire-check"
HYGIENE, SIGN, TOBACCO = "hygiene-licence", "sign-permit", "tobacco-licence"
MARKET, FIRE_RESCUE, HEALTH = "market-regulation", "fire-rescue", "health"


async def answered_in(case: Case, matter: str, number: int) -> None:
    """Until the item has been answered in that round."""
    async for progress in case.watch():
        one = find(progress, matter)
        if one.round == number and one.state is not State.LODGED:
            return


async def asked(parts: Parts, case: Case, matter: str) -> Request:
    department = next(one.department.code for one in RESTAURANT.matters if one.code == matter)
    request = (await parts.desk(department).show(case.id, matter)).request
    assert request
    return request


async def in_force(parts: Parts, given: ItemProgress) -> bool:
    """Whether the licence that the item gave is."""
    assert given.licence
    with parts.district.transaction() as books:
        filed = licences.numbered(books, given.licence.identifier)
    return filed is not None and filed.revoked_because is None
