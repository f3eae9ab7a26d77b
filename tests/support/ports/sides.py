"""The engine's ledger and the district's books, a side each of the seam, with no server between them."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from temporalio.testing import ActivityEnvironment

from activities.campaigns.campaign import Call, CampaignSteps, Opened
from activities.campaigns.matching import Matching, Slice
from activities.cases.outbox import Outbox
from activities.grants.events import Heard, Registry, Told
from activities.grants.offers import Acted, OfferBook
from activities.grants.policies import Policy
from activities.ledger import Ledger
from activities.ledger.grants import grants
from activities.money.payment_files import FileOrder, Paying
from activities.ports.population_register import PopulationRegister
from activities.ports.treasury import Treasury
from activities.stand_ins.books import District
from activities.stand_ins.delivery import PostStandIn
from activities.stand_ins.population import PopulationStandIn
from activities.stand_ins.treasury import TreasuryStandIn
from client import RegistryEvent
from client.messages.grants.events import Birthday, Fact
from client.messages.grants.offers import Act, Deed
from matters import clock
from matters.language import Grant
from tests.support.campaigns import let_go, order
from tests.support.neighbours import today
from tests.support.parts import KEYS
from tests.support.ports import accounts
from tests.support.town import query

MANY: Final = 100


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The engine's ledger, and the district's books beyond the seam."""

    ledger: Ledger
    district: District

    @property
    def population(self) -> PopulationRegister:
        return PopulationStandIn(self.district)

    @property
    def treasury(self) -> Treasury:
        return TreasuryStandIn(self.district)

    def hear(self, event: RegistryEvent, population: PopulationRegister | None = None) -> Heard:
        """What an event does that is told today."""
        registry = Registry(self.ledger, population or self.population, KEYS.seal)
        return registry.hear(Told(event=event, on=today()))

    def act(self, reference: str, act: Act, key: str, population: PopulationRegister | None = None) -> Any:
        """What the office answers to an act."""
        deed = Deed(reference=reference, act=act, party=grants.beneficiary(reference))
        acted = Acted(deed=deed, key=key, at=clock.midnight(today()))
        return self.offers(population).act(acted)

    def offers(self, population: PopulationRegister | None = None) -> OfferBook:
        """The office."""
        outbox = Outbox(self.ledger, PostStandIn(self.district))
        return OfferBook(self.ledger, population or self.population, outbox, KEYS.seal)

    def named(self, payee: str) -> list[tuple[str, bool]]:
        """The accounts that somebody has named, in their order, and whether they are used at once."""
        mine = "SELECT number, usable_from FROM accounts WHERE payee = :p ORDER BY id"
        rows = query(self.ledger, mine, p=payee)
        return [(number, str(first) == str(today())) for number, first in rows]

    def paying(
        self, population: PopulationRegister | None = None, treasury: Treasury | None = None
    ) -> Paying:
        return Paying(self.ledger, population or self.population, treasury or self.treasury)

    def granted(self, person: str) -> str:
        """The reference of what a birthday gives somebody a right to."""
        (begun,) = self.hear(event(person, Birthday())).begun
        return begun.standing.reference

    def matched(self, grant: Grant[Any]) -> Call:
        """What is asked of a campaign that has found everybody: to open all that it found."""
        policy = Policy(code=grant.code, edition=grant.edition, period=grant.period_on(today()).label)
        campaign, on = str(uuid4()), today()
        with self.ledger.transaction() as books:
            order(books, campaign, policy, on=on)
        part = Slice(campaign=campaign, policy=policy, on=on, after="", size=MANY)
        ActivityEnvironment().run(Matching(self.ledger, self.population).match, part)
        with self.ledger.transaction() as books:
            let_go(books, campaign)
        return Call(campaign=campaign, policy=policy, on=on, target=MANY)

    def open_up_to(self, call: Call) -> Opened:
        """So much of what a campaign has found."""
        return CampaignSteps(self.ledger, self.treasury).open_up_to(call)

    def opened(self, grant: Grant[Any]) -> FileOrder:
        """The first file of a campaign that has opened what it found."""
        call = self.matched(grant)
        self.open_up_to(call)
        return FileOrder(
            file=f"{call.campaign}/1", campaign=call.campaign, policy=call.policy, size=MANY, on=call.on
        )

    def grant(self, reference: str) -> tuple[str, int]:
        """Its state, and what was paid too much of it."""
        ((state, overpaid),) = query(
            self.ledger, "SELECT state, overpaid FROM grants WHERE reference = :r", r=reference
        )
        return state, overpaid

    def payments(self, reference: str) -> list[str]:
        """The ids of a grant's payments, as the ledger has them."""
        made = "SELECT id FROM payments WHERE reference = :r ORDER BY id"
        return [payment for (payment,) in query(self.ledger, made, r=reference)]

    def account(self, person: str) -> str | None:
        """As the register has it."""
        return accounts.account_of(self.district, person) or None


def event(person: str, fact: Fact) -> RegistryEvent:
    """With an id of its own."""
    return RegistryEvent(id=str(uuid4()), person=person, fact=fact)
