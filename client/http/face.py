"""The endpoints: those of a platform, of a department's officers, of supervisors, of the payment system."""

from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing
from http import HTTPStatus
from inspect import getdoc
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, FastAPI, Header, Request
from fastapi.security import HTTPBearer
from fastapi.sse import EventSourceResponse, ServerSentEvent

from ..errors import OneMatterError
from ..messages.cases.receipt import Receipt
from ..messages.cases.submission import MediaType, Paper, Submission
from ..messages.message import Message
from ..messages.officers.commands import TakeStep
from ..offices.cashier import Cashier
from ..offices.officer import Officer
from ..offices.sequels import Sequels
from ..offices.supervisor import Supervisor
from ..platform.case import Case
from ..platform.platform import Platform
from .callers import CallerBook
from .endpoints import Endpoint, Pdf
from .problems import FILES, Problem, ProblemApp

OF_A_PLATFORM: Final = (
    Endpoint("GET", "/one-matters", Platform.one_matters),
    Endpoint("POST", "/one-matters/{one_matter}/guide", Platform.guide),
    Endpoint("POST", "/one-matters/{one_matter}/prefill", Platform.prefill),
    Endpoint("POST", "/pre-review", Platform.pre_review),
    Endpoint("POST", "/authorisations", Platform.authorise),
    Endpoint("POST", "/drafts", Platform.save_draft),
    Endpoint("POST", "/drafts/search", Platform.drafts),
    Endpoint("POST", "/drafts/{id}/read", Platform.draft),
    Endpoint("POST", "/drafts/{id}/drop", Platform.drop_draft),
    Endpoint("POST", "/cases/search", Platform.cases),
    Endpoint("GET", "/cases/{case}/history", Platform.history),
    Endpoint("POST", "/offers/search", Platform.offers),
    Endpoint("POST", "/offers/confirm", Platform.confirm),
    Endpoint("POST", "/offers/decline", Platform.decline),
    Endpoint("POST", "/offers/reply", Platform.reply),
    Endpoint("POST", "/offers/opt-out", Platform.opt_out),
    Endpoint("POST", "/offers/opt-in", Platform.opt_in),
    Endpoint("GET", "/publicity/{policy}/{period}", Platform.publicity),
    Endpoint("POST", "/objections", Platform.object),
)
OF_A_CASE: Final = (
    Endpoint("GET", "/cases/{case}", Case.progress),
    Endpoint("GET", "/cases/{case}/deadlines", Case.explain),
    Endpoint("GET", "/cases/{case}/bundle", Case.bundle),
    Endpoint("GET", "/cases/{case}/receipt.pdf", Case.receipt_pdf, gives=Pdf),
    Endpoint("GET", "/cases/{case}/items/{item}/licence.pdf", Case.licence_pdf, gives=Pdf),
    Endpoint("GET", "/cases/{case}/items/{item}/credential", Case.licence_credential),
    Endpoint("POST", "/cases/{case}/supplement", Case.supplement),
    Endpoint("POST", "/cases/{case}/choose", Case.choose),
    Endpoint("POST", "/cases/{case}/ask-for", Case.ask_for),
    Endpoint("POST", "/cases/{case}/consent", Case.consent),
    Endpoint("POST", "/cases/{case}/withdraw", Case.withdraw),
    Endpoint("POST", "/cases/{case}/rate", Case.rate),
    Endpoint("POST", "/cases/{case}/renew", Case.renew),
    Endpoint("POST", "/cases/{case}/change", Case.change),
    Endpoint("GET", "/cases/{case}/renewals/{id}", Case.renewal),
    Endpoint("POST", "/cases/{case}/renewals/{id}/mend", Case.mend),
)
OF_AN_OFFICER: Final = (
    Endpoint("GET", "/desk/inbox", Officer.inbox_page),
    Endpoint("POST", "/desk/bulk/preview", Officer.preview_bulk, of="Officer"),
    Endpoint("POST", "/desk/bulk", Officer.carry_out_bulk, of="Officer"),
    Endpoint("GET", "/desk/bulk", Officer.bulk_orders, of="Officer"),
    Endpoint("POST", "/desk/cases/search", Officer.cases),
    Endpoint("GET", "/desk/{case}/{item}", Officer.show),
    Endpoint("GET", "/desk/{case}/{item}/papers/{code}", Officer.paper),
    Endpoint("GET", "/desk/{case}/{item}/bundle", Officer.bundle),
    Endpoint("POST", "/desk/{case}/{item}/grant", Officer.grant),
    Endpoint("POST", "/desk/{case}/{item}/refuse", Officer.refuse),
    Endpoint("POST", "/desk/{case}/{item}/ask", Officer.ask),
    Endpoint("POST", "/desk/{case}/{item}/suspend", Officer.suspend),
    Endpoint("POST", "/desk/{case}/{item}/resume", Officer.resume),
    Endpoint("POST", "/desk/{case}/{item}/begin", Officer.begin),
    Endpoint("POST", "/desk/{case}/{item}/take-step", Officer.take_step, more=TakeStep),
    Endpoint("POST", "/desk/{case}/{item}/extend", Officer.extend),
    Endpoint("POST", "/desk/{case}/{item}/approve-extension", Officer.approve_extension),
    Endpoint("POST", "/desk/{case}/{item}/reassign", Officer.reassign),
    Endpoint("POST", "/desk/{case}/{item}/return-to", Officer.return_to),
    Endpoint("POST", "/desk/{case}/{item}/serve", Officer.serve),
    Endpoint("POST", "/desk/{case}/{item}/party-consent", Officer.party_consent),
    Endpoint("POST", "/desk/{case}/{item}/review", Officer.review),
    Endpoint("POST", "/desk/{case}/{item}/answer-rating", Officer.answer_rating),
)
AFTER_A_DECISION: Final = (
    Endpoint("POST", "/sequels", Sequels.begin),
    Endpoint("GET", "/sequels/{id}", Sequels.show),
    Endpoint("POST", "/sequels/papers/{code}", Sequels.paper),
    Endpoint("POST", "/sequels/conclude", Sequels.conclude),
    Endpoint("POST", "/sequels/serve", Sequels.serve),
)
OF_A_SUPERVISOR: Final = (
    Endpoint("GET", "/supervision/stuck", Supervisor.stuck_page),
    Endpoint("GET", "/supervision/silent", Supervisor.silent),
    Endpoint("GET", "/supervision/departments", Supervisor.departments),
    Endpoint("GET", "/supervision/called", Supervisor.called),
    Endpoint("GET", "/supervision/rules", Supervisor.rules),
    Endpoint("GET", "/supervision/delays/{month}", Supervisor.delays),
    Endpoint("GET", "/supervision/figures/{month}", Supervisor.figures),
    Endpoint("POST", "/supervision/cases/search", Supervisor.cases),
    Endpoint("POST", "/supervision/history", Supervisor.history),
    Endpoint("POST", "/supervision/reminders", Supervisor.remind),
    Endpoint("POST", "/supervision/runs/retry", Supervisor.retry_run),
    Endpoint("POST", "/supervision/{case}/retry", Supervisor.retry),
    Endpoint("POST", "/supervision/{case}/amend-calendar", Supervisor.amend_calendar),
    Endpoint("POST", "/supervision/amend-calendars", Supervisor.amend_calendars),
    Endpoint("POST", "/supervision/bulk/preview", Supervisor.preview_bulk, of="Supervisor"),
    Endpoint("POST", "/supervision/bulk", Supervisor.carry_out_bulk, of="Supervisor"),
    Endpoint("GET", "/supervision/bulk", Supervisor.bulk_orders, of="Supervisor"),
    Endpoint("POST", "/supervision/replan", Supervisor.replan),
)
OF_THE_PAYMENT_SYSTEM: Final = (Endpoint("POST", "/cases/{case}/payments", Cashier.confirm),)


def face(callers: CallerBook) -> FastAPI:
    """All of it, described at `/openapi.json`."""
    app = ProblemApp("One-matter", dependencies=[Depends(HTTPBearer(auto_error=False))])
    _add_submission(app, callers)
    _add_uploads(app, callers)
    for on, endpoints in (
        (callers.platform, OF_A_PLATFORM),
        (callers.case, OF_A_CASE),
        (callers.officer, OF_AN_OFFICER),
        (callers.sequels, AFTER_A_DECISION),
        (callers.supervisor, OF_A_SUPERVISOR),
        (callers.cashier, OF_THE_PAYMENT_SYSTEM),
    ):
        for endpoint in endpoints:
            endpoint.add_to(app, on=on)
    _add_streams(app, callers)
    return app


def _add_submission(app: FastAPI, callers: CallerBook) -> None:
    @app.post("/cases", description=getdoc(Platform.submit), status_code=HTTPStatus.CREATED)
    async def submit(
        submission: Submission, platform: Annotated[Platform, Depends(callers.platform)]
    ) -> Receipt:
        return (await platform.submit(submission)).receipt


def _add_uploads(app: FastAPI, callers: CallerBook) -> None:
    @app.put(f"{FILES}{{case}}/{{code}}", description=getdoc(Platform.upload))
    async def upload(
        *,
        case: UUID,
        code: str,
        request: Request,
        platform: Annotated[Platform, Depends(callers.platform)],
        applicant: Annotated[str, Header(alias="Onematter-Applicant")],
        filename: str = "",
        content_type: Annotated[MediaType, Header()] = MediaType.PDF,
    ) -> Paper:
        content = await request.body()
        return await platform.upload(
            content,
            code=code,
            applicant=applicant,
            case=case,
            filename=filename,
            media_type=content_type,
        )


def _add_streams(app: FastAPI, callers: CallerBook) -> None:
    path = "/cases/{case}/watch"

    @app.get(path, description=getdoc(Case.watch), response_class=EventSourceResponse)
    async def watch(filed: Annotated[Case, Depends(callers.case)]) -> AsyncIterable[ServerSentEvent]:
        async for event in _told(filed.watch()):
            yield event

    @app.get("/events", description=getdoc(Platform.events), response_class=EventSourceResponse)
    async def events(
        platform: Annotated[Platform, Depends(callers.platform)],
        last: Annotated[int, Header(alias="Last-Event-ID", ge=0)] = 0,
    ) -> AsyncIterable[ServerSentEvent]:
        async for event in _told(platform.events(after=last)):
            yield event


async def _told(messages: AsyncGenerator[Message]) -> AsyncGenerator[ServerSentEvent]:
    """Each by its name, with its position if it has one; last of all what went wrong."""
    try:
        async with aclosing(messages):
            async for message in messages:
                position = getattr(message, "position", None)
                yield ServerSentEvent(
                    event=type(message).__name__, data=message, id=position and str(position)
                )
    except OneMatterError as error:
        yield ServerSentEvent(event="Problem", data=Problem.of(error))
