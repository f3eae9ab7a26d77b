"""What operators read of what becomes of a decision: how far it is, whom it waits for. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from activities.cases.sequels.openings import SequelOpened
from client import names
from client.labels import HOLDERS, SEQUEL_STATES, SEQUEL_WORDS
from client.messages.cases.sequel import SequelState
from client.messages.lists.case_line import Holder
from workflows import markdown
from workflows.cases.sequels.sequel_file import SequelFile
from workflows.troubles import Troubles

Ball = tuple[str, str, date | None, date | None]
"""Who has it, what he is to do, since when, and until when."""

APPLICANT: Final = HOLDERS[Holder.APPLICANT]


def page(file: SequelFile, troubles: Troubles) -> str:
    """The whole page, once the ledger has opened it."""
    if not isinstance(file.opened, SequelOpened):
        return ""
    overdue = "，已逾期" if file.overdue else ""
    rows = ((who, what, markdown.day(since), markdown.day(until)) for who, what, since, until in _balls(file))
    return markdown.page(
        f"## {file.law.name} · {SEQUEL_STATES[file.state]}{overdue}",
        f"{file.law.item.name}，{file.department_called(file.order.item)}，"
        f"登记 {markdown.day(file.begun_on)}，原案件 `{names.case_id(file.order.case)}`",
        markdown.section("现在等谁", markdown.table(("等谁", "做什么", "自", "至"), rows)),
        markdown.section("技术故障", markdown.bullets(troubles.faults(names.sequel_id(file.id)))),
    )


def _balls(file: SequelFile) -> Iterator[Ball]:
    department, since = file.department_called(file.order.item), file.accepted_on or file.begun_on
    match file.state:
        case SequelState.RECEIVED if file.proposal:
            yield department, _decides(file), file.begun_on, file.ask_by
        case SequelState.RECEIVED:
            yield department, "受理或者一次性告知补正", file.begun_on, file.ask_by
        case SequelState.MENDING:
            yield APPLICANT, "补正", file.day_of(file.asked_key), file.answer_by
        case SequelState.KEPT:
            yield "原案件", "办结该事项，随即执行", file.begun_on, file.due_on
        case SequelState.BEGUN | SequelState.ANEW:
            if (last := file.heard_until) and file.today <= last:
                yield APPLICANT, "可以陈述、申辩", file.day_of(file.heard_key), last
            yield department, _decides(file), file.decided_on or since, file.due_on
        case _ if not file.is_served:
            yield department, "送达决定", file.decided_on, None
        case _:
            return


def _decides(file: SequelFile) -> str:
    if file.proposal:
        return f"另一人确认：{SEQUEL_WORDS[file.proposal.says.word]}"
    return "重新作出决定" if file.state is SequelState.ANEW else "作出决定"
