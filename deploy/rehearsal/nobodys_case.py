"""The file of a case that nobody has filed."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from activities.cases.arrivals import Received
from client.messages.cases.receipt import Receipt
from client.messages.cases.submission import Applicant, Channel, Submission
from matters import clock
from matters.plan.plan import Plan
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

NOBODY: Final = UUID(int=0)
MORNING: Final = timedelta(hours=9)


def opened(plan: Plan, *, on: date, uploaded: tuple[str, ...]) -> CaseFile:
    """As it is accepted on the morning of a day."""
    file = CaseFile(submission=_submission(plan))
    file.open(_received(plan, on=on, uploaded=uploaded))
    file.items = {planned.code: ItemRecord(planned=planned) for planned in plan.items}
    return file


def _submission(plan: Plan) -> Submission:
    """Of nobody: a rehearsal files nothing."""
    applicant = Applicant(name="试办", identity_number="试办", phone="试办")
    return Submission(
        id=NOBODY,
        one_matter=plan.one_matter,
        region="000000",
        channel=Channel.PORTAL,
        applicant=applicant,
        form={},
        electronic_service=True,
    )


def _received(plan: Plan, *, on: date, uploaded: tuple[str, ...]) -> Received:
    receipt = Receipt(
        case=NOBODY,
        fingerprint="",
        one_matter=plan.one_matter,
        accepted=True,
        received_at=clock.midnight(on) + MORNING,
        due_on=plan.due.on,
    )
    return Received(receipt=receipt, plan=plan, applicant_key="", sha256=dict.fromkeys(uploaded, ""))
