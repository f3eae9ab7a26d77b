"""A child goes to school: several bodies check, the district places, and the school is told in time."""

from datetime import date, timedelta
from typing import Final
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from client import Case, OutcomeKind, State, Submission, Supplement
from client.errors import InvalidForm, NotAsked
from client.messages.cases.answers import Demand, Refused, Wanting
from client.messages.cases.choice import AskedQuestion
from client.messages.cases.register_news import RegisterNews
from matters import catalogue
from matters.definitions.registers import PLACEMENTS
from matters.definitions.school import SCHOOL
from matters.definitions.school.definition import PLAN, school_file
from matters.definitions.school.form import (
    Attendance,
    HomeTitle,
    HousedPupil,
    HouseholdPlace,
    Pupil,
    SchoolStage,
    SchoolTerm,
)
from matters.definitions.school.priority import AFTERWARDS, LAST, rank
from matters.language import Material
from tests.support.cases.submissions import submission
from tests.support.entries import change
from tests.support.mistakes.mistake import with_item
from tests.support.parts import Parts, find, item, until
from tests.support.states import on_one_ledger, on_the_other_ledger

FIRST: Final = "school-first-rank"
MIGRANT: Final = "school-from-elsewhere"
SCHOOL_OF_IT: Final = "示范区第一小学"
LAST_DAY: Final = date(2027, 8, 25)
"""Five working days before the first of September, a Wednesday."""

ORDER: Final = (
    (HouseholdPlace.SAME, HomeTitle.PARENTS, 1),
    (HouseholdPlace.SAME, HomeTitle.GRANDPARENTS, 2),
    (HouseholdPlace.APART, HomeTitle.PARENTS, 3),
    (HouseholdPlace.APART, HomeTitle.GRANDPARENTS, 4),
    (HouseholdPlace.SAME, HomeTitle.SHARED, 5),
    (HouseholdPlace.APART, HomeTitle.SHARED, 6),
    (HouseholdPlace.APART, HomeTitle.CONTRACT, 7),
    (HouseholdPlace.APART, HomeTitle.RENTED, 8),
    (HouseholdPlace.SAME, HomeTitle.RENTED, LAST),
    (HouseholdPlace.SAME, HomeTitle.OTHER, LAST),
    (HouseholdPlace.ELSEWHERE, HomeTitle.PARENTS, AFTERWARDS),
)


@pytest.mark.parametrize(("household", "home_title", "place"), ORDER)
def test_who_comes_before_whom(household: HouseholdPlace, home_title: HomeTitle, place: int) -> None:
    """By household and home, in the order that the district has published."""
    form = HousedPupil(
        child_id="990101202005100016",
        child_name="儿童庚",
        school_term=SchoolTerm.AUTUMN_2027,
        school_stage=SchoolStage.PRIMARY,
        household=household,
        home_title=home_title,
        home_address="示范区学府路16号",
    )
    assert rank(form) == place


async def placed(parts: Parts, filed: Submission, *, on: date) -> None:
    """The district's platform has a place for the child, and says that something has changed."""
    child = str(filed.form["child_id"])
    entry = {"placed_on": str(on), "school": SCHOOL_OF_IT, "placed_by": "按顺位录取"}
    change(parts.district, PLACEMENTS.code, child, entry)
    await parts.registers.tell_news(RegisterNews(id=str(uuid4()), register_code=PLACEMENTS.code, key=child))


async def waits(parts: Parts, case: Case) -> None:
    """Until everybody has checked, and only the placement is awaited."""
    async for progress in case.watch():
        if find(progress, "admission").procedures:
            break
    await parts.written(case.id)


async def questions(case: Case) -> tuple[AskedQuestion, ...]:
    """What is asked of its family, as soon as it is."""
    async for progress in case.watch():
        if progress.questions:
            return progress.questions
    raise AssertionError("it has ended without a question")


async def goes_there(case: Case) -> None:
    """Its family says so, once it is asked."""
    await questions(case)
    assert (await case.supplement(Supplement(form={"attends": Attendance.THERE}))).accepted


async def test_a_child_of_the_first_rank(parts: Parts) -> None:
    """Its record says its rank; the placement is told with the school, and the notice is the child's."""
    filed = submission(FIRST)
    case = await parts.platform.submit(filed)
    await waits(parts, case)
    waiting = await case.progress()
    assert {one.code for one in waiting.items} == {
        *("enrolment", "household-proof", "home-proof", "admission"),
    }
    assert find(waiting, "admission").state is State.WAITING
    await placed(parts, filed, on=await parts.today(case.id))
    [asked] = await questions(case)
    assert (asked.field, asked.answers, asked.if_silent) == ("attends", tuple(Attendance), Attendance.THERE)
    clocks = {one.subject: one.due_on for one in (await case.explain()).clocks}
    assert clocks[f"申请人答复：{asked.asks}"] == asked.by
    assert asked.by > await parts.today(case.id)
    with pytest.raises(InvalidForm):
        await case.supplement(Supplement(form={"attends": "也许"}))
    assert (await case.supplement(Supplement(form={"attends": Attendance.THERE}))).accepted
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert find(await case.progress(), "school-file").state is State.GRANTED
    told = [one.says for one in (await case.progress()).told]
    assert any(SCHOOL_OF_IT in says for says in told)
    assert find(await case.progress(), "admission").licence


async def test_a_child_that_goes_elsewhere(parts: Parts) -> None:
    """It has its place, and no file here; nothing of it is asked for any more."""
    filed = submission(FIRST)
    case = await parts.platform.submit(filed)
    await waits(parts, case)
    with pytest.raises(NotAsked):
        await case.supplement(Supplement(form={"attends": Attendance.ELSEWHERE}))
    await placed(parts, filed, on=await parts.today(case.id))
    await questions(case)
    assert (await case.supplement(Supplement(form={"attends": Attendance.ELSEWHERE}))).accepted
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert "school-file" not in {one.code for one in outcome.items}


async def test_silence_without_what_it_takes(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would lead to needs a paper of the applicant: nothing follows, and he is told."""
    paper = Material[Pupil](code="photo", name="照片", basis=PLAN)
    edition = with_item(SCHOOL, school_file, materials=(*school_file.materials, paper))
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, edition))
    filed = submission(FIRST)
    case = await parts.platform.submit(filed)
    await waits(parts, case)
    await placed(parts, filed, on=await parts.today(case.id))
    [asked] = await questions(case)
    found = await case.supplement(Supplement(form={"attends": Attendance.THERE}))
    assert not found.accepted
    await parts.forward_past(case.id, asked.by)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert "school-file" not in {one.code for one in outcome.items}
    told = [one.says for one in (await case.progress()).told if one.kind == "choice"]
    assert [("逾期视为" in says, "不再办理" in says) for says in told] == [(True, False), (False, True)]


@on_one_ledger
async def test_a_child_from_elsewhere(parts: Parts) -> None:
    """Its guardian's permit and insurance are looked at; it comes after the others, and has its place."""
    filed = submission(MIGRANT)
    case = await parts.platform.submit(filed)
    await waits(parts, case)
    codes = {one.code for one in (await case.progress()).items}
    assert {"permit-proof", "insurance-proof"} <= codes
    assert "household-proof" not in codes
    await placed(parts, filed, on=await parts.today(case.id))
    await goes_there(case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
async def test_an_opinion_that_is_against_it(parts: Parts) -> None:
    """What one body does not confirm is heard, and does not keep a child from school."""
    filed = submission(FIRST)
    no = Refused(reasons=("产权不明",), basis="示范规则", remedies="可以复议", officers=("officer-1",))
    parts.behave(filed.id, "home-proof", Refusing(refusal=no))
    case = await parts.platform.submit(filed)
    await waits(parts, case)
    await placed(parts, filed, on=await parts.today(case.id))
    await goes_there(case)
    assert (await case.outcome()).kind is OutcomeKind.PARTLY_GRANTED
    assert find(await case.progress(), "admission").state is State.GRANTED


@on_the_other_ledger
async def test_no_later_than_before_the_term(parts: Parts) -> None:
    """However late the placement is, the notice is due five working days before the first of September."""
    filed = submission(FIRST)
    parts.behave(filed.id, "admission", Reviewing())
    case = await parts.platform.submit(filed)
    await waits(parts, case)
    await parts.forward(case.id, LAST_DAY - timedelta(days=1) - await parts.today(case.id))
    await placed(parts, filed, on=await parts.today(case.id))
    await until(case, "admission", State.IN_REVIEW)
    assert (await item(case, "admission")).due_on == LAST_DAY
    clocks = {one.subject: one for one in (await case.explain()).clocks}
    assert clocks["公办学校入学（开学前）"].due_on == LAST_DAY
    await parts.forward_past(case.id, LAST_DAY)
    told = [row.says for row in await parts.told(case) if row.kind == "overdue"]
    assert any("公办学校入学" in says for says in told)
    await parts.desk("education").grant(case.id, "admission")
    [asked] = await questions(case)
    await parts.forward_past(case.id, asked.by)
    outcome = await case.outcome()  # nobody says where the child really goes, so it goes there
    assert [one.state for one in outcome.items if one.code == "school-file"] == [State.GRANTED]


@on_one_ledger
async def test_a_home_is_mended(parts: Parts) -> None:
    """What a body asks about the home is mended while the placement is awaited."""
    filed = submission(FIRST)
    wants = Wanting(points=(Demand(path="form.home_unit", says="单元号与证书不符", mend="请核对后重填"),))
    parts.behave(filed.id, "home-proof", Asking(wants=wants))
    case = await parts.platform.submit(filed)
    async for progress in case.watch():
        if progress.notices:
            break
    answer = Supplement(form={"home_unit": filed.form["home_unit"]})
    assert (await case.supplement(answer)).accepted
    await waits(parts, case)
    await placed(parts, filed, on=await parts.today(case.id))
    await goes_there(case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_the_other_ledger
async def test_withdrawn_before_the_placement(parts: Parts) -> None:
    """A family moves away."""
    case = await parts.platform.submit(submission(FIRST))
    await waits(parts, case)
    await case.withdraw("举家搬迁")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN
