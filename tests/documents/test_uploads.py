"""Large files: uploaded in chunks that nobody on the way can read, opened by whoever decides upon them."""

import io
import os
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest
from temporalio.exceptions import ApplicationError

from activities.documents.document_room import MOST_WAITING, DocumentRoom, UploadSaid, UploadsOver
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.documents import ENVIRONMENT, DocumentFolder
from client import Case, Draft, InvalidForm, Platform, State, TooLate, UnknownItem, WrongDepartment, names
from client.errors import NotAllowed, NotPossible
from client.messages.cases.submission import Paper, Submission
from client.messages.documents.document import CHUNK_BYTES, Chunk, UploadOrder
from client.messages.message import Nothing
from client.platform.papers import MAX_DOCUMENT
from client.transport.reading import look_up
from client.trust.actor import Role
from tests.ports.test_archive import Shelf, of_case, office
from tests.support.cases import deadlines, sequels
from tests.support.cases.bundles import opened
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, submission
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, sign_ins_at
from tests.support.states import FOOD, on_one_ledger, reaches
from tests.trust.test_erasure import erased

pytestmark = on_one_ledger

MARKET: Final = "market-regulation"
PLAN: Final = b"%PDF-1.7\n" + bytes(range(256)) * (2 * CHUNK_BYTES // 256) + b"%%EOF"
"""Of three chunks."""


async def uploaded(parts: Parts, filed: Submission, content: bytes = PLAN) -> Paper:
    """As a paper of a submission."""
    return await parts.platform.upload(
        io.BytesIO(content),
        code="layout-plan",
        applicant=filed.applicant.identity_number,
        case=filed.id,
        filename="平面图.pdf",
    )


def with_paper(filed: Submission, paper: Paper) -> Submission:
    others = (one for one in filed.papers if one.code != paper.code)
    return filed.model_copy(update={"papers": (paper, *others)})


def _lose(document: UUID, number: int) -> None:
    """As a chunk that has never arrived."""
    Path(os.environ[ENVIRONMENT], str(document), f"{number}.chunk").unlink()


async def in_review(parts: Parts) -> tuple[Submission, Case]:
    """A case with a large file, which is with its officers."""
    filed = submission(SMALL_SHOP)
    filed = with_paper(filed, await uploaded(parts, filed))
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await reaches(case, FOOD, State.IN_REVIEW)
    return filed, case


async def test_from_the_platform_to_the_archive(parts: Parts) -> None:
    """Its officers open it, its archive has it; once the person is erased, nothing is left of it here."""
    filed, case = await in_review(parts)
    document = filed.papers[0].document
    assert document
    assert (await parts.platform.submit(filed)).receipt == case.receipt
    assert (await parts.desk(MARKET).paper(case.id, FOOD, "layout-plan")).content == PLAN
    for desk, code, error in (("tobacco", "layout-plan", WrongDepartment), (MARKET, "selfie", UnknownItem)):
        with pytest.raises(error):
            await parts.desk(desk).paper(case.id, FOOD, code)
    await deadlines.granted(parts, case)
    await case.outcome()
    shelf = Shelf()
    assert of_case(office(parts, shelf).hand_over(), case.id) == [""]
    assert opened(shelf.fetch(str(case.id)) or b"")["papers/layout-plan/平面图.pdf"] == PLAN
    assert DocumentFolder().held(document.id) == (0, 1, 2)
    erased(parts, filed.applicant.identity_number)
    with pytest.raises(TooLate):
        await parts.desk(MARKET).paper(case.id, FOOD, "layout-plan")
    await parts.client.execute_workflow(names.ROUND, id=f"{names.ROUND}/{uuid4()}", task_queue=names.QUEUE)
    assert DocumentFolder().held(document.id) == ()


async def test_gone_on_with(parts: Parts) -> None:
    """After it was broken off only what is missing is sent; half of a file is no paper."""
    filed, store = submission(SMALL_SHOP), DocumentFolder()
    paper = await uploaded(parts, filed)
    assert paper.document
    first = store.get(paper.document.id, 0)
    _lose(paper.document.id, 1)
    with pytest.raises(InvalidForm) as unfinished:
        await parts.platform.submit(with_paper(filed, paper))
    assert [wrong.path for wrong in unfinished.value.wrong_fields] == ["papers.0"]
    assert await uploaded(parts, filed) == paper
    assert store.held(paper.document.id) == (0, 1, 2)
    assert first
    assert PLAN[:8] not in first
    assert store.get(paper.document.id, 0) == first
    assert (await parts.platform.submit(with_paper(filed, paper))).receipt.accepted


async def test_what_is_not_uploaded(parts: Parts) -> None:
    """What is too large or no such file is refused before anything is sent, by the name of its field."""
    filed = submission(SMALL_SHOP)
    for content in (b"", b"%PDF-" + bytes(MAX_DOCUMENT), b"PK\x03\x04"):
        with pytest.raises(InvalidForm) as refused:
            await uploaded(parts, filed, content)
        assert [wrong.path for wrong in refused.value.wrong_fields] == ["papers.layout-plan"]
    room = DocumentRoom(parts.ledger, DocumentFolder())
    order = UploadOrder(applicant="990101199001011234", case=filed.id, document=uuid4(), size=1)
    for _ in range(MOST_WAITING):
        new = order.model_copy(update={"document": uuid4()})
        room.begin_upload(UploadSaid(order=new, at=datetime.now(UTC)))
    with pytest.raises(ApplicationError, match=f"{MOST_WAITING}"):
        room.begin_upload(UploadSaid(order=order, at=datetime.now(UTC)))


async def test_with_a_renewal_and_what_is_mended_of_it(parts: Parts) -> None:
    """Uploaded by the id of the renewal, it belongs to the case from then on, and goes with it."""
    filed, store, number = submission(SMALL_SHOP), DocumentFolder(), uuid4()
    case, holder = await parts.platform.submit(filed), filed.applicant.identity_number
    await case.outcome()

    async def sent(content: bytes, by: UUID = number) -> Paper:
        return await parts.platform.upload(
            content, code="deed", applicant=holder, case=by, filename="转让协议.pdf"
        )

    with pytest.raises(InvalidForm, match="没有为本次申请上传过"):
        await case.change(FOOD, "经营者改为某某", papers=[await sent(PLAN, by=case.id)])
    first = await sent(PLAN)
    assert first.document
    of = await case.change(FOOD, "经营者改为某某", papers=[first], id=number)
    assert await sent(PLAN) == first  # twice is once, also when it is filed
    assert await case.change(FOOD, "经营者改为某某", papers=[first], id=number) == of
    assert [(paper.name, paper.sha256) for paper in of.papers] == [("转让协议.pdf", first.sha256)]
    office = sequels.office(parts)
    assert (await office.paper(of, "deed")).content == PLAN
    of = await office.conclude(of, sequels.ASK, reasons=("转让协议缺页",))
    second = await sent(PLAN + b"2")
    mended = await case.mend(number, "已补齐", papers=[second])
    assert (await office.paper(mended, "deed")).content == PLAN + b"2"
    room = DocumentRoom(parts.ledger, store)
    room.drop_uploads_over(UploadsOver(on=datetime.now(UTC).date()))
    assert store.held(first.document.id) == ()
    await sequels.ends(parts, await sequels.by_two(parts, mended, sequels.GRANT))
    erased(parts, holder)
    room.drop_uploads_over(UploadsOver(on=datetime.now(UTC).date()))
    assert second.document
    assert store.held(second.document.id) == ()


async def test_nobody_else_s(parts: Parts) -> None:
    """Only who is signed in uploads, for his own case, and what is filed stays as it is."""
    filed, other = submission(SMALL_SHOP), submission(MARRIED)
    paper = await uploaded(parts, filed)
    assert paper.document
    nobody = Platform(line_of(parts, identity_of(Role.PLATFORM), lambda _: ""), KEYS)
    with pytest.raises(NotAllowed):
        await nobody.upload(PLAN, code="plan", applicant="1", case=filed.id, filename="a.pdf")
    for stranger in (
        filed.model_copy(update={"id": uuid4()}),
        filed.model_copy(update={"applicant": other.applicant}),
    ):
        with pytest.raises(InvalidForm, match="没有为本次申请上传过"):
            await parts.platform.submit(with_paper(stranger, paper))
    case = await parts.platform.submit(with_paper(filed, paper))
    chunk = Chunk(
        applicant=filed.applicant.identity_number,
        case=case.id,
        document=paper.document.id,
        number=0,
        sealed=b64encode(b"another"),
    )
    own = identity_of(Role.PLATFORM)
    line = line_of(parts, own, sign_ins_at(own))
    with pytest.raises(NotPossible, match="已提交"):
        await look_up(line, names.CHUNK, Nothing, chunk, by=own, of=chunk.applicant)


async def test_until_it_is_over(parts: Parts) -> None:
    """What nothing refers to goes after its last day; a draft that refers to it puts that off."""
    filed, store = submission(SMALL_SHOP), DocumentFolder()
    paper = await uploaded(parts, filed)
    assert paper.document
    room = DocumentRoom(parts.ledger, store)
    past = datetime(2026, 1, 5, tzinfo=UTC)
    applicant = filed.applicant.identity_number
    order = UploadOrder(applicant=applicant, case=filed.id, document=paper.document.id, size=len(PLAN))
    until = room.begin_upload(UploadSaid(order=order, at=past)).kept_until
    room.drop_uploads_over(UploadsOver(on=until))
    assert store.held(paper.document.id) == (0, 1, 2)
    given = filed.model_dump(exclude={"papers", "channel", "committed", "electronic_service"})
    await parts.platform.save_draft(Draft(**given, papers=(paper,)))
    today = datetime.now(UTC).date()
    room.drop_uploads_over(UploadsOver(on=today))
    assert store.held(paper.document.id) == (0, 1, 2)
    room.begin_upload(UploadSaid(order=order, at=past))
    room.drop_uploads_over(UploadsOver(on=today))
    assert store.held(paper.document.id) == ()
