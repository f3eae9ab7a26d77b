"""Matching: the narrowing in SQL loses nobody, pages lose nobody, and a repeat goes on where it was."""

from collections.abc import Generator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from activities.campaigns.matching import Matching, Slice
from activities.grants import beneficiaries
from activities.grants.policies import Policy, choose, is_drawn
from activities.ledger import Ledger
from activities.ledger.grants import opt_outs
from activities.ports.population_register import Row, RowKind
from activities.stand_ins.books import District, population
from activities.stand_ins.population import PopulationStandIn
from matters.definitions.divisions import CITY
from matters.entitlement.entitlement import EntitlementVerdict, decide
from matters.language import Disability, Firm, FirmKind, FirmSize, Narrowing, Period, Person, Work
from tests.support.beneficiaries import ALL, ELDER, HIRE, Entitled
from tests.support.town import DAY, query, settle_town

OLD_AGE = ELDER.grant


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """Of database."""
    return str(request.param)


@pytest.fixture
def ledger(kind: str, tmp_path: Path, fresh_database: str) -> Generator[Ledger]:
    """An empty ledger of each kind."""
    opened = Ledger(f"sqlite:///{tmp_path}/ledger.db" if kind == "sqlite" else fresh_database)
    for table in ("grants", "opt_outs"):
        query(opened, f"DELETE FROM {table}")  # noqa: S608
    yield opened
    opened.close()


@pytest.fixture
def district(kind: str, tmp_path: Path, fresh_database: str) -> Generator[District]:
    """Empty registers of the same kind."""
    opened = District(f"sqlite:///{tmp_path}/district.db" if kind == "sqlite" else fresh_database)
    for table in ("persons", "firms", "bank_faults"):
        query(opened, f"DELETE FROM {table}")  # noqa: S608
    yield opened
    opened.close()


def _near(day: date, years: int, days: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28)) + timedelta(days=days)


def _days(one: Entitled) -> st.SearchStrategy[date]:
    """Days about the borders that its rules may have."""
    held = [value for value in asdict(one.row).values() if isinstance(value, date)]
    anchors = st.sampled_from([one.period.first, one.period.last, *held])
    return st.builds(_near, anchors, st.sampled_from([0, 1, 2, 3, 65, 70]), st.integers(-2, 2))


def _values(one: Entitled) -> dict[str, st.SearchStrategy[Any]]:
    days, small = _days(one), st.integers(0, 30)
    person: dict[str, st.SearchStrategy[Any]] = {
        "born_on": days,
        "died_on": st.none() | days,
        "registered_in": st.sampled_from([*CITY, "980101", None]),
        "guardian": st.none() | st.just("m"),
        "lawful_birth": st.none() | st.booleans(),
        "disability_grade": st.none() | st.integers(1, 4),
        "disability": st.none() | st.sampled_from(Disability),
        "disability_since": st.none() | days,
        "minimum_living": st.booleans(),
        "work": st.sampled_from(Work),
        "employer": st.none() | st.just("f"),
        "employed_since": st.none() | days,
        "insured_months": small,
        "graduated_on": st.none() | days,
        "unemployed_since": st.none() | days,
        "hard_to_employ": st.booleans(),
        "flexible_since": st.none() | days,
        "own_premium": st.none() | st.integers(0, 3),
        "discredited": st.booleans(),
        "registered_since": st.none() | days,
        "minimum_living_since": st.none() | days,
        "destitute_support": st.booleans(),
        "destitute_support_since": st.none() | days,
        "hard_to_employ_since": st.none() | days,
        "retires_on": st.none() | days,
        "injury_care_since": st.none() | days,
        "orphan_since": st.none() | days,
    }
    firm: dict[str, st.SearchStrategy[Any]] = {
        "kind": st.sampled_from(FirmKind),
        "size": st.none() | st.sampled_from(FirmSize),
        "insured": small,
        "layoffs": small,
        "premium": st.integers(0, 300),
        "months_paid": small,
        "deregistered_on": st.none() | days,
        "discredited": st.booleans(),
    }
    return firm if isinstance(one.row, Firm) else person


@st.composite
def changed(draw: st.DrawFn, one: Entitled) -> Person | Firm:
    """Somebody entitled, but for a few columns."""
    values = _values(one)
    names = draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True))
    row: Person | Firm = replace(one.row, **{name: draw(values[name]) for name in names})
    return row


def _store(district: District, rows: list[Any]) -> None:
    with district.transaction() as books:
        for number, row in enumerate(rows):
            columns = {**asdict(row), "key": f"k{number:04}"}
            columns["account"] = "6" * 16 if columns.pop("account_known") else None
            del columns["enjoyed"]
            table = population.TABLES[type(row)]
            (values,) = population.rows(
                books, table, [[columns.get(column.name) for column in table.columns]]
            )
            books.execute(table.insert().values(values))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.grant.code)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_narrowing_loses_nobody(district: District, one: Entitled, data: st.DataObject) -> None:
    """Whom the database leaves out, the rules would not have admitted; it leaves whom the bounds admit."""
    rows = data.draw(st.lists(changed(one), min_size=1, max_size=20))
    table = population.TABLES[type(one.row)].name
    query(district, f"DELETE FROM {table}")  # noqa: S608
    _store(district, rows)
    left = PopulationStandIn(district).page(
        beneficiaries.kind(one.grant),
        narrowing=one.grant.narrowing,
        period=one.period,
        after="",
        size=1000,
    )
    kept = {row[0] for row in left}
    entitled = {
        f"k{number:04}"
        for number, row in enumerate(rows)
        if decide(one.grant, row, period=one.period, on=one.on).verdict
        in (EntitlementVerdict.ENTITLED, EntitlementVerdict.MISSING)
    }
    admitted = {
        f"k{number:04}" for number, row in enumerate(rows) if one.grant.narrowing.admits(row, one.period)
    }
    assert entitled <= kept
    assert kept == admitted


def test_a_row_is_read_as_it_was_written(district: District) -> None:
    """Every column comes back with the type that the rules compare with, on both databases."""
    for one in ALL:
        table = population.TABLES[type(one.row)]
        query(district, f"DELETE FROM {table.name}")  # noqa: S608
        _store(district, [one.row])
        (row,) = PopulationStandIn(district).some(beneficiaries.kind(one.grant), ["k0000"])
        held = beneficiaries.read(one.grant, row, ())
        known = held.beneficiary.account_known
        assert held.beneficiary == replace(one.row, key="k0000", account_known=known)
        for name in one.row.__dataclass_fields__:
            assert type(getattr(held.beneficiary, name)) is type(getattr(one.row, name))


def _slice(*, after: str = "", size: int = 10_000, campaign: str = "c") -> Slice:
    policy = Policy(code=OLD_AGE.code, edition=OLD_AGE.edition, period="2026-Q3")
    return Slice(campaign=campaign, policy=policy, on=DAY, after=after, size=size)


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
    _store(district, [one.row])
    policy = Policy(code=one.grant.code, edition=one.grant.edition, period="once")
    part = Slice(campaign="first", policy=policy, on=one.on, after="", size=10)
    ActivityEnvironment().run(Matching(ledger, PopulationStandIn(district)).match, part)
    query(district, "UPDATE persons SET employer = 'another'")
    ActivityEnvironment().run(
        Matching(ledger, PopulationStandIn(district)).match, part.model_copy(update={"campaign": "second"})
    )
    assert query(ledger, "SELECT payee, campaign FROM grants") == [("f", "first")]
    assert choose(policy).grant is one.grant
