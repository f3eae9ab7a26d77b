"""Receipts: what is accepted gets numbers, what is to be mended a last day, the rest a reasoned answer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from activities.cases import numbers
from activities.cases.notices import Addressee, NoticeKind, mode_towards
from activities.database import Transaction
from activities.ledger import NoticeRow
from activities.ledger.cases import notices, places, services
from activities.ledger.cases.places import PlaceOf
from client.messages.cases.findings import Finding
from client.messages.cases.places import QuotaPlace
from client.messages.cases.progress import Outcome, OutcomeKind
from client.messages.cases.receipt import Receipt, ReceiptItem
from client.messages.cases.submission import Submission
from matters import clock
from matters.clock import Term
from matters.language import Severity
from matters.plan.application import Application
from matters.plan.plan import Plan, PlannedItem


def accepted(
    books: Transaction,
    receipt: Receipt,
    application: Application[Any],
    plan: Plan,
    known_numbers: Mapping[str, str],
    *,
    on: date,
) -> Receipt:
    """A number for the case and each of its items that has none; a place, where there are only so many."""
    unnumbered = [item for item in plan.items if not known_numbers.get(item.code)]
    codes = [item.implementation_code for item in unnumbered]
    if not receipt.acceptance_number:
        codes.append(application.one.implementation_code)
    given = numbers.number(books, implementation_codes=codes, day=application.facts.on)
    new = {item.code: number for item, number in zip(unnumbered, given, strict=False)}
    items = tuple(
        ReceiptItem(
            code=item.code,
            name=item.name,
            department=item.department_name,
            number=known_numbers.get(item.code) or new[item.code],
            after=item.after,
            promised=str(item.clock.promised),
            due_on=item.due.on,
            provisional=item.due.provisional,
            place=_place(books, item, plan, case=str(receipt.case), on=on),
        )
        for item in plan.items
    )
    return receipt.model_copy(
        update={
            "accepted": True,
            "answer_by": None,
            "acceptance_number": receipt.acceptance_number or given[-1],
            "due_on": plan.due.on,
            "items": items,
        }
    )


def _place(books: Transaction, item: PlannedItem, plan: Plan, *, case: str, on: date) -> QuotaPlace | None:
    if item.quota is None:
        return None
    of = PlaceOf(case=case, item=item.code, quota=item.quota, calendar=plan.calendar, on=on)
    return places.enter(books, of)


def to_be_mended(receipt: Receipt, application: Application[Any]) -> Receipt:
    """Until when the applicant may mend it."""
    answer = Term.of(application.one.timetable.answer)
    by = clock.due(application.facts.on, answer, application.calendar).on
    return receipt.model_copy(update={"accepted": False, "answer_by": by})


def turned_away(
    books: Transaction, receipt: Receipt, plan: Plan, filed: Submission, *, at: datetime
) -> Outcome:
    """Tell in writing why it is not accepted, who is competent, and what can be done (行政许可法 Art. 32).

    It is dated `at` the moment when that was found, which may be after a correction, and goes as was last
    said of electronic service.
    """
    says = "；".join(map(_reason, filter(_turns_away, receipt.findings)))
    row = NoticeRow(
        key=f"{receipt.case}/not-accepted",
        case=str(receipt.case),
        addressee=Addressee.APPLICANT,
        item="",
        kind=NoticeKind.NOT_ACCEPTED,
        says=f"不予受理：{says}。{clock.instruction(plan.remedies)}",
        told_at=at,
    )
    notices.enter(books, row)
    services.begin(books, {row.key: mode_towards(agrees=bool(filed.electronic_service))})
    return Outcome(
        case=receipt.case,
        kind=OutcomeKind.NOT_ACCEPTED,
        closed_at=at,
        findings=receipt.findings,
    )


def _turns_away(found: Finding) -> bool:
    return found.severity in {Severity.NOT_REQUIRED, Severity.NOT_OURS}


def _reason(found: Finding) -> str:
    competent = f"（{found.competent}）" if found.competent else ""
    return f"{found.says}，{found.mend}{competent}，依据{found.basis}"
