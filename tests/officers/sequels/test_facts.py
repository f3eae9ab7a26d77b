"""Facts that change after a decision: before anything is granted by it anew, they are looked up again."""

import pytest

from client.errors import FactsChanged
from client.messages.cases.sequel import SequelState
from matters.definitions.registers import POPULATION
from tests.support.cases.sequels import FOOD, GRANT, by_two, office
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.entries import change
from tests.support.parts import Parts
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger

DEAD = "applicant.lives"


async def test_a_death_before_a_change(parts: Parts) -> None:
    """Two officers are told before it is granted, and the holder's side is not; they decide upon that."""
    filed = submission(SMALL_SHOP)
    case = await parts.platform.submit(filed)
    await case.outcome()
    of = await case.change(FOOD, "经营场所扩大")
    change(parts.district, POPULATION.code, filed.applicant.identity_number, {"alive": False})
    with pytest.raises(FactsChanged, match=DEAD):
        await by_two(parts, of, GRANT)
    now = await office(parts).show(of.id)
    assert (now.state, now.proposed_by) == (SequelState.BEGUN, "")
    told = {doubt.rule: doubt.says for doubt in now.doubts}
    assert "健在原为是，现为否" in told[DEAD]
    assert (await case.renewal(of.id)).doubts == ()
    assert (await by_two(parts, now, GRANT)).granted
