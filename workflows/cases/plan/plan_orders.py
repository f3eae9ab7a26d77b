"""A case is planned anew by order, for its definition was changed in place: four eyes, and on record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from temporalio import workflow

from activities.cases.arrivals import Mending, Received, Returned
from activities.cases.notices import Addressee, NoticeKind
from activities.cases.plan.plan_office import PlanOffice, PlanWaits, Redrawing
from client.errors import InvalidOrder
from client.messages.cases.plan_order import PlanChange, PlanOrder, PlanOrdered
from client.messages.cases.progress import State
from matters.plan.plan import PlannedItem
from workflows import calls
from workflows.cases.admissibility import failure, require_received, require_undecided, require_words
from workflows.cases.joint_handling import JointHandling, as_told
from workflows.cases.records.case_file import CaseFile
from workflows.trust import gate


def require(order: PlanOrder, file: CaseFile) -> None:
    """Raises `InvalidOrder`, `TooLate`, `Unreasoned`."""
    require_received(file)
    if _change_by(order, file):
        return
    require_undecided(file)
    require_words(order.one_matter, "决定机关（`by`）和理由（`reason`）", order.by, order.reason)
    plan = file.plan
    if (order.one_matter, order.edition) != (plan.one_matter, plan.edition):
        says = f"办件 {file.id} 按 {plan.one_matter} {plan.edition} 办理"
        raise InvalidOrder(f"{order.number}：{says}")


async def carry_out(order: PlanOrder, handling: JointHandling) -> PlanOrdered:
    """Once, in its turn with what the applicant mends.  Raises the failure of a form that cannot be read."""
    evidence, file = gate.spoken().evidence, handling.file
    async with file.mending:
        if done := _change_by(order, file):
            return PlanOrdered(change=done)
        require_undecided(file)
        redrawing = Redrawing(order=order, evidence=evidence, mending=_unmended(file))
        drawn = await calls.own(PlanOffice.redraw, redrawing, summary="按令调整办理方案")
        if isinstance(drawn, Returned):
            raise failure(drawn)
        if isinstance(drawn, PlanWaits):
            return PlanOrdered(waits=True)
        return PlanOrdered(change=_follow(order, drawn, handling))


def _change_by(order: PlanOrder, file: CaseFile) -> PlanChange | None:
    return next((one for one in file.replanned if one.order.number == order.number), None)


def _unmended(file: CaseFile) -> Mending:
    """As it stands: nothing is mended."""
    return Mending(
        submission=file.submission,
        uploaded=dict(file.sha256),
        numbers=file.numbers,
        plan_number=file.plan.number + 1,
        received_at=file.received_at,
        at=workflow.now(),
        accepted_on=file.clock.accepted_on(file.plan.calendar) or file.today,
        insisted=file.correction.insisted,
    )


def _follow(order: PlanOrder, received: Received, handling: JointHandling) -> PlanChange:
    file, because = handling.file, f"按{order.number}调整办理方案"
    before, file.reception = _departments(file), received
    if file.items:
        handling.follow(received, partial(_adopt, handling, because=because), because=because)
    else:  # it is not accepted yet: what is to become of it, the plan alone knows
        file.plan = received.plan.model_copy(update={"calendar": file.plan.calendar})
    now = _departments(file)
    change = PlanChange(
        order=order,
        at=workflow.now(),
        plan=file.plan.number,
        joined=tuple(code for code in now if code not in before),
        dropped=tuple(code for code in before if code not in now),
        moved=tuple(code for code in now if before.get(code, now[code]) != now[code]),
    )
    file.replanned = (*file.replanned, change)
    file.tell(Addressee.APPLICANT, NoticeKind.REPLANNED, _says(change, file))
    return change


def _adopt(handling: JointHandling, planned: PlannedItem, *, because: str) -> None:
    """What is decided stays as it was; what is at work keeps its limits, unless others have it now."""
    item = handling.file.items.get(planned.code)
    if item is None or not item.started or State.NOT_REQUIRED in {item.state, item.end}:
        handling.adopt_item(planned)
    elif not (item.settled or item.decision):
        kept = _as_begun(as_told(planned, item.planned), item.planned)
        if planned.department == item.planned.department:
            handling.change(item, kept, because=because)
        else:
            item.moves_to = kept
            item.drop(State.NOT_REQUIRED, because=f"{because}，改由{planned.department_name}办理")


def _as_begun(planned: PlannedItem, before: PlannedItem) -> PlannedItem:
    """What has begun keeps its limits and its fee, and waits for nothing that is new."""
    after = tuple(code for code in planned.after if code in before.after)
    return planned.model_copy(update={"clock": before.clock, "fee": before.fee, "after": after})


def _departments(file: CaseFile) -> dict[str, str]:
    """Who has what is not gone, or is going to have it."""
    return {
        code: (item.moves_to or item.planned).department
        for code, item in file.items.items()
        if item.moves_to or State.NOT_REQUIRED not in {item.state, item.end}
    }


def _says(change: PlanChange, file: CaseFile) -> str:
    order = change.order
    return "；".join(
        (
            f"办理方案按{order.number}调整，由{order.by}决定，理由：{order.reason}",
            *_named("新增", change.joined, file),
            *_named("不再需要", change.dropped, file),
            *_named("改由其他部门办理", change.moved, file),
            "已有决定的事项不变，正在办理的事项期限继续计算",
        )
    )


def _named(what: str, codes: tuple[str, ...], file: CaseFile) -> Iterator[str]:
    if codes:
        yield f"{what}：{'、'.join(file.items[code].planned.name for code in codes)}"
