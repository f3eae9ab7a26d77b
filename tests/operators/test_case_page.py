"""The page of a case says whom it waits for, for what and until when, and never of whom it is."""

from collections.abc import Sequence

from temporalio.api.sdk.v1 import WorkflowMetadata

from activities.stand_ins.behaviour import Asking, Reviewing
from client import Case, State, Submission, labels
from client.labels import OUTCOMES
from client.messages.cases.answers import Wanting
from matters import catalogue
from tests.support.cases.submissions import MARRIED, SIGN_SHOP, SMALL_SHOP, submission
from tests.support.parts import LAYOUT, NO, Parts, item, until
from tests.support.states import on_one_ledger
from workflows import markdown, visibility
from workflows.cases import case_page
from workflows.cases.records.holders import APPLICANT, WINDOW, Does
from workflows.shown_details import ASKED

pytestmark = on_one_ledger

FOOD = "food-licence"
MARKET = "market-regulation"


async def _page(parts: Parts, filed: Submission) -> str:
    asked: WorkflowMetadata = await parts.handle(filed.id).query(ASKED, result_type=WorkflowMetadata)
    for secret in (filed.applicant.name, filed.applicant.identity_number, filed.applicant.phone):
        assert secret not in asked.current_details
    return asked.current_details


def _row(page: str, *cells: str) -> Sequence[str]:
    """The first row in which these cells are, as its cells."""
    rows = [
        [cell.strip() for cell in line.strip("|").split(f"| {markdown.GAP} |")] for line in page.split("\n")
    ]
    return next(row for row in rows if {*cells} <= {*row})


async def _in_review(parts: Parts, name: str = SMALL_SHOP) -> tuple[Submission, Case]:
    filed = submission(name)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    return filed, case


async def test_a_department_has_it(parts: Parts) -> None:
    """Which, for what, since when, until when, and whose; where it is stands beside the run, by its name."""
    filed, case = await _in_review(parts)
    due = (await item(case, FOOD)).due_on
    since = markdown.day(await parts.today(filed.id))
    row = _row(await _page(parts, filed), "市场监督管理局", f"{Does.DECIDE}：食品经营许可新办")
    assert row[2:] == [since, markdown.day(due)]
    summary = await (await parts.handle(filed.id).describe()).static_summary()
    assert summary == f"开办餐饮店一件事 · {catalogue.division_names()[filed.region]}"
    await parts.desk(MARKET).return_to(filed.id, FOOD, officer="officer-7", reason="换岗")
    assert f"{Does.DECIDE}：食品经营许可新办（officer-7）" in await _page(parts, filed)


async def test_the_second_officer(parts: Parts) -> None:
    """After the first of two, the second is waited for."""
    filed, _ = await _in_review(parts)
    await parts.desk(MARKET).grant(filed.id, FOOD)
    assert f"{Does.AGREE}：食品经营许可新办" in await _page(parts, filed)


async def test_a_special_procedure(parts: Parts) -> None:
    """Which, and until when; the item's clock stands, and the case is found by that."""
    filed, case = await _in_review(parts)
    end = (await item(case, FOOD)).due_on
    assert end
    await parts.desk(MARKET).suspend(filed.id, FOOD, procedure="testing", expected_end=end, notice="2026-1")
    page = await _page(parts, filed)
    assert _row(page, f"{Does.GO_THROUGH}：食品经营许可新办（检测）")[3] == markdown.day(end)
    today = await parts.today(filed.id)
    assert all(words in page for words in (f"自 {markdown.day(today)} 起", "中止（检测）"))
    await parts.forward(filed.id, visibility.REST)
    await case.progress()
    found = (await parts.handle(filed.id).describe()).typed_search_attributes
    assert found.get(visibility.CLOCK) == visibility.SUSPENDED


async def test_an_extension_waits(parts: Parts) -> None:
    """For its approver."""
    filed, _ = await _in_review(parts)
    await parts.desk(MARKET).extend(filed.id, FOOD, approver="director", reasons=("案情复杂",))
    assert f"{Does.APPROVE}：食品经营许可新办（director）" in await _page(parts, filed)


async def test_the_applicant_has_it(parts: Parts) -> None:
    """What is to be mended is named by its paper, and what was typed about it is not shown."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,))))
    case = await parts.platform.submit(filed)
    async for progress in case.watch():
        if progress.notices:
            break
    page = await _page(parts, filed)
    notice = (await case.progress()).notices[0]
    assert _row(page, APPLICANT, Does.MEND)[3] == markdown.day(notice.answer_by)
    assert "材料：" in page
    assert case_page.BY_A_DEPARTMENT in page
    assert LAYOUT.says not in page


async def test_a_bill_and_a_choice(parts: Parts) -> None:
    """Money that is waited for, in yuan; after a refusal the choice, with what happens without one."""
    filed = submission(SIGN_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    bill = (await case.progress()).bill
    assert bill
    page = await _page(parts, filed)
    assert _row(page, APPLICANT, f"{Does.PAY} {labels.yuan(bill.due)} 元")
    assert "应缴（元）" in page
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).refuse(filed.id, FOOD, reasons=NO.reasons, basis=NO.basis)
    async for progress in case.watch():
        if progress.choice:
            break
    assert f"{Does.CHOOSE}（逾期视为" in await _page(parts, filed)


async def test_an_end(parts: Parts) -> None:
    """What is closed waits for nobody."""
    filed = submission(MARRIED)
    case = await parts.platform.submit(filed)
    outcome = await case.outcome()
    page = await _page(parts, filed)
    assert f"· {OUTCOMES[outcome.kind]}" in page
    assert "现在等谁" not in page
    assert WINDOW not in page
