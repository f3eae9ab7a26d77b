"""Whatever people say of themselves and of others, said once, each with a mark of its own."""

import base64
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.departments import behave
from client import Case, Platform, RegistryEvent, State, Submission, names
from client.errors import InvalidForm
from client.messages.cases.answers import Demand
from client.messages.cases.correction import Supplement
from client.messages.cases.rating import RatingOutcome
from client.messages.cases.sequel import SequelWord
from client.messages.cases.submission import MediaType, Paper
from client.messages.enquiries.draft import Draft
from client.messages.grants.events import Birthday
from client.offices.officer import Officer
from client.offices.registers import Registers
from client.offices.sequels import Sequels
from deploy.engine import Engine
from matters.clock import CHINA
from tests.support.neighbours import settle
from tests.support.parts import until

MARKET: Final = "market-regulation"
FOOD: Final = "food-licence"
SOMEBODY_ELSE: Final = "990101199203120021"
ACCOUNT: Final = "6217990998877665544"
OFFICERS: Final = ("officer-1", "officer-2")

OF_APPLICANTS: Final = ("授权", "草稿", "错填", "上传", "文件名", "补正", "撤回", "评价", "异议")
OF_OFFICERS: Final = ("补正要求", "中止", "不予", "当事人", "听证", "答复评价", "重作", "意见")


def marks() -> frozenset[str]:
    """All that is said here and told nobody."""
    return frozenset({ACCOUNT, *map(_mark, (*OF_APPLICANTS, *OF_OFFICERS))})


def _mark(of: str) -> str:
    return f"驼铃{of}碑影"


async def said_by_all(running: Engine, filed: Submission) -> None:
    """Of a case with officers until long after its end, another one that is heard, and a grant."""
    platform = await running.connect()
    await _before(platform, filed)
    case = await _in_review(running, platform, await _with_upload(platform, filed))
    await _by_officers(running, case)
    await case.outcome()
    await _afterwards(running, case)
    other = await _in_review(running, platform, filed.model_copy(update={"id": uuid4()}))
    await _of_a_hearing(running, other)
    await _of_a_grant(running, platform)


async def _before(platform: Platform, filed: Submission) -> None:
    grantor = filed.applicant.model_copy(update={"name": _mark("授权")})
    until_then = _today() + timedelta(days=30)
    await platform.authorise(grantor, grantee=SOMEBODY_ELSE, one_matter="newborn", until=until_then)
    told = {name: getattr(filed, name) for name in Draft.model_fields.keys() & Submission.model_fields.keys()}
    form = {**filed.form, "address": _mark("草稿")}
    await platform.save_draft(Draft(**{**told, "id": uuid4(), "form": form}))
    wrong = {**filed.form, "floor_area": _mark("错填"), _mark("错填"): _mark("错填")}
    with suppress(InvalidForm):
        await platform.submit(filed.model_copy(update={"id": uuid4(), "form": wrong}))


async def _with_upload(platform: Platform, filed: Submission) -> Submission:
    plan = await platform.upload(
        _mark("上传").encode(),
        code="layout-plan",
        applicant=filed.applicant.identity_number,
        case=filed.id,
        filename=f"{_mark('文件名')}.txt",
    )
    papers = tuple(plan if paper.code == plan.code else paper for paper in filed.papers)
    return filed.model_copy(update={"papers": papers})


async def _in_review(running: Engine, platform: Platform, filed: Submission) -> Case:
    behave(running.district, Reviewing(), matter=FOOD, case=str(filed.id))
    case = await platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    return case


async def _by_officers(running: Engine, case: Case) -> None:
    first, second = [await _officer(running, account) for account in OFFICERS]
    await case.consent(electronic=True)
    wants = Demand(path="papers.layout-plan", says=_mark("补正要求"), mend=_mark("补正要求"))
    await first.ask(case.id, FOOD, [wants])
    async for progress in case.watch():
        if progress.notices:
            break
    await case.supplement(Supplement(papers=(_paper("layout-plan", "补正"),)))
    await until(case, FOOD, State.IN_REVIEW)
    told: dict[str, Any] = {"expected_end": _today() + timedelta(days=20), "reasons": (_mark("中止"),)}
    await first.suspend(case.id, FOOD, procedure="testing", notice="检告1号", **told)
    await first.resume(case.id, FOOD)
    await first.take_step(case.id, FOOD, procedure="inspection", step="sent", officers=OFFICERS)
    signed: dict[str, Any] = {"document": "核查1号", "signed_by": OFFICERS}
    await first.take_step(case.id, FOOD, procedure="inspection", step="record", **signed)
    for officer in (first, second):
        await officer.refuse(case.id, FOOD, reasons=(_mark("不予"),), basis=_mark("不予"))


async def _afterwards(running: Engine, case: Case) -> None:
    await case.rate(FOOD, 1, _mark("评价"))
    officer = await _officer(running, OFFICERS[0])
    explained = RatingOutcome.EXPLAINED
    await officer.answer_rating(case.id, FOOD, outcome=explained, says=_mark("答复评价"))
    first, second = [
        await Sequels.connect(department=MARKET, officer=account, **_to(running)) for account in OFFICERS
    ]
    order: dict[str, Any] = {"body": "示范区人民政府", "document": "示复决1号"}
    order |= {"on": _today(), "until": _today() + timedelta(days=60)}
    begun = await first.begin(case.id, FOOD, "remade", reasons=(_mark("重作"),), **order)
    said: dict[str, Any] = {"reasons": (_mark("意见"),), "views": _mark("意见")}
    await second.conclude(begun, SequelWord.CARRY_OUT, **said)


async def _of_a_hearing(running: Engine, case: Case) -> None:
    officer = await _officer(running, OFFICERS[0])
    whom: dict[str, Any] = {"parties": (_mark("当事人"),), "reasons": (_mark("听证"),)}
    await officer.begin(case.id, FOOD, procedure="hearing", **whom)
    await case.withdraw(_mark("撤回"))
    await case.outcome()


async def _of_a_grant(running: Engine, platform: Platform) -> None:
    person, registers = settle(running, account=None), await Registers.connect(**_to(running))
    await registers.tell(RegistryEvent(id=str(uuid4()), person=person, fact=Birthday()))
    for offer in await platform.offers(person):
        await platform.reply(offer, ACCOUNT)
        await platform.object(offer.reference, _mark("异议"), by=person)


async def _officer(running: Engine, account: str) -> Officer:
    return await Officer.connect(department=MARKET, officer=account, **_to(running))


def _to(running: Engine) -> dict[str, Any]:
    whom = {"keys": running.keys, "identities": running.identities}
    return {"address": running.server.address, "namespace": names.NAMESPACE, **whom}


def _paper(code: str, of: str) -> Paper:
    content = base64.b64encode(_mark(of).encode())
    return Paper(code=code, filename=f"{_mark(of)}.txt", media_type=MediaType.TEXT, content=content)


def _today() -> date:
    return datetime.now(CHINA).date()
