"""A case at rest, as it is kept for lists."""

from __future__ import annotations

from activities.cases.arrivals import Received
from activities.lists.rest import Rest, RestKept
from client.messages.cases.progress import Outcome, Stage
from client.messages.lists.case_line import CaseLine, Hold, ItemLine
from matters.plan.plan import Source
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.rest import carried, holds

SPARED = (Source.EARLIER_ITEM, Source.LICENCE_LIBRARY)
"""Where papers come from that nobody has to bring."""


def rest(file: CaseFile, outcome: Outcome | None = None) -> Rest:
    """The case as it stands, or as it has ended, with whatever of the ball is not on file for good."""
    rests = file.rests
    rests.version += 1
    held = rests.holds[rests.kept - rests.dropped :]
    held = [_over(hold, outcome) if outcome else holds.as_now(hold, file) for hold in held]
    return Rest(
        line=_line(file, outcome),
        version=rests.version,
        holds=tuple(held),
        first=rests.kept,
        calendar=file.plan.calendar,
        state=carried.whole(file, outcome),
        heard=tuple(file.heard),
        first_heard=rests.heard,
    )


def _over(hold: Hold, outcome: Outcome) -> Hold:
    return hold if hold.until else hold.model_copy(update={"until": outcome.closed_at})


def note_kept(file: CaseFile, rest: Rest, kept: RestKept | None) -> None:
    """What is over of that is not sent again, nor carried on."""
    rests, words = file.rests, kept.heard if kept else 0
    open_ones = (number for number, hold in enumerate(rest.holds) if hold.until is None)
    rests.kept = rest.first + next(open_ones, len(rest.holds))
    del rests.holds[: rests.kept - rests.dropped]
    del file.heard[:words]
    rests.dropped, rests.heard = rests.kept, rests.heard + words


def _line(file: CaseFile, outcome: Outcome | None) -> CaseLine:
    submission, plan = file.submission, file.plan
    due = file.clock.due(plan.calendar)
    return CaseLine(
        case=file.id,
        one_matter=plan.one_matter,
        edition=plan.edition,
        platform=file.filed_by,
        region=submission.region,
        channel=submission.channel,
        number=file.reception.receipt.acceptance_number if isinstance(file.reception, Received) else "",
        stage=Stage.CLOSED if outcome else file.stage,
        outcome=outcome and outcome.kind,
        colour=file.colour,
        received_at=file.received_at,
        closed_at=outcome and outcome.closed_at,
        due_on=due and due.on,
        holders=() if outcome else tuple(dict.fromkeys(one[0] for one in holds.having(file))),
        corrections=len(file.correction.notices),
        spared=sum(paper.source in SPARED for item in plan.items for paper in item.papers),
        items=tuple(_item(item, file) for item in file.items.values()),
    )


def _item(item: ItemRecord, file: CaseFile) -> ItemLine:
    due = item.clock.due(file.calendar_of(item)) if item.clock else item.planned.due
    return ItemLine(
        code=item.planned.code,
        name=item.planned.name,
        department=item.department,
        number=file.numbers[item.planned.code],
        state=item.state,
        colour=item.colour,
        officer=item.holder(file.today),
        lodged_at=item.lodged_at,
        decided_at=item.decided_at,
        due_on=due and due.on,
        automatic=item.granted_by_rules,
        rounds=item.round,
    )
