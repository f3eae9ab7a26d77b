"""Payment files by themselves: on which day one is made, and which are remembered."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from temporalio.testing import ActivityEnvironment

from activities.campaigns.campaign import Call, CampaignSteps
from activities.campaigns.matching import Matching, Slice
from activities.grants.events import Registry, Told
from activities.grants.offers import Acted, OfferBook
from activities.grants.policies import Policy
from activities.ledger.cases import notices
from activities.ledger.money import payments
from activities.money.payment_files import FileMade, FileOrder, OneOrder, Paying
from activities.money.settlement import FileSettlement, Settling
from client import GrantState, RegistryEvent, Settlement
from client.messages.grants.events import Birthday
from client.messages.grants.offers import Deed, Reply
from matters import catalogue, clock
from matters.language import Grant, Mode
from tests.support.campaigns import let_go, order
from tests.support.neighbours import (
    ends,
    looked_at,
    other_policy,
    received,
    settle,
    tell,
    the_offer,
    today,
    waits_for_account,
)
from tests.support.parts import KEYS, Parts
from tests.support.ports import accounts
from tests.support.town import query

ALL = 10_000


def paying(town: Parts) -> Paying:
    return Paying(town.ledger, town.population, town.treasury)


def test_a_file_has_the_day_of_its_payment(town: Parts, automatic: Grant[Any]) -> None:
    """A try that paid nothing, for want of an account, leaves no day by which anything is reckoned later."""
    person, later = settle(town), today() + timedelta(days=5)
    event = RegistryEvent(id=str(uuid4()), person=person, fact=Birthday())
    (begun,) = Registry(town.ledger, town.population, KEYS.seal).hear(Told(event=event, on=today())).begun
    reference = begun.standing.reference
    accounts.hold(town.district, person, None)
    first = paying(town).file_one(OneOrder(reference=reference, on=today()))
    assert (first.state, first.file) == (GrantState.ASKED, "")
    deed = Deed(reference=reference, act=Reply(value="622848000000000001"), party=person)
    OfferBook(town.ledger, town.population, town.outbox, KEYS.seal).act(
        Acted(deed=deed, key="reply", at=clock.midnight(later))
    )
    second = paying(town).file_one(OneOrder(reference=reference, on=later))
    assert (second.state, second.file) == (GrantState.FILED, f"{reference}/1")
    with town.ledger.reading() as books:
        assert payments.last_day(books, reference) == later
    assert automatic.code in reference


@pytest.mark.parametrize("because", [None, "账户已销户"])
async def test_a_single_payment_in_doubt(town: Parts, automatic: Grant[Any], because: str | None) -> None:
    """The supervisor is told, of nobody in particular; cleared up, it is paid or came back, and no twice."""
    person = settle(town)
    reference = f"{automatic.code}/{automatic.period_on(today()).label}/{person}"
    first = {"id": f"{reference}/1"}
    query(
        town.district,
        "INSERT INTO treasury_payments (id, file, account, fen) VALUES (:id, :id, '1', 1)",
        **first,
    )
    await tell(town, person, Birthday())
    standing = await ends(town, reference)
    assert standing.state is GrantState.FILED
    with town.ledger.reading() as books:
        (notice,) = notices.told(books, str(UUID(KEYS.seal(reference))))
    assert (notice.addressee, notice.kind) == ("supervisor", "difference")
    assert person not in f"{notice.key}{notice.says}"
    query(
        town.district,
        "UPDATE treasury_payments SET fen = :f, returned_because = :b WHERE id = :id",
        f=standing.fen,
        b=because,
        **first,
    )
    settling = Settling(town.ledger, town.treasury)
    assert settling.settle(first["id"]) == FileSettlement(differences=1)
    settled = await town.office.reconcile(reference, by="officer-3")
    right = (
        {"returned": 1, "returned_fen": standing.fen} if because else {"paid": 1, "paid_fen": standing.fen}
    )
    assert settled == Settlement(**right)
    assert settling.settle(first["id"]) == FileSettlement.model_validate(right)
    offer = await the_offer(town, person)
    assert offer.state is (GrantState.RETURNED if because else GrantState.PAID)
    if because:
        await town.platform.reply(offer, "622848000000000003")
        await waits_for_account(town, reference)
        await ends(town, reference)
    assert received(town, person) == [standing.fen]
    bound = query(town.ledger, "SELECT bound FROM budgets WHERE policy = :p", p=automatic.code)
    assert bound == [(standing.fen,)]


async def test_an_earlier_payment_does_not_pay_a_later_one(town: Parts, automatic: Grant[Any]) -> None:
    """While another payment of a grant is in doubt, it is not paid, whatever was cleared up of the first."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await ends(town, offer.reference)
    file = {"file": f"{offer.reference}/1"}
    query(town.ledger, "UPDATE payments SET state = 'disputed' WHERE file = :file", **file)
    query(town.ledger, "UPDATE payment_files SET answer = '{\"differences\": 1}' WHERE id = :file", **file)
    query(
        town.ledger,
        "INSERT INTO payments (id, reference, file, account, fen, state, because, facts) "
        "VALUES (:id, :r, :id, '1', 1, 'disputed', '', '')",
        id=f"{offer.reference}/2",
        r=offer.reference,
    )
    query(town.ledger, "UPDATE grants SET state = 'filed' WHERE reference = :r", r=offer.reference)
    assert (await town.office.reconcile(offer.reference, by="officer-3")).paid == 1
    assert (await the_offer(town, person)).state is GrantState.FILED
    assert automatic.code in offer.reference


def test_the_empty_last_file_is_not_remembered(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begun again under its id, a campaign that had come to its last file pays whom it has found since."""
    grant = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    policy = Policy(code=grant.code, edition=grant.edition, period=grant.period_on(today()).label)
    campaign = str(uuid4())
    settle(town)
    _open_all(town, campaign, policy, on=today())
    first, last = (_file(town, campaign, policy, number=number) for number in (1, 2))
    assert first.payments
    assert last == FileMade()
    settle(town)
    _open_all(town, campaign, policy, on=today())
    assert _file(town, campaign, policy, number=1) == first
    assert _file(town, campaign, policy, number=2).payments == 1
    assert _file(town, campaign, policy, number=3) == FileMade()


def _open_all(town: Parts, campaign: str, policy: Policy, *, on: date) -> None:
    """Find everybody, and open what was found; it may pay."""
    with town.ledger.transaction() as books:
        order(books, campaign, policy, on=on)
    part = Slice(campaign=campaign, policy=policy, on=on, after="", size=ALL)
    ActivityEnvironment().run(Matching(town.ledger, town.population).match, part)
    with town.ledger.transaction() as books:
        let_go(books, campaign)
    CampaignSteps(town.ledger, town.treasury).open_up_to(
        Call(campaign=campaign, policy=policy, on=on, target=ALL)
    )


def _file(town: Parts, campaign: str, policy: Policy, *, number: int) -> FileMade:
    order = FileOrder(file=f"{campaign}/{number}", campaign=campaign, policy=policy, size=ALL, on=today())
    return paying(town).file(order)
