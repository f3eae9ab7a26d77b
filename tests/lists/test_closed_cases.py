"""A closed case is read for decades: of what the server has forgotten, the ledger tells."""

from typing import Final
from uuid import UUID, uuid4

import pytest

from activities.database.encryption import case_owner, destroy
from client import Case, Platform, Progress, State, names
from client.errors import CaseNotFound, Mend, NotAllowed, WrongDepartment
from client.messages.cases.correction import Supplement
from client.messages.lists.search import CaseSearch
from client.transport.reading import look_up_closed
from client.trust.actor import Role
from client.trust.identity import Identity
from tests.support.cases.bundles import hashes_of
from tests.support.cases.corrections import waits_for_layout
from tests.support.cases.deadlines import MARKET, granted
from tests.support.cases.submissions import LARGE_SHOP, paper, submission
from tests.support.parts import KEYS, Parts, until
from tests.support.speakers import identity_of, line_of
from tests.support.states import FOOD, in_review, on_one_ledger
from workflows.visibility import REST

pytestmark = on_one_ledger

EVERY_QUESTION: Final = (
    *(names.RECEIPT, names.PROGRESS, names.OUTCOME),
    *(names.EXPLAIN, names.SHEET, names.BUNDLE),
)


async def mended(parts: Parts) -> Case:
    """A case that was mended, decided by two officers, and is closed."""
    case = await waits_for_layout(parts, submission(LARGE_SHOP), then="reviewing")
    await case.supplement(Supplement(papers=(paper("layout-plan"),)))
    await until(case, FOOD, State.IN_REVIEW)
    await granted(parts, case)
    await case.outcome()
    return case


async def known(parts: Parts, case: UUID) -> dict[str, object]:
    """All that everybody is told of a case."""
    found, desk = await parts.platform.case(case), parts.desk(MARKET)
    history = await parts.supervisor.history(CaseSearch(case=case, is_open=None))
    return {
        "receipt": found.receipt,
        "progress": await found.progress(),
        "watched": [progress async for progress in found.watch()],
        "outcome": await found.outcome(),
        "explained": await found.explain(),
        "sheet": await desk.show(case, FOOD),
        "evidence": hashes_of(await found.bundle()),
        "part of a department": hashes_of(await desk.bundle(case, FOOD)),
        "history": history.model_copy(update={"delays": None}),
    }


async def test_all_is_told_as_before(parts: Parts, forgetful: Parts) -> None:
    """Progress, outcome, deadlines, an officer's sheet, evidence leaf by leaf, and who had the ball."""
    case = await mended(parts)
    before = await known(parts, case.id)
    assert await known(forgetful, case.id) == before
    progress = before["progress"]
    assert isinstance(progress, Progress)
    assert {told.kind for told in progress.told} >= {"correction", "decision"}


async def test_who_may_read_it_stays(parts: Parts, forgetful: Parts) -> None:
    """Its own platform and the departments of its items, each what was theirs to ask, and nobody else."""
    case = (await mended(parts)).id
    with pytest.raises(NotAllowed):
        await Platform(line_of(forgetful, identity_of(Role.PLATFORM, actor="other")), KEYS).case(case)
    with pytest.raises(WrongDepartment):
        await forgetful.desk("civil-affairs").show(case, FOOD)
    for role in Role:
        me = identity_of(role, actor="other", department=MARKET)
        allowed = {names.SHEET, names.BUNDLE} if role in {Role.OFFICER, Role.HEAD} else set[str]()
        assert {
            question for question in EVERY_QUESTION if await _told(forgetful, case, question, me)
        } == allowed


async def test_what_was_turned_away(parts: Parts, forgetful: Parts) -> None:
    """Its platform reads the receipt, why it was not accepted, and what was told, from the ledger alone."""
    filed = submission(LARGE_SHOP, already_registered=False).model_copy(update={"id": uuid4()})
    case = await parts.platform.submit(filed)
    before = await case.outcome(), await case.progress()
    found = await forgetful.platform.case(case.id)
    assert (await found.outcome(), await found.progress()) == before
    assert before[1].told
    assert found.receipt == case.receipt
    assert hashes_of(await found.bundle()) == hashes_of(await case.bundle())
    with pytest.raises(NotAllowed):
        await Platform(line_of(forgetful, identity_of(Role.PLATFORM, actor="other")), KEYS).case(case.id)


async def test_what_is_not_told(parts: Parts, forgetful: Parts) -> None:
    """There is no such case; or what was told of it was erased. An open one is told, and that it is lost."""
    under_way = await in_review(parts)
    await parts.forward(under_way.id, REST)
    await parts.written(under_way.id)
    with pytest.raises(CaseNotFound):
        await forgetful.platform.case(uuid4())
    told = await (await forgetful.platform.case(under_way.id)).progress()
    assert told == (await under_way.progress()).model_copy(update={"on_file": True})
    await under_way.withdraw("不办了")
    await under_way.outcome()
    found = await forgetful.platform.case(under_way.id)
    with parts.ledger.transaction() as books:
        destroy(books, [case_owner(under_way.id)])
    with pytest.raises(CaseNotFound, match="erased"):
        await found.progress()


async def _told(parts: Parts, case: UUID, question: str, me: Identity) -> bool:
    try:
        await look_up_closed(line_of(parts, me), case, question, object, by=me, item=FOOD)
    except Mend:
        return False
    return True
