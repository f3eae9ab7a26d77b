"""That nothing waits for a partner inside a transaction of the ledger is looked at in every test."""

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import pytest

from activities.ledger import Ledger
from activities.ports.population_register import Row, RowKind
from activities.stand_ins.books import District
from activities.stand_ins.partners import partners
from matters.language import Payee, Person
from tests.support.ports.guard import Guard
from tests.support.ports.lost_answers import BrokenPopulation

OWN = RowKind(Person, Payee.BENEFICIARY)


@pytest.fixture
def ledger(tmp_path: Path) -> Generator[Ledger]:
    """An empty one."""
    ledger = Ledger(f"{tmp_path}/ledger.db")
    yield ledger
    ledger.close()


@pytest.fixture
def district(tmp_path: Path) -> Generator[District]:
    """Likewise."""
    district = District(f"{tmp_path}/district.db")
    yield district
    district.close()


@pytest.mark.parametrize("begin", ["transaction", "reading"])
def test_a_partner_that_is_asked_inside(guard: Guard, ledger: Ledger, district: District, begin: str) -> None:
    """It is told who was asked, and by whom."""
    outside = partners(district)
    with getattr(ledger, begin)():
        outside.population_register.some(OWN, ["nobody"])
        outside.treasury.paid("nothing/")
    register, treasury = guard.breaches()
    assert register.startswith("PopulationStandIn.some inside")
    assert treasury.startswith("TreasuryStandIn.paid inside")
    assert "test_guard.py" in register


def test_a_partner_that_came_later(guard: Guard, ledger: Ledger, district: District) -> None:
    """One of a test's own is watched, too."""

    class Listener(BrokenPopulation):
        def some(self, kind: RowKind, keys: Iterable[str]) -> Sequence[Row]:
            return super().some(kind, keys)

    with ledger.transaction():
        Listener(district, lost="page").some(OWN, ["nobody"])
    assert any("Listener.some inside" in breach for breach in guard.breaches())


def test_a_partner_that_is_asked_between(guard: Guard, ledger: Ledger, district: District) -> None:
    """Before a transaction, after it and after one that failed, whoever likes may be asked."""
    register = partners(district).population_register
    with ledger.transaction():
        pass
    register.some(OWN, ["nobody"])
    with pytest.raises(LookupError), ledger.transaction():
        raise LookupError
    register.some(OWN, ["nobody"])
    assert guard.breaches() == []
