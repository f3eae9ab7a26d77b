"""Items that an open case hands over to what is ordered about their decisions, and what comes of that.

A case alone knows what it has decided, and may be deciding it anew at that moment. So whoever carries out an
order does not look it up: the case is asked, and has nothing more to say about an item that it hands over.
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from activities.cases.sequels import decisions, openings
from activities.cases.sequels.decisions import StandingDecision
from activities.database import Transaction, turn
from activities.ledger.cases import awaited_entries, sequels
from activities.ledger.cases.sequels import SequelRow
from client.messages.cases.sequel import BeginSequel
from client.messages.message import Message
from matters.definitions.sequels import SEQUELS

Awaited = tuple[str, str]

ORDERED: Final = tuple(code for code, sequel in SEQUELS.items() if sequel.ordered)


class CaseDecision(Message):
    """What a case has decided about one of its items."""

    item: str
    stands: StandingDecision


class RulingsAsked(Message):
    """What was ordered and carried out about items of a case, of which it has `decided` these."""

    case: UUID
    decided: tuple[CaseDecision, ...] = ()


class Ruling(Message):
    """How an item stands after what was carried out about it."""

    item: str
    stands: StandingDecision


class CaseRulings(Message):
    """All of one case; about those that are `wanted`, an order is confirmed that fits what was decided."""

    rulings: tuple[Ruling, ...]
    wanted: tuple[str, ...] = ()


class HandOver(Message):
    """Items of a case, as it has decided them."""

    case: UUID
    decided: tuple[CaseDecision, ...]


class HandedOver(Message):
    """Who waits for them."""

    sequels: tuple[UUID, ...]


def awaited(order: BeginSequel, *, confirmed: bool) -> tuple[Awaited, ...]:
    """What an order about an open case waits for."""
    close = (awaited_entries.CLOSE, str(order.case))
    return (close, _about(order.sequel, order.case, order.item)) if confirmed else (close,)


def of(books: Transaction, asked: RulingsAsked) -> CaseRulings:
    """How items stand that were handed over, and which others are wanted."""
    settled = decisions.settled(books, asked.case)
    open_ones = (one for one in asked.decided if one.item not in settled)
    wanted = tuple(one.item for one in open_ones if any(_waiting(books, asked.case, one)))
    rulings = tuple(Ruling(item=item, stands=stands) for item, stands in settled.items())
    return CaseRulings(rulings=rulings, wanted=wanted)


def enter(books: Transaction, handed: HandOver) -> HandedOver:
    """Keep what was decided as the first of what becomes of it."""
    waiting: list[UUID] = []
    for one in handed.decided:
        turn.take(books, f"sequel/{handed.case}/{one.item}")
        if not sequels.steps(books, case=str(handed.case), item=one.item):
            sequels.enter(books, _first_step(handed.case, one))
        waiting += _waiting(books, handed.case, one)
    return HandedOver(sequels=tuple(dict.fromkeys(waiting)))


def _first_step(case: UUID, decided: CaseDecision) -> SequelRow:
    stands = decided.stands
    return SequelRow(
        id=f"{case}/{decided.item}/{stands.round}",
        case=str(case),
        item=decided.item,
        round=stands.round,
        stands=stands.model_dump_json(),
    )


def _waiting(books: Transaction, case: UUID, decided: CaseDecision) -> Iterator[UUID]:
    for code in ORDERED:
        if openings.fits(SEQUELS[code], decided.stands):
            register, key = _about(code, case, decided.item)
            yield from awaited_entries.waiting(books, register=register, key=key)


def _about(sequel: str, case: UUID, item: str) -> Awaited:
    return f"ordered/{sequel}", f"{case}/{item}"
