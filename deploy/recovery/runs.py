"""The server is older than the ledger: what the ledger has not finished gets its runs again."""

from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from typing import Final
from uuid import UUID

from temporalio.api.history.v1 import WorkflowExecutionStartedEventAttributes
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.errors import Erased
from activities.grants import grant_state
from activities.ledger import Ledger, unfinished
from activities.ledger.cases import cases
from client import names
from client.messages.cases.submission import Submission
from client.messages.grants.offers import GrantFile
from client.transport.reading import is_taken
from client.trust.said import Said, claimed
from deploy.recovery.report import Reconciled

PAGE: Final = 500
"""Cases that are looked up at once."""

ENDED_BY_HAND: Final = (
    WorkflowExecutionStatus.TERMINATED,
    WorkflowExecutionStatus.CANCELED,
    WorkflowExecutionStatus.TIMED_OUT,
)

HOW: Final = "恢复它的命令见 onematter ops stuck"


class Runs:
    """Those that a namespace should have. `seal` makes an opaque stand-in for the reference of a grant."""

    def __init__(self, ledger: Ledger, client: Client, seal: Callable[[str], str], into: Reconciled) -> None:
        self._ledger = ledger
        self._client = client
        self._seal = seal
        self._report = into

    async def begin_again(self) -> None:
        """Whatever has its run already is left alone, so a second call does nothing."""
        with self._ledger.reading() as books:
            open_cases, grants = unfinished.cases(books), unfinished.grants(books)
            campaigns, sequels = unfinished.campaigns(books), unfinished.sequels(books)
        for case in open_cases:
            await self.see_to_case(case)
        await self._end_what_is_closed()
        for reference in grants:
            await self.see_to_grant(reference)
        for campaign in campaigns:
            if await self._status(names.campaign_id(campaign.id)) is None:
                self._report.leave(
                    f"{campaign.prepared_by} 的批次 {campaign.id} 已丢失，已支付的在台账上；"
                    f"请重新准备并放行：onematter campaign prepare {campaign.policy} "
                    f"--period {campaign.period} --id {campaign.id} --by {campaign.prepared_by}"
                )
        for sequel in sequels:
            if await self._status(names.sequel_id(sequel)) is None:
                self._report.leave(f"决定后程序 {sequel} 已丢失；请其部门以同一标识重新启动")

    async def see_to_case(self, case: UUID) -> None:
        """Unless its run does; one that is lost, or that a stranger has made fail, goes on from the file."""
        run = await self._described(names.case_id(case))
        if run is None or run.status is WorkflowExecutionStatus.FAILED or _is_over_elsewhere(run):
            await self._revive(case)
        elif run.status in ENDED_BY_HAND:
            self._report.leave(f"案件 {case} 在台账上仍在办理，其流程已被人工终止；{HOW}")
        elif not is_taken(run):
            self._report.leave(f"案件 {case} 在台账上仍在办理，其流程标识已被他人占用；{HOW}")

    async def _revive(self, case: UUID) -> None:
        try:
            with self._ledger.reading() as books:
                kept = cases.submission(books, case)
        except Erased:
            kept = None
        if kept is None:
            self._report.leave(f"案件 {case} 已丢失，台账上没有其申请；请其平台重新提交，原编号不变")
            return
        submission, claims = Submission.model_validate_json(kept.raw), claimed(kept.word)
        reply = claims.reply if claims else ""
        await self._start(case, Said(submission, kept.raw, kept.word, reply) if kept.word else submission)
        self._report.note("按台账重新开始的案件", str(case))

    async def _end_what_is_closed(self) -> None:
        """A run that was put back to before its end begins anew, and ends at once as is on file."""
        async for page in self._running():
            with self._ledger.reading() as books:
                closed = unfinished.closed(books, page)
            for case in closed:
                await self._end(case)

    async def _end(self, case: UUID) -> None:
        handle = self._client.get_workflow_handle(names.case_id(case))
        try:
            filed = await self._filed(case)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            self._report.leave(
                f"案件 {case} 仍在办理，而台账记载其已办结；服务器已不记得它如何开始：请终止其流程"
            )
            return
        await handle.terminate("the ledger knows its end")
        await self._start(case, filed)
        self._report.note("按台账办结的案件", str(case))

    async def _running(self) -> AsyncGenerator[list[UUID]]:
        page: list[UUID] = []
        query = f"WorkflowType = '{names.CASE}' AND ExecutionStatus = 'Running'"
        async for run in self._client.list_workflows(query):
            page.append(UUID(run.id.partition("/")[2]))
            if len(page) == PAGE:
                yield page
                page = []
        yield page

    async def _filed(self, case: UUID) -> Said[Submission] | Submission:
        """What the first of its runs was started with.  Raises `RPCError` where that is forgotten."""
        first = (await self._started(case)).first_execution_run_id
        payloads = (await self._started(case, run=first)).input.payloads
        decoded = await self._client.data_converter.decode(payloads, [Submission])
        filed: Said[Submission] | Submission = decoded[0]
        return filed

    async def _started(
        self, case: UUID, *, run: str | None = None
    ) -> WorkflowExecutionStartedEventAttributes:
        handle = self._client.get_workflow_handle(names.case_id(case), run_id=run)
        async for event in handle.fetch_history_events(page_size=1):
            return event.workflow_execution_started_event_attributes
        raise AssertionError("every history begins with its start")

    async def _start(self, case: UUID, filed: Said[Submission] | Submission) -> None:
        submission = filed.says if isinstance(filed, Said) else filed
        await self._client.start_workflow(
            names.CASE,
            filed,
            id=names.case_id(case),
            task_queue=names.QUEUE,
            static_summary=f"{submission.one_matter} · {submission.region}",
        )

    async def see_to_grant(self, reference: str) -> None:
        """Unless its run does: it looks at the books before it pays."""
        with self._ledger.reading() as books:
            standing = grant_state.of(books, reference)
        run = names.grant_id(self._seal(reference))
        with suppress(WorkflowAlreadyStartedError):
            await self._client.start_workflow(
                names.ONE_GRANT,
                GrantFile(reference=reference, standing=standing),
                id=run,
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            )
            self._report.note("重新跟进的待遇", run)

    async def _status(self, run: str) -> WorkflowExecutionStatus | None:
        described = await self._described(run)
        return described.status if described else None

    async def _described(self, run: str) -> WorkflowExecution | None:
        """The last one of this id; none, if the server knows no such run."""
        try:
            return await self._client.get_workflow_handle(run).describe()
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
        return None


def _is_over_elsewhere(run: WorkflowExecution) -> bool:
    """Whether somebody has had another program end under the id of a case."""
    return run.status is WorkflowExecutionStatus.COMPLETED and run.workflow_type != names.CASE
