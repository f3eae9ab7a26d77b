"""Base registers: what they are asked for an enquiry, by whose leave, and how long they are waited for.

The registers themselves are stand-ins with books of their own. How one behaves is set like a department's
(`departments.behave`, with the register's code in the place of an item's).
"""

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, Final, Protocol, TypeVar

import structlog
from temporalio import activity

from activities.database import Transaction
from activities.errors import RegisterFault, RegisterSilent, WorldError
from activities.ledger import Ledger
from activities.ledger.cases import authorisations, cases
from activities.stand_ins import licence_library
from activities.stand_ins.behaviour import BEHAVIOUR, Behaviour, Failing, Silent, Slow
from activities.stand_ins.books import District, entries, lodgings
from matters import clock
from matters.definitions.registers import LICENCE_LIBRARY, LICENCE_NUMBERS, UNDER_WAY, UnderWay
from matters.language import Enquired, Entry, Facts, OneMatter, Register, Silence

log = structlog.stdlib.get_logger("registers")

PATIENCE: Final = 0.5
"""Seconds for one entry; a register that is slower counts as unreachable for the rest of the enquiry."""

PATIENCE_IN_ALL: Final = 1.5
"""Seconds for all registers of an enquiry together: an applicant waits for the answer."""


class Result(Protocol):
    """What a computation gives that asks registers as it goes: at its end nothing is unasked."""

    @property
    def unasked(self) -> tuple[Enquired, ...]: ...


ResultT = TypeVar("ResultT", bound=Result)


class RegisterEnquiries:
    """`seal` turns an identity number into the key under which cases are kept."""

    def __init__(self, ledger: Ledger, district: District, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._district = district
        self._seal = seal
        self._kept_elsewhere: Final[dict[str, Callable[[Transaction, str], Entry | None]]] = {
            LICENCE_LIBRARY.code: licence_library.held,
            LICENCE_NUMBERS.code: licence_library.numbered,
        }

    def facts(
        self, one: OneMatter[Any], applicant: str, *, on: date, case: str = "", region: str = ""
    ) -> Facts:
        """What is known before any register is asked: by whose leave one may ask."""
        with self._ledger.reading() as books:
            grantors = authorisations.grantors(books, grantee=applicant, one_matter=one.code, on=on)
        return Facts(on=on, applicant=applicant, case=case, region=region, authorised_by=grantors)

    def settle(self, compute: Callable[[Facts], ResultT], facts: Facts) -> tuple[ResultT, Facts]:
        """Compute, ask what is wanted, and compute again, until nothing is unasked; and what was said."""
        enquiry = _Enquiry(self, facts)
        with _uninterrupted():
            while (result := compute(facts)).unasked:
                facts = facts.told(enquiry.ask(result.unasked))
        return result, facts

    def behaviours(self) -> dict[str, Behaviour]:
        """Of those registers that do not simply answer, by their code."""
        with self._district.reading() as books:
            texts = lodgings.behaviours(books)
        return {code: BEHAVIOUR.validate_json(text) for code, text in texts.items()}

    def look_up(self, wanted: Iterable[Enquired]) -> dict[Enquired, Entry | Silence]:
        """What registers say; one that holds something nobody can read has not answered."""
        with self._district.reading() as books:
            return {(register, key): self._entry(books, register, key) for register, key in wanted}

    def _entry(self, books: Transaction, register: Register[Any], key: str) -> Entry | Silence:
        try:
            return self._find(books, register, key) or Silence.NOT_FOUND
        except ValueError as fault:
            return unreachable(register, fault)

    def _find(self, books: Transaction, register: Register[Any], key: str) -> Entry | None:
        if register.code == UNDER_WAY.code:
            return self._under_way(key)
        if elsewhere := self._kept_elsewhere.get(register.code):
            return elsewhere(books, key)
        text = entries.find(books, register=register.code, key=key)
        entry: Entry | None = register.entry.model_validate_json(text) if text else None
        return entry

    def _under_way(self, key: str) -> UnderWay | None:
        one_matter, applicant, case = key.split("/")
        with self._ledger.reading() as books:
            count, latest = cases.under_way(
                books, applicant_key=self._seal(applicant), one_matter=one_matter, but=case
            )
        return UnderWay(as_of=clock.day_in_china(latest), cases=count) if latest else None


class _Enquiry:
    """The look-ups of one enquiry: whoever was silent once is not asked again."""

    def __init__(self, registers: RegisterEnquiries, facts: Facts) -> None:
        self._registers = registers
        self._facts = facts
        self._silent: list[str] = []
        self._until = time.monotonic() + PATIENCE_IN_ALL
        self._behaviours = registers.behaviours()

    def ask(self, wanted: Iterable[Enquired]) -> dict[Enquired, Entry | Silence]:
        """Every entry, or why there is none. Nothing about another person without that person's leave."""
        silent = {enquired: self._silence(*enquired) for enquired in wanted}
        asked = [enquired for enquired, silence in silent.items() if not silence]
        said: dict[Enquired, Entry | Silence] = {it: silence for it, silence in silent.items() if silence}
        try:
            return said | self._registers.look_up(asked)
        except Exception as fault:  # noqa: BLE001 # whatever it is, no register has answered
            return said | {enquired: unreachable(enquired[0], fault) for enquired in asked}

    def _silence(self, register: Register[Any], key: str) -> Silence | None:
        """Why a register will not say anything, if it will not; takes the time that it takes."""
        if not self._facts.may_see(register.subject(key)):
            return Silence.UNAUTHORISED
        if register.code in self._silent:
            return Silence.UNREACHABLE
        behaviour = self._behaviours.get(register.code)
        try:
            if behaviour:
                _take_time(behaviour, until=self._until)
        except WorldError as fault:
            self._silent.append(register.code)
            return unreachable(register, fault)
        return None


def _uninterrupted() -> AbstractContextManager[None]:
    """A call that is out of time ends here, and is no silence of a register nor a mistake of a rule."""
    return activity.shield_thread_cancel_exception() if activity.in_activity() else nullcontext()


def unreachable(register: Register[Any], fault: Exception) -> Silence:
    """Log that a register has not answered; never whom it was asked about."""
    log.warning("register unreachable", register=register.code, fault=type(fault).__name__)
    return Silence.UNREACHABLE


def _take_time(behaviour: Behaviour, *, until: float) -> None:
    left = min(PATIENCE, max(0.0, until - time.monotonic()))
    match behaviour:
        case Slow(seconds=seconds) if seconds <= left:
            time.sleep(seconds)
        case Slow() | Silent():
            time.sleep(left)
            raise RegisterSilent(f"the register did not answer in {left:g} s")
        case Failing():
            raise RegisterFault("the register answered with an error")
        case _:
            pass
