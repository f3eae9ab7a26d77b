"""`python -m deploy.bench.reading scan|match LEDGER DISTRICT PEOPLE`: one reading of the register by itself.

Prints persons per second.
"""

import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

from temporalio.testing import ActivityEnvironment

from activities.campaigns.matching import Matching, Slice
from activities.grants.policies import Policy
from activities.ledger import Ledger
from activities.ledger.campaigns import campaigns, mandates
from activities.ledger.campaigns.mandates import MandateRow
from activities.stand_ins.books import District, population
from activities.stand_ins.population import PopulationStandIn
from deploy.demonstration import ALLOWANCE, DAY, PERIOD
from matters.catalogue import find_grant

CAMPAIGN: Final = "bench"
WHO: Final = "bench-1"
POLICY: Final = Policy(code=ALLOWANCE, edition=find_grant(ALLOWANCE).edition, period=PERIOD)


def scan(_: Ledger, district: District, people: int) -> None:
    """Every row, and nothing done with it."""
    with district.reading() as books:
        if population.scan(books) != people:
            raise AssertionError("the register holds another number of people")


def order(ledger: Ledger) -> None:
    """As if somebody had prepared the campaign: one that nobody has ordered finds nobody."""
    row = {**POLICY.model_dump(exclude={"code"}), "id": CAMPAIGN, "policy": POLICY.code, "prepared_by": WHO}
    mandate = MandateRow(campaign=CAMPAIGN, run=CAMPAIGN, prepared_by=WHO, ordered="", payable_from=DAY)
    with ledger.transaction() as books:
        campaigns.enter(books, row)
        mandates.enter(books, mandate)


def match(ledger: Ledger, district: District, people: int) -> None:
    """Everybody who is due the allowance, entered into the grants; the campaign is ordered."""
    part = Slice(campaign=CAMPAIGN, policy=POLICY, on=DAY, after="", size=people)
    ActivityEnvironment().run(Matching(ledger, PopulationStandIn(district)).match, part)


READINGS: Final[Mapping[str, Callable[[Ledger, District, int], None]]] = {"scan": scan, "match": match}


def main() -> None:
    """Measure once."""
    reading, people = sys.argv[1], int(sys.argv[4])
    ledger, district = Ledger(sys.argv[2]), District(sys.argv[3])
    started = time.perf_counter()
    READINGS[reading](ledger, district, people)
    elapsed = time.perf_counter() - started
    print(people / elapsed)


if __name__ == "__main__":
    main()
