"""The HTTP face: a platform, an officer and the payment system get along with nothing but HTTP."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4
from zipfile import ZipFile

import httpx
import pytest
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import HttpUrl

from activities.stand_ins.behaviour import Reviewing
from client import Draft, Progress, Stage, State, Submission
from client.http.callers import SIGN_IN, CallerBook
from client.http.endpoints import COMMAND
from client.http.face import face
from client.http.problems import MEDIA_TYPE
from client.http.server import server
from client.http.settings import CallerEntry, HttpSettings, ServerCertificate, TokenIssuer
from client.trust.actor import Role
from tests.http.callers import AUDIENCE, ISSUER, Authority, Issuer
from tests.support.cases.scanner import HAS_CHINESE
from tests.support.cases.submissions import ELSEWHERE, MARRIED, SMALL_SHOP, paper, submission
from tests.support.parts import KEYS, LAYOUT, Parts
from tests.support.speakers import identity_of, outside, sign_ins_at
from tests.support.states import DEPARTMENTS, FOOD, SIGN, WAYS, arrive, on_one_ledger, state_of

PORTAL: Final = "portal"
CASHIER: Final = "cashier"
HEAD: Final = "head"
SUPERVISOR: Final = "supervisor"
SUBJECTS: Final = (PORTAL, CASHIER, HEAD, SUPERVISOR, "stranger")


@dataclass(frozen=True)
class AtWork:
    """A face at an address, with those who call it."""

    issuer: Issuer
    portal: httpx.AsyncClient
    officer: httpx.AsyncClient

    def by(self, subject: str, **claims: Any) -> dict[str, str]:
        """The header of whoever has a token."""
        return {"Authorization": f"Bearer {self.issuer.token(subject, **claims)}"}


@pytest.fixture
async def at(parts: Parts, tmp_path: Path) -> AsyncGenerator[AtWork]:
    """The portal and the payment system have tokens, an officer a certificate."""
    issuer, authority = Issuer(), Authority(tmp_path)
    own, officer = authority.certificate("face"), authority.certificate("officer")
    for name, identity in (
        (PORTAL, identity_of(Role.PLATFORM)),
        (CASHIER, identity_of(Role.CASHIER)),
        (HEAD, identity_of(Role.HEAD, department=DEPARTMENTS[FOOD])),
        (SUPERVISOR, identity_of(Role.SUPERVISOR)),
        ("officer-1", identity_of(Role.OFFICER, actor="officer-1", department=DEPARTMENTS[FOOD])),
        ("stranger", identity_of(Role.PLATFORM, actor="stranger")),
    ):
        identity.save(tmp_path / name)
    engine = await outside(parts)
    async with issuer.giving_keys() as keys:
        settings = HttpSettings(
            listen="127.0.0.1:0",
            tokens=TokenIssuer(issuer=ISSUER, audience=AUDIENCE, keys=HttpUrl(keys)),
            tls=ServerCertificate(certificate=own.file, key=own.key, authorities=authority.file),
            callers=(
                *(CallerEntry(subject=one, identity=tmp_path / one) for one in SUBJECTS),
                CallerEntry(certificate=officer.fingerprint, identity=tmp_path / "officer-1"),
            ),
        )
        async with (
            _served(face(CallerBook(settings, engine, KEYS.public)), settings) as url,
            httpx.AsyncClient(base_url=url, verify=authority.trusted(), timeout=30) as portal,
            httpx.AsyncClient(base_url=url, verify=authority.trusted(officer), timeout=30) as desk,
        ):
            found = AtWork(issuer, portal, desk)
            portal.headers.update(found.by(PORTAL))
            yield found


@asynccontextmanager
async def _served(app: FastAPI, settings: HttpSettings) -> AsyncGenerator[str]:
    running = server(app, settings)
    serving = asyncio.create_task(running.serve())
    while not running.started:
        assert not serving.done(), serving
        await asyncio.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"https://localhost:{port}"
    finally:
        running.should_exit = True
        await serving


async def test_it_ends_while_somebody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """What he follows has no end of its own."""
    monkeypatch.setattr("client.http.server.SECONDS", 0)
    app, settings = FastAPI(), HttpSettings(listen="127.0.0.1:0", callers=())

    @app.get("/events", response_class=EventSourceResponse)
    async def events() -> AsyncIterable[ServerSentEvent]:
        yield ServerSentEvent(data="1")
        await asyncio.Event().wait()

    async with asyncio.timeout(20), AsyncExitStack() as open_till_then:
        client = await open_till_then.enter_async_context(httpx.AsyncClient())
        async with _served(app, settings) as url:
            stream = client.stream("GET", f"{url.replace('https', 'http')}/events")
            assert (await open_till_then.enter_async_context(stream)).is_success


async def filed(at: AtWork, told: Submission) -> dict[str, Any]:
    """The receipt."""
    answer = await at.portal.post("/cases", json=told.model_dump(mode="json"))
    assert answer.status_code == httpx.codes.CREATED, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


async def told_by(at: AtWork, path: str) -> AsyncGenerator[str]:
    """What a stream says, one server-sent event after the other."""
    async with at.portal.stream("GET", path) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                yield line.removeprefix("data: ")


async def watched(at: AtWork, case: UUID) -> AsyncGenerator[Progress]:
    """As it comes; whoever has seen enough closes it, and with it the connection."""
    async with aclosing(told_by(at, f"/cases/{case}/watch")) as events:
        async for event in events:
            yield Progress.model_validate_json(event)


async def until(at: AtWork, case: UUID, item: str, state: State) -> None:
    async with aclosing(watched(at, case)) as told:
        async for progress in told:
            if state_of(progress, item) is state:
                return
    raise AssertionError(f"{item} never was {state}")


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Its status, and the SDK's name of it."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["detail"]
    return answer.status_code, told["type"].removeprefix("urn:one-matter:")


@on_one_ledger
async def test_a_birth_is_followed_to_its_grant(at: AtWork) -> None:
    """Submitted once, and told after every change; the feed of all cases has it, too."""
    told = submission(MARRIED)
    receipt = await filed(at, told)
    seen = [progress async for progress in watched(at, told.id)]
    assert (seen[0].acceptance_number, seen[-1].stage) == (receipt["acceptance_number"], Stage.CLOSED)
    assert {item.state for item in seen[-1].items} == {State.GRANTED}
    async with aclosing(told_by(at, "/events")) as feed:
        async for event in feed:
            if json.loads(event)["case"] == str(told.id):
                return
    raise AssertionError("the feed has ended without it")


@on_one_ledger
async def test_what_goes_wrong_is_told_in_the_words_of_the_sdk(at: AtWork) -> None:
    """A caller who is not known, a case that is another's, a form that cannot be read."""
    told = submission(MARRIED)
    await filed(at, told)
    path, get = f"/cases/{told.id}", at.portal.get
    for wrong in (
        {"Authorization": ""},
        {"Authorization": f"Bearer {Issuer().token(PORTAL)}"},
        at.by(PORTAL, audience="another"),
        at.by(PORTAL, life=-1),
        at.by("nobody"),
    ):
        assert problem(await get(path, headers=wrong)) == (401, "NotProven")
    assert problem(await get(path, headers=at.by("stranger"))) == (403, "NotAllowed")
    assert problem(await get(f"{path}/watch", headers=at.by("stranger"))) == (403, "NotAllowed")
    assert problem(await get("/desk/inbox")) == (403, "NotAllowed")
    assert problem(await get(f"/cases/{uuid4()}")) == (404, "CaseNotFound")
    assert problem(await get("/nowhere")) == (404, "about:blank")
    bad = json.loads(told.model_dump_json()) | {"region": "here", "channel": "pigeon"}
    answer = await at.portal.post("/cases", json=bad)
    assert problem(answer) == (422, "InvalidForm")
    assert [field["path"] for field in answer.json()["wrong_fields"]] == ["region", "channel"]
    assert told.applicant.identity_number not in answer.text


@on_one_ledger
async def test_an_officer_s_desk(parts: Parts, at: AtWork) -> None:
    """With a certificate: an item is looked at, a correction asked for, then a grant proposed, once."""
    told = submission(SMALL_SHOP)
    parts.behave(told.id, FOOD, Reviewing())
    await filed(at, told)
    await until(at, told.id, FOOD, State.IN_REVIEW)
    sheet = (await at.officer.get(f"/desk/{told.id}/{FOOD}")).json()
    assert (sheet["progress"]["code"], sheet["request"]["department"]) == (FOOD, DEPARTMENTS[FOOD])
    asked = await at.officer.post(
        f"/desk/{told.id}/{FOOD}/ask", json={"points": [LAYOUT.model_dump(mode="json")]}
    )
    assert asked.json()["state"] == State.CORRECTION
    mended = {"papers": [paper("layout-plan").model_dump(mode="json")]}
    answer = await at.portal.post(f"/cases/{told.id}/supplement", json=mended)
    assert answer.json()["accepted"]
    await until(at, told.id, FOOD, State.IN_REVIEW)
    key = {COMMAND: str(uuid4())}
    for _ in range(2):
        granted = await at.officer.post(f"/desk/{told.id}/{FOOD}/grant", headers=key)
        assert granted.is_success, granted.text
    sheet = (await at.officer.get(f"/desk/{told.id}/{FOOD}")).json()
    assert sheet["proposed_by"] == ["officer-1"]
    assert problem(await at.officer.post(f"/desk/{told.id}/{FOOD}/grant")) == (403, "SamePerson")
    await parts.end(told.id)


@on_one_ledger
async def test_the_payment_system(parts: Parts, at: AtWork) -> None:
    """It confirms what has come in; the same key with another sum is refused."""
    case = await arrive(parts, WAYS["payment"])
    bill = (await at.portal.get(f"/cases/{case.id}")).json()["bill"]
    paid = {"key": str(uuid4()), "fen": bill["due"], "paid_at": datetime.now(UTC).isoformat()}
    path, by = f"/cases/{case.id}/payments", at.by(CASHIER)
    assert (await at.portal.post(path, json=paid, headers=by)).status_code == httpx.codes.NO_CONTENT
    other = paid | {"fen": 1}
    assert problem(await at.portal.post(path, json=other, headers=by)) == (409, "DifferentPayment")
    await until(at, case.id, SIGN, State.GRANTED)


@on_one_ledger
async def test_before_it_is_filed(at: AtWork) -> None:
    """Guided, prefilled and kept as a draft for whoever is signed in; then filed from it, and evidence."""
    told = submission(ELSEWHERE)
    who, post = told.applicant.identity_number, at.portal.post
    guided = await post(f"/one-matters/{told.one_matter}/guide", json={"answers": {}})
    assert guided.json()["questions"]
    asked = {"applicant": told.applicant.model_dump(), "answers": {}}
    path = f"/one-matters/{told.one_matter}/prefill"
    assert problem(await post(path, json=asked)) == (403, "NotAllowed")
    at.portal.headers[SIGN_IN] = sign_ins_at(identity_of(Role.PLATFORM))(who)
    assert (await post(path, json=asked)).json()["prefilled"]
    plan = f"/uploads/{told.id}/plan?filename=a.txt"
    sent = {"Content-Type": "text/plain", "Onematter-Applicant": who}
    assert (await at.portal.put(plan, content=b"plan", headers=sent)).json()["document"]["size"] == len(
        b"plan"
    )
    draft = {
        name: value for name, value in told.model_dump(mode="json").items() if name in Draft.model_fields
    }
    assert (await post("/drafts", json=draft)).json()["version"] == 1
    assert problem(await post("/drafts", json={**draft, "form": {}})) == (409, "DraftChanged")
    (line,) = (await post("/drafts/search", json={"applicant": who})).json()
    kept = Draft.model_validate((await post(f"/drafts/{line['id']}/read", json={"applicant": who})).json())
    filed_from = kept.submission(told.channel)
    assert (await post("/pre-review", json=filed_from.model_dump(mode="json"))).json()["conclusion"]
    await filed(at, filed_from)
    gone = await post(f"/drafts/{line['id']}/read", json={"applicant": who})
    assert problem(gone) == (404, "DraftNotFound")
    evidence = await at.portal.get(f"/cases/{told.id}/bundle")
    assert evidence.headers["content-type"] == "application/zip"
    assert "verify.py" in ZipFile(BytesIO(evidence.content)).namelist()
    if HAS_CHINESE:
        page = await at.portal.get(f"/cases/{told.id}/receipt.pdf")
        assert (page.headers["content-type"], page.content[:5]) == ("application/pdf", b"%PDF-")


@on_one_ledger
async def test_a_head_and_a_supervisor(at: AtWork) -> None:
    """Each by his own identity: the head as an officer of his body, the supervisor over all of them."""
    get, post = at.portal.get, at.portal.post
    assert (await get("/desk/inbox", headers=at.by(HEAD))).is_success
    over = at.by(SUPERVISOR)
    for path in ("stuck", "silent", "departments", "rules", "delays/2026-11", "figures/2026-11?by=region"):
        answer = await get(f"/supervision/{path}", headers=over)
        assert answer.is_success, answer.text
    found = await post("/supervision/cases/search", json={"size": 1}, headers=over)
    assert found.is_success, found.text
    assert problem(await get("/supervision/stuck")) == (403, "NotAllowed")
