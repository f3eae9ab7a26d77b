"""A platform learns of people, and speaks for them, only while they are signed in there (T10)."""

import time
from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest

from client import Platform
from client.errors import NotAllowed, NotProven
from client.messages.cases.submission import Submission
from client.messages.grants.events import Birthday
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.sign_in import SignIns, sign_in
from tests.support.cases.submissions import MARRIED, submission
from tests.support.neighbours import settle, tell
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, sign_ins_at
from tests.support.states import on_one_ledger

SERVICE: Final = identity_of(Role.IDENTITY_SERVICE)
OURS: Final = identity_of(Role.PLATFORM, actor="portal-1")
THEIRS: Final = identity_of(Role.PLATFORM, actor="portal-2")


def platform_with(parts: Parts, sign_ins: SignIns) -> Platform:
    return Platform(line_of(parts, OURS, sign_ins), KEYS)


def signed_by(service: Identity, *, platform: Identity = OURS, at: float | None = None) -> SignIns:
    """The same as `service` signs it, for somebody at that platform, then."""
    moment = time.time() if at is None else at
    return lambda person: sign_in(service, person, platform=platform.speaker.actor, at=moment)


async def _refused_everything(platform: Platform, filed: Submission, person: str, *, because: str) -> None:
    applicant, kind = filed.applicant, filed.one_matter
    until = date(2027, 1, 8)
    for ask in (
        platform.offers(person),
        platform.prefill(kind, applicant, {}),
        platform.pre_review(filed),
        platform.authorise(applicant, grantee="990101199203120021", one_matter=kind, until=until),
        platform.opt_out(person),
    ):
        with pytest.raises((NotAllowed, NotProven), match=because):
            await ask


IN_VAIN: Final[Mapping[str, tuple[SignIns, str]]] = {
    "nobody": (lambda _: "", "登录"),
    "another": (lambda _: sign_ins_at(OURS)("990101198001010017"), "登录"),
    "elsewhere": (sign_ins_at(THEIRS), "the word is for portal-2"),
    "long ago": (signed_by(SERVICE, at=time.time() - 3600), "not of this time"),
    "by the platform": (signed_by(OURS), "says alone"),
    "unknown key": (signed_by(Identity.make(SERVICE.speaker)), "no such key"),
    "rubbish": (lambda _: "rubbish", "no signature"),
    "changed": (lambda person: f"{sign_ins_at(OURS)(person)[:-4]}AAAA", "not by this key"),
}


@pytest.mark.parametrize("attempt", IN_VAIN)
@on_one_ledger
async def test_who_never_came(town: Parts, attempt: str) -> None:
    """Offers, prefilling, pre-review, leave and wishes are refused, and it is said why."""
    person, (sign_ins, because) = settle(town), IN_VAIN[attempt]
    await tell(town, person, Birthday())
    await _refused_everything(platform_with(town, sign_ins), submission(MARRIED), person, because=because)
    assert await town.platform.offers(person), "there was something to learn"


@on_one_ledger
async def test_whoever_is_there(town: Parts) -> None:
    """With the word of the identity service, all of it is answered."""
    person = settle(town)
    await tell(town, person, Birthday())
    platform, filed = platform_with(town, sign_ins_at(OURS)), submission(MARRIED)
    (offer,) = await platform.offers(person)
    assert (await platform.prefill(filed.one_matter, filed.applicant, {})).prefilled
    nobody = platform_with(town, lambda _: "")
    with pytest.raises(NotAllowed, match="登录"):
        await nobody.decline(offer)
    assert (await platform.decline(offer)).state == "declined"
