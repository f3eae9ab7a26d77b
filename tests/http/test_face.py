"""The HTTP face: a platform, an officer and the payment system get along with nothing but HTTP."""

import asyncio
import json
from collections.abc import AsyncIterable
from contextlib import AsyncExitStack, aclosing
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote
from uuid import uuid4
from zipfile import ZipFile

import httpx
import pytest
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent

from activities.stand_ins.behaviour import Reviewing
from client import Draft, Stage, State
from client.http.callers import SIGN_IN, VIA
from client.http.endpoints import COMMAND
from client.http.settings import HttpSettings
from client.trust.actor import Role
from tests.http.at_work import (
    CASHIER,
    HEAD,
    PORTAL,
    SUPERVISOR,
    AtWork,
    filed,
    problem,
    served,
    told_by,
    until,
    watched,
)
from tests.http.callers import Issuer
from tests.support.cases.scanner import HAS_CHINESE
from tests.support.cases.submissions import ELSEWHERE, MARRIED, SMALL_SHOP, paper, submission
from tests.support.parts import LAYOUT, Parts
from tests.support.speakers import identity_of, sign_ins_at
from tests.support.states import DEPARTMENTS, FOOD, SIGN, WAYS, arrive, on_one_ledger


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
        async with served(app, settings) as url:
            stream = client.stream("GET", f"{url.replace('https', 'http')}/events")
            assert (await open_till_then.enter_async_context(stream)).is_success


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
    at.portal.headers[VIA] = quote("小程序 3.1")
    await filed(at, told)
    del at.portal.headers[VIA]
    await until(at, told.id, FOOD, State.IN_REVIEW)
    await parts.written(told.id)
    sheet = (await at.officer.get(f"/desk/{told.id}/{FOOD}")).json()
    assert (sheet["progress"]["code"], sheet["request"]["department"]) == (FOOD, DEPARTMENTS[FOOD])
    assert [(one["message"], one["via"]) for one in sheet["prepared"]] == [("submission", "小程序 3.1")]
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
