"""Acts upon many cases at once."""

from typing import Annotated
from uuid import uuid4

from cyclopts import Parameter
from rich.console import Group

from ...messages.lists.reminder import Reminder
from ...messages.message import Nothing
from ..tables import lists as tables
from ..terminal import HERE, CaseId, CommandId, Connection, department_names, repeatable
from .wanted import EVERYTHING, Wanted


def _is_said(_: object, reason: str) -> None:
    if not reason.strip():
        raise ValueError("say why, in words that departments read")


async def remind(
    *,
    wanted: Wanted = EVERYTHING,
    reason: Annotated[str, Parameter(validator=_is_said)],
    yes: bool = False,
    order: CommandId = None,
    at: Connection = HERE,
) -> int:
    """Remind departments of all open items that are found; without --yes, only show them.

    :param reason: what they are told
    :param yes: do it
    """
    supervisor = await at.supervisor()
    if not yes:
        page = await supervisor.cases(wanted.search())
        says = f"共 {page.total} 件，尚未催办；加 --yes 后由系统逐件告知部门并登记"
        return at.show(page, Group(tables.cases(page, await department_names(supervisor)).table(), says))
    order = order or uuid4()
    with repeatable("--order", order):
        done = await supervisor.remind(Reminder(id=order, search=wanted.search(), reason=reason))
    return at.show(done, f"已就 {done.cases} 件的 {done.items} 个事项催办：{'、'.join(done.departments)}")


async def retry(case: CaseId, /, *, at: Connection = HERE) -> int:
    """Have what has failed of a case tried again at once, once the fault is mended."""
    await (await at.supervisor()).retry(case)
    return at.show(Nothing(), f"{case}：已立即重试")
