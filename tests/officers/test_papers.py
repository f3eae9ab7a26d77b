"""An officer opens the papers: the files themselves, of his own department's items."""

from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Case, State, Submission, Supplement, UnknownItem, WrongDepartment, names
from client.messages.cases.answers import Demand
from client.messages.officers.docket import Sheet
from client.transport.reading import look_at
from client.trust.actor import Role
from tests.support.cases.submissions import LARGE_SHOP, paper, submission, without
from tests.support.parts import Parts, until
from tests.support.speakers import identity_of, line_of
from tests.support.states import DEPARTMENTS, FIRE, FOOD, TOBACCO, on_one_ledger, reaches
from workflows.visibility import REST

pytestmark = on_one_ledger

MARKET = "market-regulation"


async def test_a_paper_is_opened(parts: Parts) -> None:
    """As it came in."""
    case = await _in_review(parts)
    sheet = await parts.desk(MARKET).show(case.id, FOOD)
    assert sheet.request
    handed = next(paper for paper in sheet.request.papers if paper.sha256)
    opened = await parts.desk(MARKET).paper(case.id, FOOD, handed.code)
    assert opened.content
    assert opened.code == handed.code


async def test_papers_that_are_not_opened(parts: Parts) -> None:
    """Those of others, and those that there are not."""
    case = await _in_review(parts)
    with pytest.raises(WrongDepartment):
        await parts.desk("tobacco").paper(case.id, FOOD, "layout-plan")
    for desk, of, code in (
        (MARKET, FOOD, "fire-plan"),
        (MARKET, FOOD, "selfie"),
        (MARKET, "liquor-licence", "layout-plan"),
    ):
        with pytest.raises(UnknownItem):
            await parts.desk(desk).paper(case.id, of, code)
    with pytest.raises(UnknownItem):
        await parts.desk(MARKET).paper(uuid4(), FOOD, "layout-plan")


async def test_a_paper_that_is_for_no_item(parts: Parts) -> None:
    """The lead department looks through it, and no other that has an item of the case."""
    filed = submission(LARGE_SHOP, hangs_a_sign=False, sign_area=None)
    stray = next(one for one in filed.papers if one.code == "sign-drawing")
    case, own = await _in_review(parts, filed, FIRE), parts.desk(DEPARTMENTS[FIRE])
    assert (await parts.desk(MARKET).paper(case.id, FOOD, stray.code)).content == stray.content
    for code in (stray.code, "layout-plan"):
        with pytest.raises(UnknownItem):
            await own.paper(case.id, FIRE, code)
    await parts.end(case.id)


async def test_a_paper_that_was_asked_for_besides(parts: Parts) -> None:
    """By whom it was asked for opens it, and no other that has an item of the case."""
    drawing, proof = paper("sign-drawing"), paper("register-proof")
    filed = without(submission(LARGE_SHOP, hangs_a_sign=False, sign_area=None), drawing.code)
    parts.behave(filed.id, FIRE, Reviewing())
    case, own = await parts.platform.submit(filed), parts.desk(DEPARTMENTS[FIRE])
    await reaches(case, FIRE, State.IN_REVIEW)
    wanted = [Demand(path=f"papers.{one.code}", says="未见该材料", mend="请上传") for one in (drawing, proof)]
    await own.ask(case.id, FIRE, wanted)
    await reaches(case, FIRE, State.CORRECTION)
    await parts.forward_past(case.id, await parts.today(case.id))
    await case.supplement(Supplement(papers=(drawing, proof)))
    await reaches(case, FIRE, State.IN_REVIEW)
    await parts.forward(case.id, REST)
    assert (await own.paper(case.id, FIRE, drawing.code)).content == drawing.content
    assert (await own.paper(case.id, FIRE, proof.code)).content == proof.content
    request = (await own.show(case.id, FIRE)).request
    assert request
    assert "登记有误或者未载的证明" in {one.name for one in request.papers}
    for item, refused in ((TOBACCO, UnknownItem), (FIRE, WrongDepartment)):
        with pytest.raises(refused):
            await parts.desk(DEPARTMENTS[TOBACCO]).paper(case.id, item, drawing.code)


async def test_an_item_that_there_is_not(parts: Parts) -> None:
    """Whoever asks for it by the wire alone is told so, and not nothing."""
    case = await _in_review(parts)
    officer = identity_of(Role.OFFICER, actor="officer-1", department=MARKET)
    with pytest.raises(UnknownItem, match="没有事项 'liquor-licence'"):
        await look_at(line_of(parts, officer), case.id, names.SHEET, Sheet, by=officer, item="liquor-licence")


async def _in_review(parts: Parts, filed: Submission | None = None, *besides: str) -> Case:
    filed = filed or submission(LARGE_SHOP)
    for item in (FOOD, *besides):
        parts.behave(filed.id, item, Reviewing())
    case = await parts.platform.submit(filed)
    for item in (FOOD, *besides):
        await until(case, item, State.IN_REVIEW)
    return case
