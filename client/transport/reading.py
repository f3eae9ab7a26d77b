"""Looking something up in the lists: a signed question to a run that stands by; nothing of it is stored."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from temporalio.client import Client, WorkflowExecution, WorkflowQueryFailedError
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from .. import names
from ..errors import CaseNotFound, NoAnswer, NotAllowed, OneMatterError
from ..messages.enquiries.catalogue import Catalogue
from ..messages.lists.search import ClosedCaseQuestion
from ..messages.message import Message, Nothing
from ..messages.officers.docket import InboxPage, InboxSearch, Task
from ..trust.identity import Identity
from .engine_line import EngineLine, ToldT
from .failures import translated
from .repeats import until_somebody_answers

BEGUN: Final = 2
"""Events: that it was started, and that its first task waits for a worker; with a delay it has but one."""

LONGEST: Final = timedelta(seconds=2)
"""That the server is asked about a run: whoever wants to know has waited in vain already."""


async def look_up(
    line: EngineLine, question: str, answer: type[ToldT], asked: Message, *, by: Identity, of: str = ""
) -> ToldT:
    """What the lists say, also of somebody who must be signed in here.

    Raises `NotProven`, `NotAllowed`, and what `EngineLine.patiently` does.
    """
    async with line.patiently(question):
        try:
            return await line.look(names.LISTS, question, answer, by=by, about=asked, of=of)
        except RPCError as error:
            if not _is_gone(error):
                raise
        # Nobody has looked anything up here before, or the server has forgotten it.
        await line.client.start_workflow(
            names.LISTS,
            id=names.LISTS,
            task_queue=names.QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        return await line.look(names.LISTS, question, answer, by=by, about=asked, of=of)


async def told_at_last(line: EngineLine, about: str, call: Callable[[], Awaitable[ToldT]]) -> ToldT:
    """What the server says, however long that takes, and however long it is away meanwhile."""

    async def once() -> ToldT:
        with line.however_long(about):
            return await call()

    return await until_somebody_answers(about, once)


async def look_at(
    line: EngineLine,
    case: UUID,
    question: str,
    answer: type[ToldT],
    *,
    by: Identity,
    item: str | None = None,
    of: str = "",
) -> ToldT:
    """Ask a case how it stands, or one of its items; `of` somebody who must be signed in here.

    Where the server has long forgotten its run, or the code of today does otherwise than its history says,
    what is on file answers; also where somebody has begun it again, who may not, and whose run is nobody's,
    or answers nobody. Raises as `look_up`, and `CaseNotFound`.
    """
    unanswered: WorkflowQueryFailedError | OneMatterError | None = None
    run, about = names.case_id(case), Nothing() if item is None else item
    try:
        async with line.patiently(f"case {case}"):
            try:
                return await line.look(run, question, answer, by=by, about=about, of=of)
            except (WorkflowQueryFailedError, NotAllowed, CaseNotFound) as error:
                unanswered = error
            except RPCError as error:
                if not _is_gone(error):
                    raise
    except NoAnswer as silent:
        if await _is_own(line.client, run):
            raise
        unanswered = silent
    try:
        return await look_up_closed(line, case, question, answer, by=by, item=item or "", of=of)
    except (CaseNotFound, NotAllowed) as untold:
        if isinstance(unanswered, OneMatterError):  # what its own run says is about the case
            raise unanswered from None
        if unanswered is None or isinstance(untold, NotAllowed):
            raise
    with translated(f"case {case}"):
        raise unanswered


async def look_up_closed(
    line: EngineLine,
    case: UUID,
    question: str,
    answer: type[ToldT],
    *,
    by: Identity,
    item: str = "",
    of: str = "",
) -> ToldT:
    """What the run of a case would answer that the server has forgotten, or lost.  Raises `CaseNotFound`."""
    asked = ClosedCaseQuestion(case=case, question=question, item=item)
    return await look_up(line, names.CLOSED_CASE, answer, asked, by=by, of=of)


async def _is_own(client: Client, run: str) -> bool:
    """Whether workers of the engine are asked for it; also where the server does not say."""
    try:
        return is_taken(await client.get_workflow_handle(run).describe(rpc_timeout=LONGEST))
    except RPCError:
        return True


def is_taken(run: WorkflowExecution) -> bool:
    """Whether the run of a case is one that workers of the engine take, now and not on some later day."""
    is_ours = (run.workflow_type, run.task_queue) == (names.CASE, names.QUEUE)
    return is_ours and run.history_length >= BEGUN


def _is_gone(error: RPCError) -> bool:
    """Whether the server has no such run."""
    return error.status is RPCStatusCode.NOT_FOUND


async def all_tasks(
    line: EngineLine, question: str, wanted: InboxSearch, *, by: Identity
) -> tuple[Task, ...]:
    """Every page, one after the other."""
    page = await look_up(line, question, InboxPage, wanted, by=by)
    shown = [*page.tasks]
    while page.next:
        wanted = wanted.model_copy(update={"after": page.next})
        page = await look_up(line, question, InboxPage, wanted, by=by)
        shown += page.tasks
    return tuple(shown)


async def policy_name(line: EngineLine, policy: str, *, by: Identity) -> str:
    """What people call it; its code, where an engine of before does not tell, or knows none such."""
    catalogue = await line.ask(names.CATALOGUE, Catalogue, by=by if line.is_outside else None)
    return catalogue.policies.get(policy, policy)
