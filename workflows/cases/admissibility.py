"""What may be said to a case now: each word is checked before it is accepted. Raises a `Rejected`."""

from datetime import datetime, timedelta
from typing import Final

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.cases import places
from activities.cases.arrivals import Returned
from activities.enquiries.authorisations import Authorisations, Speaking
from client import names
from client.errors import (
    FactsChanged,
    NotAsked,
    NotPending,
    OutOfTurn,
    SamePerson,
    TooLate,
    UnknownItem,
    Unreasoned,
    WrongField,
)
from client.messages.cases.answers import Granted, Refused
from client.messages.cases.correction import Supplement
from client.messages.cases.findings import Finding
from client.messages.cases.progress import Stage
from client.messages.cases.submission import PersonWord
from client.messages.money.payment import Payment
from client.messages.officers.commands import Amendment
from matters.language import Acts
from workflows import calls, changes
from workflows.cases.records import accounts, demands, procedures, prospects, questions
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import TWO, ItemRecord
from workflows.trust import gate

CLOCKS_DIFFER: Final = timedelta(minutes=10)

SPEAKER: Final = "speaker"
"""A patch, by the word: before, an agent was looked at on the day of receipt alone."""


async def require_speaker(word: PersonWord, file: CaseFile) -> None:
    """Whoever is not the applicant may act for him on that day, and so may an agent who has applied."""
    own = not word.by or word.by == file.submission.applicant.identity_number
    if not file.is_open or (own and file.plan.acts_as != Acts.AGENT):
        return
    update = workflow.current_update_info()
    if update and changes.has(f"{SPEAKER}/{update.id}"):
        person = word.by or file.submission.applicant.identity_number
        submission = file.submission.model_copy(update={"papers": ()})
        edition, today = file.plan.edition, file.today
        asked = Speaking(submission=submission, edition=edition, person=person, on=today)
        await calls.once(Authorisations.require_speaker, asked, summary="核验代理权限")


def require_received(file: CaseFile) -> None:
    """There is a plan by which to understand the word."""
    if not file.is_open:
        raise UnknownItem(f"办件 {file.id} 尚未收件，请稍后再试")


def require_undecided(file: CaseFile) -> None:
    """Nothing can be said any more once everything is decided."""
    if prospects.all_over(file) or file.stage is Stage.CLOSED:
        raise TooLate(f"办件 {file.id} 的各事项均已有决定，请查看办理结果")


def require_open(file: CaseFile) -> None:
    """Decided or not, it is not closed yet."""
    if file.stage is Stage.CLOSED or file.outcome:
        raise TooLate(f"办件 {file.id} 已办结，请查看办理结果")


def require_asked(file: CaseFile) -> None:
    """Only what was asked, or asked for, or may follow, can be supplemented."""
    follows = any(any(prospects.lacking(item, file)) for item in file.items.values())
    if file.not_accepted or not (demands.unmended(file) or follows or any(questions.unanswered(file))):
        raise NotAsked(f"办件 {file.id} 目前没有需要补正的内容")


def require_answer(supplement: Supplement, file: CaseFile) -> None:
    """It must mend something of what is asked for."""
    if file.plan.answerable and not demands.answers_something(supplement, file):
        raise NotAsked(f"办件 {file.id}：没有答复补正告知（`progress().notices`）所列的任何一项")


def require_gone_through(code: str, item: ItemRecord, file: CaseFile) -> None:
    """Nothing is decided while a procedure goes on, nor by whoever has hosted one."""
    for course in procedures.unfinished(item, file):
        following = course.next_step
        raise NotPending(
            f"{code}：{course.procedure.name}（{course.procedure.code}）尚未结束，决定须以其为据；"
            + (f"下一步：{following.name}（{following.code}）" if following else "没有下一步")
        )
    if gate.spoken().person in item.heard_by:
        raise SamePerson(f"{code}：听证主持人不作决定，请由另一名工作人员决定")


def require_words(item: str, what: str, *words: str) -> None:
    """The law asks for words.  Raises `Unreasoned`."""
    if not words or not all(word.strip() for word in words):
        raise Unreasoned(f"{item}：须写明{what}，不得为空")


def require_choice(file: CaseFile) -> None:
    """A choice is open until it is made, or its day is over."""
    if file.choice.open is None:
        raise NotAsked(f"办件 {file.id} 没有待作的选择")


def require_bill(file: CaseFile) -> None:
    """Money is taken for a bill only; the payment system keeps what nobody asked for."""
    if accounts.bill(file) is None:
        raise NotAsked(f"办件 {file.id} 没有待缴的费用")


def require_paid(payment: Payment, *, now: datetime) -> None:
    """Money that comes in tomorrow is told tomorrow; clocks may differ a little."""
    if payment.paid_at > now + CLOCKS_DIFFER:
        fields = (WrongField(path="paid_at", says="该时刻尚未到来，请填实际缴费的时刻"),)
        raise failure(Returned(failure=names.INVALID_FORM, says="缴费时间有误", wrong_fields=fields))


def require_same_facts(item: ItemRecord, shown: tuple[Finding, ...]) -> None:
    """An officer's decision rests on what he was shown.  Raises the failure of a `FactsChanged`."""
    if new := item.doubts[len(shown) :]:
        rules = ", ".join(doubt.rule for doubt in new)
        says = f"{item.planned.code}：尚未作出决定，事实已有变化（{rules}），请核对后再决定"
        raise failure(Returned(failure=FactsChanged.__name__, says=says))


def require_turn(item: ItemRecord, *, grants: bool) -> None:
    """Places are given in the order of acceptance.  Raises the failure of an `OutOfTurn`."""
    for doubt in places.doubts(item.planned, item.place) if grants else ():
        says = f"{item.planned.code}：不能准予（{doubt.says}，{doubt.basis}）；{doubt.mend}"
        raise failure(Returned(failure=OutOfTurn.__name__, says=says))


def require_signed(amendment: Amendment) -> None:
    """Nobody moves a deadline without saying by which order, who, why, and which days."""
    if not all(map(str.strip, (amendment.number, amendment.by, amendment.reason))):
        raise Unreasoned("工作日调整须写明文号（`number`）、决定机关（`by`）和理由（`reason`）")
    if not (amendment.holidays or amendment.workdays or amendment.until):
        raise Unreasoned(f"{amendment.number} 没有改变任何一日，请写明 `holidays`、`workdays` 或者 `until`")


def failure(returned: Returned) -> ApplicationError:
    """What could not be read. A run that fails leaves the id of its submission free for a mended one."""
    return ApplicationError(
        returned.says,
        [field.model_dump() for field in returned.wrong_fields],
        type=returned.failure,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )


def decides(answer: Granted | Refused, item: ItemRecord, file: CaseFile, *, at_least: int) -> bool:
    """Whether a department's system does: enough officers, in turn, after its own procedures alone."""
    enough = TWO if item.planned.inspection else at_least
    others = any(not one.procedure.by_department for one in procedures.unfinished(item, file))
    out_of_turn = isinstance(answer, Granted) and not places.is_in_turn(item.place)
    return not (others or out_of_turn) and len({*answer.officers}) >= enough
