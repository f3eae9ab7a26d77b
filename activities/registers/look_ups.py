"""What registers are asked for an enquiry, by whose leave, and how long they are waited for."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from typing import Any, Final, Protocol, TypeVar

import structlog
from temporalio import activity

from activities.database import Transaction
from activities.errors import WorldError
from activities.ledger import Ledger
from activities.ledger.cases import authorisations, calendar_orders, case_objects, cases
from activities.ports.partners import Partners
from matters import clock
from matters.definitions.registers import (
    LICENCE_LIBRARY,
    LICENCE_NUMBERS,
    SAME_OBJECT,
    UNDER_WAY,
    SameObject,
    UnderWay,
)
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
    """What registers say, and the ledger."""

    def __init__(self, ledger: Ledger, partners: Partners) -> None:
        self._ledger = ledger
        self._registers = partners.base_registers
        self._licence_library = partners.licence_library

    def facts(
        self,
        one: OneMatter[Any],
        applicant: str,
        *,
        on: date,
        today: date | None = None,
        case: str = "",
        region: str = "",
        by_law: tuple[tuple[str, str], ...] = (),
    ) -> Facts:
        """What is known before any register is asked: by whose leave, or which law's, one may ask.

        A leave that was taken back since the day of receipt, or has ended, is none; who acted as an agent on
        that day did so.
        """
        with self._ledger.reading() as books:
            granted_on = partial(authorisations.grantors, books, grantee=applicant, one_matter=one.code)
            grantors = granted_on(on=on)
            remaining = granted_on(on=today) if today else grantors
            days = calendar_orders.in_force(books, since=date(on.year - 1, 1, 1))
        return Facts(
            on=on,
            today=today,
            applicant=applicant,
            case=case,
            region=region,
            authorised_by=grantors,
            withdrawn=tuple(grantor for grantor in grantors if grantor not in remaining),
            by_law=by_law,
            works=days.is_working_day,
        )

    def settle(self, compute: Callable[[Facts], ResultT], facts: Facts) -> tuple[ResultT, Facts]:
        """Compute, ask what is wanted, and compute again, until nothing is unasked; and what was said."""
        enquiry = _Enquiry(self, facts)
        with _uninterrupted():
            while (result := compute(facts)).unasked:
                facts = facts.told({enquired: enquiry.ask(*enquired) for enquired in result.unasked})
        return result, facts

    def look_up(self, register: Register[Any], key: str, *, on: date, patience: float) -> Entry | None:
        """What one register says as of a day.

        Raises `WorldError` if it does not answer, and what reading it raises.
        """
        match register.code:
            case LICENCE_LIBRARY.code:
                code, holder = key.split("/")
                return self._licence_library.held(code=code, holder=holder, on=on, patience=patience)
            case LICENCE_NUMBERS.code:
                return self._licence_library.numbered(key, patience=patience)
            case UNDER_WAY.code | SAME_OBJECT.code:
                with self._ledger.reading() as books:
                    return self._own(books, register, key)
            case code:
                text = self._registers.entry(register=code, key=key, patience=patience)
                entry: Entry | None = register.entry.model_validate_json(text) if text else None
                return entry

    def is_outdated(self, books: Transaction, facts: Facts) -> bool:
        """Whether another case has come in since, or has ended, of which these facts would tell."""
        return any(
            said != (self._own(books, register, key) or Silence.NOT_FOUND)
            for (register, key), said in facts.said.items()
            if register.code in {UNDER_WAY.code, SAME_OBJECT.code}
        )

    def _own(self, books: Transaction, register: Register[Any], key: str) -> Entry | None:
        """Of the registers that are the engine's own."""
        if register.code == UNDER_WAY.code:
            one_matter, applicant, case = key.split("/")
            count, latest = cases.under_way(books, applicant=applicant, one_matter=one_matter, but=case)
            return UnderWay(as_of=clock.day_in_china(latest), cases=count) if latest else None
        one_matter, case, what = key.split("/", maxsplit=2)
        count, latest = case_objects.others(books, thing=f"{one_matter}/{what}", but=case)
        return SameObject(as_of=clock.day_in_china(latest), cases=count) if latest else None


class _Enquiry:
    """The look-ups of one enquiry: whoever was silent once is not asked again."""

    def __init__(self, registers: RegisterEnquiries, facts: Facts) -> None:
        self._registers = registers
        self._facts = facts
        self._silent = [
            register.code for (register, _), said in facts.said.items() if said is Silence.UNREACHABLE
        ]
        self._until = time.monotonic() + PATIENCE_IN_ALL

    def ask(self, register: Register[Any], key: str) -> Entry | Silence:
        """The entry, or why there is none. Nothing about another person without that person's leave."""
        if not self._facts.may_ask(register, key):
            return Silence.UNAUTHORISED
        if register.code in self._silent:
            return Silence.UNREACHABLE
        try:
            return self._look_up(register, key) or Silence.NOT_FOUND
        except Exception as fault:  # noqa: BLE001 # whatever it is, the register has not answered
            if isinstance(fault, WorldError):
                self._silent.append(register.code)
            return unreachable(register, fault)

    def _look_up(self, register: Register[Any], key: str) -> Entry | None:
        return self._registers.look_up(register, key, on=self._facts.now, patience=self._patience())

    def _patience(self) -> float:
        return min(PATIENCE, max(0.0, self._until - time.monotonic()))


def _uninterrupted() -> AbstractContextManager[None]:
    """A call that is out of time ends here, and is no silence of a register nor a mistake of a rule."""
    return activity.shield_thread_cancel_exception() if activity.in_activity() else nullcontext()


def unreachable(register: Register[Any], fault: Exception) -> Silence:
    """Log that a register has not answered; never whom it was asked about."""
    log.warning("register unreachable", register=register.code, fault=type(fault).__name__)
    return Silence.UNREACHABLE
