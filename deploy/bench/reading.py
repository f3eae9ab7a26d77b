"""`python -m deploy.bench.reading scan|match LEDGER PEOPLE`: one reading of the register, in a fresh process.

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
from activities.stand_ins.books import population
from deploy.demonstration import ALLOWANCE, DAY, PERIOD
from matters.catalogue import find_grant

CAMPAIGN: Final = "bench"


def scan(ledger: Ledger, people: int) -> None:
    """Every row, and nothing done with it."""
    with ledger.transaction() as books:
        if population.scan(books) != people:
            raise AssertionError("the register holds another number of people")


def match(ledger: Ledger, people: int) -> None:
    """Everybody who is due the allowance, entered into the grants."""
    policy = Policy(code=ALLOWANCE, edition=find_grant(ALLOWANCE).edition, period=PERIOD)
    part = Slice(campaign=CAMPAIGN, policy=policy, on=DAY, after="", size=people)
    ActivityEnvironment().run(Matching(ledger).match, part)


READINGS: Final[Mapping[str, Callable[[Ledger, int], None]]] = {"scan": scan, "match": match}


def main() -> None:
    """Measure once."""
    reading, url, people = sys.argv[1], sys.argv[2], int(sys.argv[3])
    ledger = Ledger(url)
    started = time.perf_counter()
    READINGS[reading](ledger, people)
    elapsed = time.perf_counter() - started
    print(people / elapsed)


if __name__ == "__main__":
    main()
