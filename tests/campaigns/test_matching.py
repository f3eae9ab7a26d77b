"""Matching: the narrowing in SQL loses nobody, pages lose nobody, and a repeat goes on where it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from activities.campaigns.matching import Matching, Slice
from activities.grants.policies import Policy, choose, is_drawn
from activities.ledger import Ledger
from activities.ledger.grants import opt_outs
from activities.ports.population_register import Row, RowKind
from activities.stand_ins.books import District
from activities.stand_ins.population import PopulationStandIn
from deploy.bench import reading
from matters.language import Narrowing, Period, Person
from tests.support.beneficiaries import ELDER, HIRE
from tests.support.campaigns import order
from tests.support.town import DAY, query, settle_town, store

OLD_AGE = ELDER.grant


def _slice(*, after: str = "", size: int = 10_000, campaign: str = "c") -> Slice:
    policy = Policy(code=OLD_AGE.code, edition=OLD_AGE.edition, period="2026-Q3")
    return Slice(campaign=campaign, policy=policy, on=DAY, after=after, size=size)


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """One in which these campaigns were ordered."""
    _order(ledger, _slice(), "c", "another")
    return ledger


def _order(ledger: Ledger, part: Slice, *campaigns: str) -> None:
    with ledger.transaction() as books:
        for campaign in campaigns:
            order(books, campaign, part.policy, on=part.on)


def _entered(ledger: Ledger) -> list[Any]:
    return query(ledger, "SELECT reference, fen, opens_as FROM grants ORDER BY reference")


def test_pages_of_any_size(ledger: Ledger, district: District) -> None:
    """However the register is cut, the same people are entered, each once."""
    settle_town(district)
    matching = Matching(ledger, PopulationStandIn(district))
    whole = ActivityEnvironment().run(matching.match, _slice())
    entered = _entered(ledger)
    assert whole.done
    assert entered
    query(ledger, "DELETE FROM grants")
    after, seen, done = "", 0, False
    while not done:
        part = ActivityEnvironment().run(matching.match, _slice(after=after, size=7))
        after, done = part.after, part.done
        seen += part.seen
    assert seen == whole.seen
    assert _entered(ledger) == entered
    ActivityEnvironment().run(matching.match, _slice(campaign="another"))
    assert _entered(ledger) == entered
    assert query(ledger, "SELECT DISTINCT campaign FROM grants") == [("c",)]


def test_a_repeat_goes_on_behind_the_last_sign_of_life(ledger: Ledger, district: District) -> None:
    """The second try of a slice begins where the first one's heartbeat says."""
    settle_town(district)
    keys = sorted(key for (key,) in query(district, "SELECT key FROM persons"))
    middle = keys[len(keys) // 2]
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, attempt=2, heartbeat_details=[middle, 100])
    matched = environment.run(Matching(ledger, PopulationStandIn(district)).match, _slice())
    assert matched.seen > 100
    assert all(reference.split("/")[-1] > middle for reference, _, _ in _entered(ledger))


def test_what_the_bench_matches(ledger: Ledger, district: District) -> None:
    """Its campaign is ordered, as any other must be, and finds people."""
    settle_town(district)
    reading.order(ledger)
    reading.match(ledger, district, 10_000)
    assert query(ledger, "SELECT DISTINCT campaign FROM grants") == [(reading.CAMPAIGN,)]


class SlowRegister(PopulationStandIn):
    """Gives no page before it has heard a sign of life."""

    def __init__(self, district: District) -> None:
        super().__init__(district)
        self.sign = Event()

    def page(
        self, kind: RowKind, *, narrowing: Narrowing, period: Period, after: str, size: int
    ) -> Sequence[Row]:
        self.sign.clear()
        assert self.sign.wait(10), "somebody shows that the page is at work"
        return super().page(kind, narrowing=narrowing, period=period, after=after, size=size)


def test_a_slow_register(ledger: Ledger, district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is asked there are signs of life, and each names what is entered already."""
    monkeypatch.setattr("activities.campaigns.matching.PAGE", 200)
    settle_town(district)
    register = SlowRegister(district)
    signs: list[tuple[object, ...]] = []

    def hear(*sign: object) -> None:
        signs.append(sign)
        register.sign.set()

    environment = ActivityEnvironment()
    environment.info = replace(environment.info, heartbeat_timeout=timedelta(seconds=0.1))
    environment.on_heartbeat = hear
    part = _slice()
    assert environment.run(Matching(ledger, register).match, part).done
    assert signs[0] == (part.after, 0)
    assert signs == sorted(signs, key=lambda sign: str(sign[0]))
    assert signs[-1] > signs[0]


def test_who_opted_out_is_not_entered(ledger: Ledger, district: District) -> None:
    """For one period or for ever, of this policy or of any."""
    settle_town(district)
    matching = Matching(ledger, PopulationStandIn(district))
    ActivityEnvironment().run(matching.match, _slice())
    people = [reference.split("/")[-1] for reference, _, _ in _entered(ledger)][:6]
    ways = [
        (OLD_AGE.code, "2026-Q3"),
        (OLD_AGE.code, "*"),
        ("*", "*"),
        ("*", "2026-Q3"),
        (OLD_AGE.code, "2026-Q2"),
        ("hiring-subsidy", "*"),
    ]
    query(ledger, "DELETE FROM grants")
    with ledger.transaction() as books:
        for person, (policy, period) in zip(people, ways, strict=True):
            opt_outs.wish(books, beneficiary=person, policy=policy, period=period, wanted=False)
    ActivityEnvironment().run(matching.match, _slice())
    entered = {reference.split("/")[-1] for reference, _, _ in _entered(ledger)}
    assert entered & set(people) == set(people[4:])


def test_a_rule_that_fails_stops_nobody_else(
    ledger: Ledger, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that a rule cannot read is entered as faulty; all others are matched."""
    settle_town(district)
    matching = Matching(ledger, PopulationStandIn(district))
    ActivityEnvironment().run(matching.match, _slice())
    entered = _entered(ledger)
    query(ledger, "DELETE FROM grants")
    broken = entered[0][0].split("/")[-1]
    right = OLD_AGE.amount

    def amount(person: Person, occasion: Any) -> Any:
        return 1 / 0 if person.key == broken else right(person, occasion)

    monkeypatch.setitem(OLD_AGE.__dict__, "amount", amount)
    ActivityEnvironment().run(matching.match, _slice())
    found = _entered(ledger)
    assert [reference for reference, _, _ in found] == [reference for reference, _, _ in entered]
    assert [opens_as for _, _, opens_as in found].count("faulty") == 1


def test_a_page_that_is_cancelled_blames_no_rule(
    ledger: Ledger, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancellation that arrives while a rule is judged ends the page: nobody is entered as faulty."""
    settle_town(district)
    environment, right = ActivityEnvironment(), OLD_AGE.amount

    def amount(person: Person, occasion: Any) -> Any:
        environment.cancel()
        return right(person, occasion)

    monkeypatch.setitem(OLD_AGE.__dict__, "amount", amount)
    with pytest.raises(CancelledError):
        environment.run(Matching(ledger, PopulationStandIn(district)).match, _slice())
    assert not _entered(ledger)


def test_the_second_look_can_be_drawn_again() -> None:
    """The same people are drawn whenever it is done, and about as many as the policy says."""
    drawn = [is_drawn(OLD_AGE, f"old-age-allowance/2026-Q1/p{n:09}") for n in range(20_000)]
    again = [is_drawn(OLD_AGE, f"old-age-allowance/2026-Q1/p{n:09}") for n in range(20_000)]
    assert drawn == again
    assert sum(drawn) / 20_000 == pytest.approx(float(OLD_AGE.second_look.value) / 100, rel=0.25)


def test_two_firms_for_one_person(ledger: Ledger, district: District) -> None:
    """A hire for whom one firm was paid is the same grant when another firm hires: it cannot be had twice."""
    one = HIRE
    store(district, [one.row])
    policy = Policy(code=one.grant.code, edition=one.grant.edition, period="once")
    part = Slice(campaign="first", policy=policy, on=one.on, after="", size=10)
    _order(ledger, part, "first", "second")
    ActivityEnvironment().run(Matching(ledger, PopulationStandIn(district)).match, part)
    query(district, "UPDATE persons SET employer = 'another'")
    ActivityEnvironment().run(
        Matching(ledger, PopulationStandIn(district)).match, part.model_copy(update={"campaign": "second"})
    )
    assert query(ledger, "SELECT payee, campaign FROM grants") == [("f", "first")]
    assert choose(policy).grant is one.grant
