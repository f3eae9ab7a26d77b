"""Who had the ball, noted as it goes on, at the instant of the step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from client import labels
from client.messages.lists.case_line import Hold, Holder
from workflows.cases.records import accounts, procedures
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.holders import APPLICANT, WINDOW, Ball, Does, balls

PARTIES: Final[Mapping[str, Holder]] = {APPLICANT: Holder.APPLICANT, WINDOW: Holder.WINDOW}

Having = tuple[str, str, str]
"""Who has the ball, what he does, and which item it is about."""


def having(file: CaseFile) -> tuple[Having, ...]:
    """Everything that somebody has to do now."""
    return tuple(dict.fromkeys(map(_having, balls(file))))


def as_now(hold: Hold, file: CaseFile) -> Hold:
    """One that goes on, with what exactly is to be done, and by when, as that is by now."""
    if hold.until:
        return hold
    ball = next((ball for ball in balls(file) if _having(ball) == _of(hold)), None)
    return hold.model_copy(update={"says": _says(ball, file), "due_on": ball.until}) if ball else hold


def _says(ball: Ball, file: CaseFile) -> str:
    """Nobody is named, and nothing is told that people have written."""
    choice, item = file.choice.open, ball.item
    match ball.does:
        case Does.PAY:
            says = f"{labels.yuan(accounts.owed(file))} 元"
        case Does.CHOOSE if choice:
            says = f"逾期视为{labels.CHOICES[choice.if_silent]}"
        case Does.ANSWER:
            says = f"{ball.holder}的系统"
        case Does.HAPPEN:
            says = f"{ball.holder}：{ball.step}"
        case Does.GO_THROUGH if item and item.clock:
            says = item.clock.proceedings.suspensions[-1].procedure.word
        case Does.DECIDE if item:
            says = "；".join(duty.name for duty in procedures.duties(item, file) if duty.department)
        case _:
            says = ball.step
    return says


def _having(ball: Ball) -> Having:
    item = ball.item
    party = Holder.OUTSIDE if ball.outside else PARTIES.get(ball.holder)
    return (
        party or ball.department or (item.department if item else ball.holder),
        ball.does,
        item.planned.code if item else "",
    )


def note(file: CaseFile, now: tuple[Having, ...], *, at: datetime) -> None:
    """What is done is over, and what is new begins."""
    rests = file.rests
    rests.holds = [_going_on(hold, now, at=at) for hold in rests.holds]
    open_ones = [_of(hold) for hold in rests.holds if hold.until is None]
    rests.holds += [
        Hold(holder=holder, does=does, item=item, since=at)
        for holder, does, item in now
        if (holder, does, item) not in open_ones
    ]


def _going_on(hold: Hold, now: tuple[Having, ...], *, at: datetime) -> Hold:
    over = hold.until is None and _of(hold) not in now
    return hold.model_copy(update={"until": at}) if over else hold


def _of(hold: Hold) -> Having:
    return hold.holder, hold.does, hold.item
