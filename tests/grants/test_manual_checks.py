"""Grants that officers are to look at: in an inbox, with a day, reminded of, and decided."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from activities.cases.notices import Addressee, NoticeKind
from activities.grants.manual_checks import Looks, Round
from activities.ledger import NoticeRow
from activities.ledger.cases import notices
from activities.officers.docket import Docket, Waiting
from activities.stand_ins.books import letters
from client import GrantState, names
from client.errors import NotPossible
from client.messages.cases.progress import Colour
from client.messages.grants.events import Birthday, Death
from client.messages.officers.docket import Task
from client.transport.connection import connect, plugin
from deploy import engine
from matters import catalogue, clock
from matters.catalogue import find_grant
from matters.clock import Due, Term
from matters.clock.calendar import published
from matters.definitions.law import SECOND_LOOK_LIMIT
from matters.language import Grant, Mode, Occasion, Person, RuleKind
from tests.support.campaigns import CODE, RELEASED_BY, SUBSIDY, forward, handle_of, prepared, publicised
from tests.support.neighbours import ends, looked_at, other_policy, received, settle, tell, the_offer, today
from tests.support.parts import KEYS, Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import Terminal
from tests.support.town import query

OFFICER = ("--department", "civil-affairs", "--officer", "officer-1")


def _drawn(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Grant[Any]:
    grant = other_policy(**{"mode": Mode.AUTOMATIC, "second_look": looked_at(100), **changes})
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    return grant


async def _inbox(town: Parts, grant: Grant[Any]) -> dict[str, Task]:
    """What waits of one policy, by reference."""
    waiting = await town.desk(grant.department.code).inbox()
    return {task.number: task for task in waiting if task.number.startswith(f"{grant.code}/")}


def _last_day() -> date:
    return clock.due(today(), Term.of(SECOND_LOOK_LIMIT), published(today())).on


@on_one_ledger
async def test_after_an_event(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is drawn is in the inbox until it is decided, opted out of, or ended by the registers."""
    grant = _drawn(monkeypatch)
    stands, falls, unwilling, dead = people = [settle(town) for _ in range(4)]
    for person in people:
        await tell(town, person, Birthday())
    references = {person: (await the_offer(town, person)).reference for person in people}
    inbox = await _inbox(town, grant)
    assert inbox.keys() == set(references.values())
    task = inbox[references[stands]]
    assert (task.item, task.due_on, task.stuck) == ("second-look", _last_day(), False)
    assert task.case == UUID(KEYS.seal(task.number))
    assert task.of_grant
    await town.office.decide(references[stands], by="officer-1", stands=True)
    await town.office.decide(references[falls], by="officer-1", stands=False)
    await town.platform.opt_out(unwilling)
    await tell(town, dead, Death(died_on=date(2020, 1, 1)))
    assert await _inbox(town, grant) == {}


@on_one_ledger
async def test_after_a_confirmation(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at an offer; once it is confirmed the day runs, and declining ends it."""
    grant = _drawn(monkeypatch, mode=Mode.CONFIRMATION)
    person = settle(town)
    await tell(town, person, Birthday())
    assert await _inbox(town, grant) == {}
    offer = await the_offer(town, person)
    assert (await town.platform.confirm(offer)).state is GrantState.SECOND_LOOK
    assert [task.due_on for task in (await _inbox(town, grant)).values()] == [_last_day()]
    await town.platform.decline(offer)
    assert await _inbox(town, grant) == {}


@on_one_ledger
async def test_what_a_rule_leaves_to_officers(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever it meets is in the inbox, with the rule's words, though nobody is drawn; then it is paid."""
    sound = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0))
    left = replace(
        sound.rules[0],
        id="left",
        says="首次申领逾期",
        holds=_whoever,
        kind=RuleKind.BY_AN_OFFICER,
    )
    grant = _drawn(monkeypatch, second_look=looked_at(0), rules=(left, *sound.rules))
    person = settle(town)
    await tell(town, person, Birthday())
    [(reference, task)] = (await _inbox(town, grant)).items()
    assert task.name == f"{grant.name}的人工核定（首次申领逾期）"
    assert received(town, person) == []
    await town.office.decide(reference, by="officer-1", stands=True)
    paid = await ends(town, reference)
    assert (paid.state, paid.because) == (GrantState.PAID, "")


@on_one_ledger
async def test_of_a_campaign(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that it draws is in the inbox as soon as it is opened, with a day, and nothing before."""
    grant = replace(find_grant(CODE), code=f"test-{uuid4()}", second_look=looked_at(10))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2026-Q3", policy=grant.code)
    assert await _inbox(town, grant) == {}
    await campaign.release(RELEASED_BY)
    await campaign.report()
    drawn = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND state = 'second-look'",
        c=campaign.id,
    )
    inbox = await _inbox(town, grant)
    assert len(drawn) > 10
    assert inbox.keys() == {reference for (reference,) in drawn}
    assert {task.due_on for task in inbox.values()} == {_last_day()}


@on_one_ledger
async def test_what_nobody_looks_at(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The department is reminded, then the supervisor told, once each; it is stuck until it is decided."""
    grant = _drawn(monkeypatch)
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    case, last = UUID(KEYS.seal(reference)), _last_day()
    docket = Docket(town.ledger, KEYS.seal)
    told: list[list[tuple[str, str]]] = []
    colours: list[Colour] = []
    for day in (today(), last, last, last + timedelta(days=1), last + timedelta(days=2)):
        Looks(town.ledger, town.outbox, KEYS.seal).remind(Round(at=clock.midnight(day)))
        told.append(_told(town, case))
        tasks = docket.inbox(Waiting(department=grant.department.code, on=day)).tasks
        colours += [task.colour for task in tasks if task.case == case]
        stuck = {task.case for task in docket.stuck(Waiting(on=day)).tasks}
        assert (case in stuck) == (day > last)
    warned, overdue = ("department", "warning"), ("supervisor", "overdue")
    assert told == [[], [warned], [warned], [warned, overdue], [warned, overdue]]
    assert colours == [Colour.GREEN, Colour.YELLOW, Colour.YELLOW, Colour.RED, Colour.RED]


@on_one_ledger
async def test_what_was_left_in_the_outbox(town: Parts) -> None:
    """A notice that nobody has handed out, for whoever put it there died, goes with the morning's round."""
    case = str(uuid4())
    row = NoticeRow(
        key=f"{case}/1",
        case=case,
        addressee=Addressee.SUPERVISOR,
        item="",
        kind=NoticeKind.OVERDUE,
        says="已逾期",
        told_at=clock.midnight(today()),
    )
    with town.ledger.transaction() as books:
        notices.enter(books, row)
    for _ in range(2):
        Looks(town.ledger, town.outbox, KEYS.seal).remind(Round(at=clock.midnight(today())))
    with town.district.reading() as books:
        assert letters.about(books, case) == [row.key]
    with town.ledger.reading() as books:
        assert not notices.undelivered(books, case)


def _told(town: Parts, case: UUID) -> list[tuple[str, str]]:
    with town.ledger.transaction() as books:
        return [(row.addressee, row.kind) for row in sorted(notices.told(books, str(case)), key=_at)]


def _at(row: Any) -> Any:
    return row.told_at


@on_one_ledger
async def test_the_morning_round(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A schedule has it done every day; whoever sets it up again changes nothing."""
    _drawn(monkeypatch)
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    query(
        town.ledger,
        "UPDATE grants SET waits_since = :s, waits_until = :u WHERE reference = :r",
        s=str(today() - timedelta(days=9)),
        u=str(today() - timedelta(days=2)),
        r=reference,
    )
    await town.office.remind_daily()
    await town.office.remind_daily()
    schedule = town.client.get_schedule_handle(names.ROUND)
    assert (await schedule.describe()).schedule.spec.time_zone_name == "Asia/Shanghai"
    await schedule.delete()
    await town.client.execute_workflow(names.ROUND, id=f"{names.ROUND}/{uuid4()}", task_queue=names.QUEUE)
    assert _told(town, UUID(KEYS.seal(reference))) == [("supervisor", "overdue")]


@on_one_ledger
async def test_what_a_rule_could_not_judge(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in an inbox, too: judged again when the rule is put right, not before, or ended."""
    broken = [True]

    def holds(_: Person, __: Occasion) -> bool:
        if broken:
            raise ZeroDivisionError
        return True

    sound = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0))
    rules = (replace(sound.rules[0], id="broken", holds=holds), *sound.rules)
    grant = _drawn(monkeypatch, second_look=looked_at(0), rules=rules)
    mended, ended = settle(town), settle(town)
    for person in (mended, ended):
        await tell(town, person, Birthday())
    inbox = await _inbox(town, grant)
    assert {(task.item, task.due_on) for task in inbox.values()} == {("faulty", _last_day())}
    first, second = (f"{grant.code}/{grant.period_on(today()).label}/{it}" for it in (mended, ended))
    assert await town.platform.offers(mended) == ()
    with pytest.raises(NotPossible, match="规则仍无法判定"):
        await town.office.decide(first, by="officer-1", stands=True)
    await town.office.decide(second, by="officer-1", stands=False)
    broken.clear()
    await town.office.decide(first, by="officer-1", stands=True)
    assert (await ends(town, first)).state is GrantState.PAID
    assert len(received(town, mended)) == 1
    assert received(town, ended) == []
    assert await _inbox(town, grant) == {}


@on_one_ledger
async def test_a_rule_that_fails_on_the_pay_day(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Granted, but not to be judged any more when the money should go: an officer sees that, too."""
    broken: set[str] = set()

    def holds(person: Person, _: Occasion) -> bool:
        if person.key in broken:
            raise ZeroDivisionError
        return True

    sound = replace(
        find_grant(SUBSIDY), code=f"test-{uuid4()}", mode=Mode.AUTOMATIC, second_look=looked_at(0)
    )
    grant = replace(sound, rules=(replace(sound.rules[0], id="broken", holds=holds), *sound.rules))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2026-Q1", policy=grant.code)
    await campaign.release(RELEASED_BY)
    until = await publicised(campaign)
    ((reference,), *_) = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND state = 'granted' ORDER BY reference",
        c=campaign.id,
    )
    broken.add(reference.split("/")[2])
    await forward(town, handle_of(town, campaign), to=Due(on=until).at + timedelta(minutes=1))
    await campaign.report()
    (task,) = (await _inbox(town, grant)).values()
    assert (task.number, task.item) == (reference, "faulty")
    assert task.due_on
    assert task.due_on > until


@on_one_ledger
async def test_from_the_inbox_to_the_grant(
    town: Parts, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line shows the number and the command that takes it."""
    _drawn(monkeypatch)
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    shown = await terminal.done("desk", "inbox", *OFFICER)
    assert reference in shown
    assert "onematter campaign decide" in shown


@pytest.mark.slow
async def test_a_worker_sets_up_the_round(folder: Path) -> None:
    """Nobody has to think of it: a running engine has the schedule."""
    async with engine.running(folder) as running:
        client = await connect(
            plugin(running.keys), address=running.server.address, namespace=names.NAMESPACE
        )
        described = await client.get_schedule_handle(names.ROUND).describe()
    (calendar,) = described.schedule.spec.calendars
    assert [span.start for span in calendar.hour] == [8]


def _whoever(*_: object) -> bool:
    return True
