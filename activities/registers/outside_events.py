"""What happens elsewhere and registers hold: cases ask for it, and registers tell when it has changed."""

import json
from datetime import date
from typing import Any, Final
from uuid import UUID

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.cases import awaited_entries
from activities.ports.partners import Partners
from client.messages.cases.register_news import RegisterNews
from client.messages.message import Message

PATIENCE: Final = 5.0
"""Seconds for one register; nobody waits for the answer, and who does not answer is asked again."""


class AwaitedEvent(Message):
    """It has happened once the entry under `key` has the day `on`; fields to tell are in `says`, by title."""

    register_code: str
    key: str
    on: str
    says: dict[str, str]


class Awaiting(Message):
    """All that a case waits for now."""

    case: UUID
    events: tuple[AwaitedEvent, ...]


class HappenedEvent(Message):
    """The day of it, and what its register says of it, as people read it."""

    event: AwaitedEvent
    on: date
    says: str


class EventsSeen(Message):
    """What has happened of all that a case waits for."""

    happened: tuple[HappenedEvent, ...]

    def of(self, event: AwaitedEvent) -> HappenedEvent | None:
        return next((one for one in self.happened if one.event == event), None)


class WaitingCases(Message):
    """Those that wait for an entry."""

    cases: tuple[UUID, ...]


class EventWatch:
    """Between cases and registers. Of an entry nothing is read but the event, which is an item's ground."""

    def __init__(self, ledger: Ledger, partners: Partners) -> None:
        self._ledger = ledger
        self._registers = partners.base_registers

    @activity.defn
    def look_out(self, awaiting: Awaiting) -> EventsSeen:
        """Enter first that the case waits, then ask: what is told in between is not lost.

        Raises `WorldError` if a register does not answer, and what reading it raises.
        """
        with self._ledger.transaction() as books:
            entries = ((event.register_code, event.key) for event in awaiting.events)
            awaited_entries.enter(books, awaiting.case, entries)
        found = map(self._look_up, awaiting.events)
        return EventsSeen(happened=tuple(one for one in found if one))

    @activity.defn
    def find_waiting(self, news: RegisterNews) -> WaitingCases:
        """The cases that wait for what has changed."""
        with self._ledger.reading() as books:
            return WaitingCases(
                cases=awaited_entries.waiting(books, register=news.register_code, key=news.key)
            )

    def _look_up(self, event: AwaitedEvent) -> HappenedEvent | None:
        text = self._registers.entry(register=event.register_code, key=event.key, patience=PATIENCE)
        entry: dict[str, Any] = json.loads(text) if text else {}
        on = entry.get(event.on)
        if not on:
            return None
        told = ((title, entry.get(name)) for name, title in event.says.items())
        says = "，".join(f"{title}：{value}" for title, value in told if value)
        return HappenedEvent(event=event, on=date.fromisoformat(on), says=says)
