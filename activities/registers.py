"""Base registers: what they are asked for an enquiry, by whose leave, and how long they are waited for.

The registers themselves are stand-ins with entries in the ledger. How one behaves is set like a department's
(`departments.behave`, with the register's code in the place of an item's).
"""

import time
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

import structlog

from activities import licences
from activities.departments.behaviour import BEHAVIOUR, Behaviour, Failing, Instant, Silent, Slow
from activities.errors import RegisterFault, RegisterSilent
from activities.ledger import Ledger, Transaction, cases, entries, lodgings
from matters import clock
from matters.language import Enquired, Entry, Facts, Register, Silence
from matters.registers import LICENCE_LIBRARY, LICENCE_NUMBERS, UNDER_WAY, UnderWay

log = structlog.stdlib.get_logger("registers")

PATIENCE: Final = 0.5
"""Seconds for one entry; a register that is slower counts as unreachable for the rest of the enquiry."""


class Result(Protocol):
    """What a computation gives that asks registers as it goes: at its end nothing is unasked."""

    @property
    def unasked(self) -> tuple[Enquired, ...]: ...


ResultT = TypeVar("ResultT", bound=Result)


class Registers:
    """`seal` turns an identity number into the key under which cases are kept."""

    def __init__(self, ledger: Ledger, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._seal = seal
        self._kept_elsewhere: Final[dict[str, Callable[[Transaction, str], Entry | None]]] = {
            LICENCE_LIBRARY.code: licences.held,
            LICENCE_NUMBERS.code: licences.numbered,
            UNDER_WAY.code: self._under_way,
        }

    def settle(self, compute: Callable[[Facts], ResultT], facts: Facts) -> ResultT:
        """Compute, ask what is wanted, and compute again, until nothing is unasked."""
        enquiry = _Enquiry(self, facts)
        while (result := compute(facts)).unasked:
            facts = facts.told({enquired: enquiry.ask(*enquired) for enquired in result.unasked})
        return result

    def look_up(self, register: Register[Any], key: str) -> Entry | None:
        """What a register says.  Raises `RegisterFault`, `RegisterSilent`, and whatever the ledger does."""
        with self._ledger.transaction() as books:
            text = lodgings.behaviour(books, case=lodgings.EVERY_CASE, matter=register.code)
            behaviour = BEHAVIOUR.validate_json(text) if text else Instant()
            if isinstance(behaviour, Instant):
                return self._find(books, register, key)
        _take_time(behaviour)
        with self._ledger.transaction() as books:
            return self._find(books, register, key)

    def _find(self, books: Transaction, register: Register[Any], key: str) -> Entry | None:
        if elsewhere := self._kept_elsewhere.get(register.code):
            return elsewhere(books, key)
        text = entries.find(books, register=register.code, key=key)
        entry: Entry | None = register.entry.model_validate_json(text) if text else None
        return entry

    def _under_way(self, books: Transaction, key: str) -> UnderWay | None:
        one_matter, applicant, case = key.split("/")
        count, latest = cases.under_way(
            books, applicant_key=self._seal(applicant), one_matter=one_matter, but=case
        )
        return UnderWay(as_of=clock.day_in_china(latest), cases=count) if latest else None


class _Enquiry:
    """The look-ups of one enquiry: whoever was silent once is not asked again."""

    def __init__(self, registers: Registers, facts: Facts) -> None:
        self._registers = registers
        self._facts = facts
        self._silent: list[str] = []

    def ask(self, register: Register[Any], key: str) -> Entry | Silence:
        """The entry, or why there is none. Nothing about another person without that person's leave."""
        if not self._facts.may_see(register.subject(key)):
            return Silence.UNAUTHORISED
        if register.code in self._silent:
            return Silence.UNREACHABLE
        try:
            return self._registers.look_up(register, key) or Silence.NOT_FOUND
        except Exception as fault:  # noqa: BLE001 # whatever it is, the register has not answered
            log.warning("register unreachable", register=register.code, fault=type(fault).__name__)
            self._silent.append(register.code)
            return Silence.UNREACHABLE


def _take_time(behaviour: Behaviour) -> None:
    match behaviour:
        case Slow(seconds=seconds) if seconds <= PATIENCE:
            time.sleep(seconds)
        case Slow() | Silent():
            time.sleep(PATIENCE)
            raise RegisterSilent(f"the register did not answer in {PATIENCE:g} s")
        case Failing():
            raise RegisterFault("the register answered with an error")
        case _:
            pass
