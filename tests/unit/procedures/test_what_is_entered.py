"""What officers enter of records and of service: who must have signed, and who must have agreed."""

from typing import Final

import pytest
from temporalio import workflow

from activities.ledger.cases.services import Service
from client.errors import OutsideTheList, Unreasoned
from client.messages.cases.progress import State
from client.messages.officers.commands import ServeDecision
from matters.definitions import law, procedures
from matters.language import Procedure
from tests.unit.procedures.courses import (
    BEGUN,
    FOOD,
    HOST,
    MARKET,
    NEIGHBOUR,
    OFFICER,
    Bench,
    bench,
    states,
    word,
)
from workflows.cases.officers import delivery
from workflows.cases.officers import procedures as taking
from workflows.trust import gate
from workflows.trust.gate import Spoken

SENT: Final = ("officer-3", "officer-4")


def _up_to_the_record(monkeypatch: pytest.MonkeyPatch, procedure: Procedure) -> Bench:
    """All is taken but the record, which is last."""
    on = bench()
    monkeypatch.setattr(workflow, "now", on.now)
    monkeypatch.setattr(gate, "spoken", lambda: Spoken(person=on.person))
    dict(states(procedure))[f"after {len(procedure.steps) - 1}"](on)
    return on


def _enter(on: Bench, procedure: Procedure, *signed_by: str, says: str = "") -> None:
    record = word(on, procedure, procedure.steps[-1])
    on.person = record.officer
    taking.require_step(record.model_copy(update={"signed_by": signed_by, "says": says}), on.file)


@pytest.mark.parametrize(
    ("signed_by", "lacks"),
    [
        ((), "signed_by"),
        (("甲", "乙"), "officer-3、officer-4"),
        (("officer-3", "officer-5"), "officer-4"),
        (("officer-4", "ｏfficer-4"), "officer-3"),
    ],
)
def test_an_inspection_is_signed_by_those_who_were_sent(
    monkeypatch: pytest.MonkeyPatch, signed_by: tuple[str, ...], lacks: str
) -> None:
    """By nobody in their place, however many sign (行政许可法 Art. 34, 55); it says whose name is wanting."""
    on = _up_to_the_record(monkeypatch, procedures.INSPECTED)
    with pytest.raises(Unreasoned, match=lacks):
        _enter(on, procedures.INSPECTED, *signed_by)
    _enter(on, procedures.INSPECTED, "Officer-3", "ｏfficer-4", "当事人")


@pytest.mark.parametrize("procedure", [procedures.HEARING_ON_REQUEST, procedures.HEARING_BY_DUTY])
def test_a_hearing_is_signed_by_whoever_took_part(
    monkeypatch: pytest.MonkeyPatch, procedure: Procedure
) -> None:
    """Its host alone does not confirm it for them, unless it says who refuses (行政许可法 Art. 48)."""
    on = _up_to_the_record(monkeypatch, procedure)
    for signed_by in ((), (HOST,), (HOST, HOST.upper())):
        with pytest.raises(Unreasoned, match="signed_by"):
            _enter(on, procedure, *signed_by)
    _enter(on, procedure, HOST, NEIGHBOUR)
    _enter(on, procedure, HOST, says="申请人核对后拒绝签字")


@pytest.mark.parametrize("agreed", [True, False])
def test_nobody_is_served_electronically_who_has_not_agreed(
    monkeypatch: pytest.MonkeyPatch, *, agreed: bool
) -> None:
    """It is refused with the ways that are left (民事诉讼法 Art. 90); by these it is served."""
    on = bench()
    monkeypatch.setattr(workflow, "now", on.now)
    on.file.submission = on.file.submission.model_copy(update={"electronic_service": agreed})
    on.item.state, on.item.notice, on.item.decided_at = State.GRANTED, "letter", on.now()
    on.file.services["letter"] = Service(key="letter", mode="post", served_on=None, witness="")
    for mode in law.SERVICE_MODES:
        served = ServeDecision(
            item=FOOD, department=MARKET, officer=OFFICER, mode=mode.code, on=BEGUN, witness="回证1号"
        )
        if agreed or mode is not law.ELECTRONIC:
            delivery.require(served, on.file)
            continue
        with pytest.raises(OutsideTheList, match=r"未同意电子送达.*第九十条.*可以选择") as refused:
            delivery.require(served, on.file)
        left = str(refused.value).partition("可以选择")[2]
        assert all(way.code in left for way in law.SERVICE_MODES if way is not law.ELECTRONIC)
        assert law.ELECTRONIC.code not in left
