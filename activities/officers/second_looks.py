"""Second looks (抽查复核): an officer's word on what a machine has granted."""

from datetime import datetime

from temporalio import activity

from activities.cases.notices import Addressee, NoticeKind
from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices
from activities.ledger.officers import second_looks
from activities.ledger.officers.second_looks import Drawn
from activities.rejection import rejected
from activities.review import rule_trust
from client.errors import AlreadyDecided, UnknownItem, Unreasoned, WrongDepartment
from client.messages.message import Message
from client.messages.officers.docket import Task
from client.messages.officers.second_look import Looked, SecondLook
from matters import catalogue


class Look(Message):
    """What an officer says, and when."""

    look: SecondLook
    at: datetime


class DrawnGrant(Message):
    """What a machine has granted in one round of an item (`key`), and what an inbox shows of it."""

    key: str
    task: Task


class SecondLooks:
    """Keeps what is to be looked at and what officers say, and holds the rules to it."""

    def __init__(self, ledger: Ledger, outbox: Outbox) -> None:
        self._ledger = ledger
        self._outbox = outbox

    @activity.defn
    def draw(self, drawn: DrawnGrant) -> None:
        """Have it looked at; a repeat changes nothing."""
        task = drawn.task
        with self._ledger.transaction() as books:
            second_looks.draw(
                books,
                key=drawn.key,
                case=str(task.case),
                item=task.item,
                department=task.department,
                task=task.model_dump_json(),
            )

    @activity.defn
    def drop(self, key: str) -> None:
        """There is nothing left to be looked at: what was granted in this round is taken back."""
        with self._ledger.transaction() as books:
            second_looks.drop(books, key)

    @activity.defn
    def look(self, asked: Look) -> Looked:
        """Enter an officer's verdict; a repeat changes nothing.

        Raises `UnknownItem`, `WrongDepartment`, `Unreasoned`, `AlreadyDecided`.
        """
        look = asked.look
        with self._ledger.transaction() as books:
            drawn = _require(second_looks.find(books, case=str(look.case), item=look.item), look)
            if drawn.officer is None:
                second_looks.look(
                    books,
                    drawn.key,
                    officer=look.officer,
                    agrees=look.agrees,
                    reasons=look.reasons,
                    at=asked.at,
                )
                rule_trust.pair(books, drawn.key, granted=look.agrees, doubted=False, at=asked.at)
                if not look.agrees:
                    _tell(books, drawn, asked)
        self._outbox.hand_out(str(look.case))
        return Looked(officer=look.officer, agrees=look.agrees, looked_at=drawn.looked_at or asked.at)


def _require(drawn: Drawn | None, look: SecondLook) -> Drawn:
    about = f"办件 {look.case} 的 {look.item}"
    if drawn is None:
        raise rejected(UnknownItem, f"{about}：没有被抽中复核")
    if drawn.department != look.department:
        raise rejected(WrongDepartment, f"{about} 由{catalogue.department_name(drawn.department)}复核")
    if not look.officer.strip():
        raise rejected(Unreasoned, f"{about}：须写明复核人（`officer`）")
    if not look.agrees and not any(reason.strip() for reason in look.reasons):
        raise rejected(Unreasoned, f"{about}：复核不同意的，须写明理由（`reasons`）")
    if drawn.officer and (drawn.officer, drawn.agrees) != (look.officer, look.agrees):
        raise rejected(AlreadyDecided, f"{about}：{drawn.officer} 已经复核，结论不再更改")
    return drawn


def _tell(books: Transaction, drawn: Drawn, asked: Look) -> None:
    """Whether the grant stands is for the body to decide (行政许可法 Art. 69): nothing is undone here."""
    look = asked.look
    row = NoticeRow(
        key=f"{drawn.key}/second-look",
        case=str(look.case),
        addressee=Addressee.SUPERVISOR,
        item=look.item,
        kind=NoticeKind.SECOND_LOOK,
        says=f"抽查复核不同意自动通过，理由：{'；'.join(look.reasons)}",
        told_at=asked.at,
    )
    notices.enter(books, row)
