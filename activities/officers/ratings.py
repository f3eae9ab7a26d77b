"""Ratings (好差评): what applicants say of how items were handled, and departments answer to bad ones."""

from datetime import date, datetime

from temporalio import activity

from activities.cases.notices import Addressee, NoticeKind
from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import calendar_orders, notices
from activities.ledger.lists import case_lines
from activities.ledger.officers import ratings
from activities.ledger.officers.ratings import RatingRow
from activities.lists import feed
from activities.rejection import rejected
from client.errors import (
    AlreadyDecided,
    CaseNotFound,
    NotAsked,
    NotPending,
    TooLate,
    UnknownItem,
    Unreasoned,
    WrongDepartment,
)
from client.messages.cases.progress import Colour
from client.messages.cases.rating import AnswerRating, Rated, Rating
from client.messages.lists.case_line import CaseLine, ItemLine
from client.messages.message import Message
from client.messages.officers.docket import Task
from matters import catalogue, clock
from matters.definitions.ratings import ANSWER_LIMIT, SATISFIED_FROM


class RatedItem(Message):
    """What an applicant says, and when."""

    rating: Rating
    at: datetime


class AnsweredRating(Message):
    """What a department answers, and when."""

    answer: AnswerRating
    at: datetime


class Ratings:
    """One of each item. A bad one waits in the inbox of its department until that has answered."""

    def __init__(self, ledger: Ledger, outbox: Outbox) -> None:
        self._ledger = ledger
        self._outbox = outbox

    @activity.defn
    def rate(self, said: RatedItem) -> Rated:
        """Enter it; a repeat changes nothing.

        Raises `CaseNotFound`, `UnknownItem`, `NotAsked`, `TooLate`.
        """
        rating = said.rating
        with self._ledger.transaction() as books:
            line, item = _decided(books, rating)
            ratings.enter(books, _row(said, line, item, answer_by=_answer_by(books, said)))
            entered = ratings.find(books, str(rating.case), rating.item)
        if entered is None or entered.stars != rating.stars:
            raise rejected(TooLate, f"办件 {rating.case} 的 {rating.item}：已经评价；每个事项评价一次")
        return _shown(entered)

    @activity.defn
    def answer_rating(self, said: AnsweredRating) -> Rated:
        """Enter it, and tell the applicant and his platform; a repeat changes nothing.

        Raises `NotPending`, `WrongDepartment`, `Unreasoned`, `AlreadyDecided`.
        """
        answer = said.answer
        with self._ledger.transaction() as books:
            waits = _require(ratings.find(books, str(answer.case), answer.item), answer)
            if waits.outcome is None:
                ratings.answer(
                    books, waits, officer=answer.officer, outcome=answer.outcome, says=answer.says, at=said.at
                )
                told = _notice(said)
                notices.enter(books, told)
                feed.tell_notices(books, (told,))
            answered = ratings.find(books, str(answer.case), answer.item) or waits
        self._outbox.hand_out(str(answer.case))
        return _shown(answered)


def _decided(books: Transaction, rating: Rating) -> tuple[CaseLine, ItemLine]:
    about = f"办件 {rating.case}"
    line = case_lines.find(books, str(rating.case))
    if line is None or line.platform != rating.platform:
        raise rejected(CaseNotFound, f"{about}：{rating.platform} 没有提交过这个办件，请核对办件标识")
    item = next((one for one in line.items if one.code == rating.item), None)
    if item is None:
        raise rejected(UnknownItem, f"{about} 没有事项 {rating.item!r}")
    if item.decided_at is None:
        raise rejected(NotAsked, f"{about} 的 {rating.item}：尚未作出决定，决定后方可评价")
    return line, item


def _answer_by(books: Transaction, said: RatedItem) -> date | None:
    """The last day to call back; none where the applicant is satisfied."""
    if said.rating.stars >= SATISFIED_FROM:
        return None
    return calendar_orders.last_day(books, ANSWER_LIMIT, since=clock.day_in_china(said.at)).on


def lengthen(books: Transaction) -> None:
    """Departments get the days that orders of the calendar give."""
    for case, item, at in ratings.running(books):
        last = calendar_orders.last_day(books, ANSWER_LIMIT, since=clock.day_in_china(at)).on
        ratings.lengthen(books, case=case, item=item, until=last)


def _row(said: RatedItem, line: CaseLine, item: ItemLine, *, answer_by: date | None) -> RatingRow:
    rating = said.rating
    task = Task(
        case=rating.case,
        item=item.code,
        name=item.name,
        one_matter=catalogue.find(line.one_matter, line.edition).name,
        number=item.number,
        department=item.department,
        state=item.state,
        since=said.at,
        due_on=answer_by,
        colour=Colour.GREEN,
        region=line.region,
        stars=rating.stars,
        says=rating.says,
    )
    return RatingRow(
        case=str(rating.case),
        item=item.code,
        department=item.department,
        stars=rating.stars,
        rated_at=said.at,
        answer_by=answer_by,
        task=task.model_dump_json(),
    )


def _require(waits: RatingRow | None, answer: AnswerRating) -> RatingRow:
    about = f"办件 {answer.case} 的 {answer.item}"
    if waits is None or waits.answer_by is None:
        raise rejected(NotPending, f"{about}：没有待答复的差评")
    if waits.department != answer.department:
        raise rejected(WrongDepartment, f"{about} 由{catalogue.department_name(waits.department)}答复")
    if not answer.says.strip():
        raise rejected(Unreasoned, f"{about}：须写明告知申请人的内容（`says`）")
    if waits.outcome and (waits.officer, waits.outcome) != (answer.officer, answer.outcome):
        raise rejected(AlreadyDecided, f"{about}：{waits.officer} 已经答复")
    return waits


def _notice(said: AnsweredRating) -> NoticeRow:
    answer = said.answer
    return NoticeRow(
        key=f"{answer.case}/{answer.item}/rating",
        case=str(answer.case),
        addressee=Addressee.APPLICANT,
        item=answer.item,
        kind=NoticeKind.RATING,
        says=f"对您评价的回复：{answer.says}",
        told_at=said.at,
    )


def _shown(row: RatingRow) -> Rated:
    return Rated.model_validate(row.model_dump(include={*Rated.model_fields}))
