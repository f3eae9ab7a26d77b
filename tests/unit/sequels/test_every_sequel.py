"""Every sequel in each of its states, with each word, as the law has it; and the receipt of applications."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from temporalio import workflow

from activities.cases.sequels.decisions import StandingDecision
from activities.ledger.cases.services import Service
from client.errors import (
    AlreadyDecided,
    DayPassed,
    Mend,
    NotAsked,
    NotPending,
    OutsideTheList,
    SamePerson,
    Unreasoned,
)
from client.messages.cases.progress import State
from client.messages.cases.sequel import MendSequel, SequelState, SequelWord
from client.messages.officers.commands import ServeDecision
from matters.definitions.sequels import SEQUELS
from matters.language import Sequel
from tests.unit.sequels.proceedings import (
    BEGUN,
    FIRST,
    FOOD,
    LAST,
    MARKET,
    SECOND,
    Proceeding,
    begun,
    said,
    states,
)
from workflows.cases.sequels import conclusions, letters, service
from workflows.trust import gate
from workflows.trust.gate import Spoken

CARRY, DROP, GRANT, REFUSE, ACCEPT, ASK = SequelWord
Expected = type[Mend] | None
"""By which error it is not taken; None where it is."""


def by_law(sequel: Sequel, state: str, word: SequelWord) -> Expected:
    """What the articles say: 许可法 32, 49, 50, 69; 复议法 and 诉讼法, what is ordered is carried out."""
    if state in {"deciding", SequelState.CARRIED_OUT, SequelState.DROPPED, SequelState.KEPT}:
        return AlreadyDecided if state != SequelState.KEPT else NotPending
    if state == SequelState.ANEW:
        return None if word in {GRANT, REFUSE} else NotPending
    if not sequel.by_holder:
        return None if word in {CARRY, DROP} else NotPending
    possible = {
        "begun": {ACCEPT, ASK, GRANT, REFUSE, DROP},
        "proposed": {ACCEPT, ASK, GRANT, REFUSE, DROP},
        "mending": {ACCEPT, DROP},
        "accepted": {GRANT, REFUSE, DROP},
    }
    return None if word in possible[state] else NotPending


def tried(require: Callable[[], object]) -> tuple[Expected, str]:
    try:
        require()
    except Mend as refused:
        return type(refused), str(refused)
    return None, ""


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> Callable[[Proceeding], Proceeding]:
    """A second person speaks, over the first one's word; no run tells the clock."""

    def of(one: Proceeding) -> Proceeding:
        monkeypatch.setattr(workflow, "now", one.now)
        monkeypatch.setattr(gate, "spoken", lambda: Spoken(person=SECOND, over="mark"))
        return one

    return of


def cells(code: str, speaking: Callable[[Proceeding], Proceeding]) -> Iterator[tuple[str, Proceeding]]:
    for state, into in states(code):
        one = speaking(begun(code))
        into(one.file)
        yield state, one


@pytest.mark.parametrize("code", SEQUELS)
def test_every_word_in_every_state(code: str, speaking: Callable[[Proceeding], Proceeding]) -> None:
    """It is taken, or refused by that error, which names the item and says in Chinese what may be said."""
    for state, one in cells(code, speaking):
        for word in SequelWord:
            expected = by_law(SEQUELS[code], state, word)
            if state == SequelState.KEPT:
                one.file.decision = said(word)  # which waits for the end of its case
                expected = AlreadyDecided
            error, says = tried(partial(conclusions.require, said(word), one.file))
            assert error is expected, (state, word, says)
            assert error is None or FOOD in says
        mended, _ = tried(partial(conclusions.require_mending, MendSequel(says="已附"), one.file))
        assert mended is (None if state == "mending" else NotAsked), state


@pytest.mark.parametrize("code", SEQUELS)
def test_how_many_must_say_it(code: str, speaking: Callable[[Proceeding], Proceeding]) -> None:
    """Two, where something ends or is ordered, and never the same; one drops what nobody has ordered."""
    one, kind = speaking(begun(code)), SEQUELS[code]
    two = CARRY if not kind.by_holder else GRANT
    if one.file.proposal is None:
        assert conclusions.is_enough(said(two), one.file) is False  # food licences are inspected
        assert conclusions.is_enough(said(DROP), one.file)
        return
    assert conclusions.is_enough(said(CARRY), one.file)
    assert not conclusions.is_enough(said(DROP), one.file)
    assert tried(lambda: conclusions.require(said(CARRY, FIRST), one.file))[0] is SamePerson


@pytest.mark.parametrize("code", SEQUELS)
def test_what_must_be_said_with_it(code: str, speaking: Callable[[Proceeding], Proceeding]) -> None:
    """Reasons of what nobody has ordered, all that is to be mended, views, compensation."""
    one, kind = speaking(begun(code)), SEQUELS[code]
    words = (REFUSE, ASK, DROP) if kind.by_holder else (CARRY, DROP)
    for word in words:
        bare = said(word).model_copy(update={"reasons": ()})
        reasoned = Unreasoned if word is not CARRY or not kind.ordered else None
        assert tried(partial(conclusions.require, bare, one.file))[0] is reasoned
    for missing, wanted in (("views", bool(kind.heard)), ("compensation", bool(kind.compensates))):
        less = said(CARRY).model_copy(update={missing: "" if missing == "views" else None})
        if CARRY in words:
            assert tried(partial(conclusions.require, less, one.file))[0] is (Unreasoned if wanted else None)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            "withdrawn",
            "撤回许可，自本决定起失效，依据：《中华人民共和国行政许可法》第八条第二款。理由：理由。补偿0.00元",
        ),
        (
            "revoked",
            "该许可自本决定起撤销，依据：《中华人民共和国行政许可法》第六十九条第一款。理由：理由。赔偿0.00元",
        ),
        ("revoked-for-fraud", "该许可自本决定起撤销，基于该许可取得的利益不受保护"),
        ("cancelled", "注销许可，自本决定起失效"),
        ("void", "原决定自始无效"),
        ("set-aside", "原决定已被撤销"),
    ],
)
def test_how_a_decision_ends(code: str, says: str, speaking: Callable[[Proceeding], Proceeding]) -> None:
    """What is void never was; what is withdrawn lawfully is made good, what was wrong is paid for (8, 69)."""
    one = speaking(begun(code))
    word = said(CARRY).model_copy(update={"basis": ""})
    one.file.compensation, one.file.state = word.compensation, SequelState.CARRIED_OUT
    ended = StandingDecision(state=State.WITHDRAWN, round=2)
    letter = letters.of_step(word, ended, one.file)
    assert says in letter
    assert ("偿0.00元" in letter) is bool(SEQUELS[code].compensates)
    much = word.model_copy(update={"basis": "依据", "compensation": 500_00})
    error, _ = tried(partial(conclusions.require, much, one.file))
    assert error is AlreadyDecided
    one.file.state = SequelState.BEGUN
    error, why = tried(partial(conclusions.require, much, one.file))
    assert error is (None if SEQUELS[code].compensates else OutsideTheList), why


@pytest.mark.parametrize("code", SEQUELS)
def test_what_is_served(code: str, speaking: Callable[[Proceeding], Proceeding]) -> None:
    """Nothing, where nothing is on its way; else from the day of the decision to today."""
    one = speaking(begun(code))
    serve = ServeDecision(item=FOOD, department=MARKET, officer=FIRST, mode="signed", on=BEGUN, witness="甲")
    assert tried(lambda: conclusions.require_service(serve, one.file))[0] is NotPending
    one.file.key = "letter"
    assert tried(lambda: conclusions.require_service(serve, one.file))[0] is None


def test_each_letter_has_a_day_of_its_own(speaking: Callable[[Proceeding], Proceeding]) -> None:
    """None is served before it was written, though its proceeding had begun; nor only after the decision."""
    one = speaking(begun("renewal"))
    one.today = told_on = BEGUN + timedelta(days=1)
    key = service.tell("须补正", one.file).key
    one.file.services[key] = Service(key=key, mode="post")
    one.today = one.file.decided_on = BEGUN + timedelta(days=3)
    serve = ServeDecision(
        item=FOOD, department=MARKET, officer=FIRST, mode="post", on=BEGUN, witness="XA1", notice=key
    )
    assert tried(lambda: conclusions.require_service(serve, one.file))[0] is DayPassed
    serve = serve.model_copy(update={"on": told_on})
    assert tried(lambda: conclusions.require_service(serve, one.file))[0] is None


@pytest.mark.parametrize("code", [code for code, sequel in SEQUELS.items() if sequel.by_holder])
def test_the_receipt_of_an_application(code: str, speaking: Callable[[Proceeding], Proceeding]) -> None:
    """Received on Monday, 28 September: told by 10 October, a worked Saturday."""
    file = speaking(begun(code)).file
    assert (file.state, file.accepted_on, file.ask_by) == (SequelState.RECEIVED, None, date(2026, 10, 10))
    assert file.due_on == (LAST if SEQUELS[code].asked else None)  # which has not begun
    file.accept(file.order.on)
    assert (file.state, file.accepted_on, file.ask_by) == (SequelState.BEGUN, BEGUN, None)
    assert file.due_on == (LAST if SEQUELS[code].asked else date(2026, 10, 16))  # ten working days


def _deemed(one: Proceeding) -> date | None:
    return one.file.deemed_on


def test_a_renewal_that_is_not_complete(speaking: Callable[[Proceeding], Proceeding]) -> None:
    """Nothing is deemed while its holder owes something, nor if he has mended it after the licence's end."""
    one = speaking(begun("renewal"))
    assert _deemed(one) == LAST
    one.file.ask(("未附照片",))
    assert not _deemed(one)
    one.file.accept(LAST)
    assert (_deemed(one), one.file.due_on) == (LAST, LAST)
    one.file.accept(date(2026, 12, 1))
    assert not _deemed(one)
    assert one.file.due_on
    assert one.file.due_on > LAST
