"""What a step proves once more that comes after the gate: what was said in time stands, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from activities.trust.gatekeeper import Evidence, Gatekeeper, Proof, Proved, Unproved
from client.messages.cases.submission import Withdrawal
from client.trust.actor import ActorKey, KeysAtHand, Role, Speaker
from client.trust.identity import Identity
from client.trust.said import LIFE, say

SAID: Final = datetime(2026, 11, 28, 9, tzinfo=UTC)
A_MOMENT: Final = timedelta(seconds=30)
TO: Final = "one-matter/case/1#withdraw"
IDENTITY: Final = Identity.make(Speaker(actor="supervisor-1", role=Role.SUPERVISOR, person="p1"))
KEY: Final = ActorKey(
    kid=IDENTITY.kid, verifies=IDENTITY.verifies, speaker=IDENTITY.speaker, since=SAID - A_MOMENT
)


class _Desks(KeysAtHand):
    """A directory in memory, without departments."""

    def of_department(self, department: str) -> tuple[ActorKey, ...]:  # noqa: ARG002
        return ()

    def reader(self, department: str) -> str:  # noqa: ARG002
        return ""

    def person(self, department: str, account: str) -> str:  # noqa: ARG002
        return ""


def _examined(
    *,
    heard: datetime | None,
    revoked_at: datetime | None = None,
    life: int = LIFE,
    longest: int | None = LIFE,
) -> Proof:
    """Today, long after all of it."""
    said = say(IDENTITY, Withdrawal(reason="x"), to=TO, command="1", at=SAID.timestamp(), life=life)
    evidence = Evidence(word=said.word, digest=said.digest, to=TO, heard=heard)
    directory = _Desks((KEY.model_copy(update={"revoked_at": revoked_at}),))
    return Gatekeeper(directory).examine(evidence, life=longest)


def test_a_step_that_comes_late() -> None:
    """The ledger was away for days, and the key is revoked since: the word counts as of when it was heard."""
    after = SAID + 2 * A_MOMENT
    assert isinstance(_examined(heard=SAID + A_MOMENT), Proved)
    assert isinstance(_examined(heard=SAID + A_MOMENT, revoked_at=after), Proved)
    assert isinstance(_examined(heard=after, revoked_at=after), Unproved), "a revoked key says nothing more"
    assert isinstance(_examined(heard=None), Unproved), "what no gate has heard is of no time"
    assert isinstance(_examined(heard=SAID + timedelta(days=1)), Unproved)


def test_a_word_for_years() -> None:
    """Whoever finds it begins nothing by it, unless such a word is expected, as of a schedule."""
    assert isinstance(_examined(heard=SAID, life=LIFE), Proved)
    assert isinstance(_examined(heard=SAID, life=LIFE + 1), Unproved)
    assert isinstance(_examined(heard=SAID, life=86_400, longest=None), Proved)


@pytest.mark.parametrize("away", [-400, -1, 0, 150, 300, 10**8])
def test_when_it_was_heard(away: int) -> None:
    """By the clock of its run, which may be far from that of the wall; within what it says of itself."""
    claims = say(IDENTITY, Withdrawal(reason="x"), to=TO, command="1", at=SAID.timestamp()).claims
    assert claims
    within = claims.within(SAID + timedelta(seconds=away))
    assert within == SAID + timedelta(seconds=min(max(away, 0), LIFE))
