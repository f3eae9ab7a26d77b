"""Drafts: begun on one channel, gone on with on another, filed once; nobody else sees them."""

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlalchemy import text
from temporalio.exceptions import ApplicationError

from activities.enquiries.drafts import MOST, DraftBooks, DraftDrop, DraftSaid, DraftsOver
from client import Channel, Platform, names
from client.errors import (
    DifferentSubmission,
    DraftChanged,
    DraftNotFound,
    InvalidForm,
    NotAllowed,
    TooLate,
    TooMuch,
    UnknownOneMatter,
)
from client.messages.enquiries.draft import Draft, DraftWanted
from client.platform.files import read_draft
from client.trust.actor import Role
from matters.definitions.drafts import DRAFT_LIMIT
from tests.support.cases.submissions import ELSEWHERE, MARRIED, SMALL_SHOP, submission
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, sign_ins_at
from tests.support.states import on_one_ledger
from tests.support.terminal import Terminal

APP: Final = identity_of(Role.PLATFORM, actor="app")
COUNTER: Final = identity_of(Role.PLATFORM, actor="counter")


def begun(name: str = ELSEWHERE, *, answers: int = 3) -> Draft:
    """So many answers of a form, and its papers."""
    filed = submission(name)
    return Draft(
        id=filed.id,
        one_matter=filed.one_matter,
        edition=filed.edition,
        region=filed.region,
        applicant=filed.applicant,
        form=dict([*filed.form.items()][:answers]),
        papers=filed.papers,
    )


def person(draft: Draft) -> str:
    return draft.applicant.identity_number


def _whoever(word: str, _: str) -> str:
    """What the platform has signed, whomever it asks about."""
    return word


async def test_from_the_app_to_the_counter(parts: Parts) -> None:
    """Another platform finds it, fills in the rest and files it; filed twice, it is one case and no draft."""
    app, counter = (Platform(line_of(parts, own, sign_ins_at(own)), KEYS) for own in (APP, COUNTER))
    told = submission(ELSEWHERE)
    draft = begun().model_copy(update={"applicant": told.applicant})
    kept = await app.save_draft(draft)
    assert (kept.version, (kept.kept_until - kept.saved_at.date()).days >= DRAFT_LIMIT.count) == (1, True)
    assert await counter.drafts(person(draft)) == (kept,)
    found = await counter.draft(draft.id, applicant=person(draft))
    assert found == draft.model_copy(update={"version": 1})
    whole = found.model_copy(update={"form": told.form, "papers": told.papers})
    assert (await counter.save_draft(whole)).version == 2
    filed = (await counter.draft(draft.id, applicant=person(draft))).submission(Channel.COUNTER)
    cases = [await counter.submit(filed) for _ in range(2)]
    assert {case.id for case in cases} == {draft.id}
    assert cases[0].receipt.accepted
    assert await app.drafts(person(draft)) == ()
    with pytest.raises(DraftNotFound):
        await app.draft(draft.id, applicant=person(draft))
    with pytest.raises(TooLate, match="已提交"):
        await app.save_draft(found)
    with pytest.raises(DifferentSubmission):
        await counter.submit(found.submission(Channel.APP))
    with pytest.raises(NotAllowed):  # whose case it is not
        await app.submit(found.submission(Channel.TERMINAL))


async def test_the_later_writer_is_told(parts: Parts) -> None:
    """Of two who have read the same one writes; the same again is no other; what is dropped stays so."""
    draft, platform = begun(), parts.platform
    first = await platform.save_draft(draft)
    assert await platform.save_draft(draft) == first
    read = draft.model_copy(update={"version": 1})
    two = (read.model_copy(update={"form": {"child_name": name}}) for name in ("甲", "乙"))
    saved = await asyncio.gather(*map(platform.save_draft, two), return_exceptions=True)
    (lost,) = (one for one in saved if isinstance(one, BaseException))
    assert isinstance(lost, DraftChanged)
    for _ in range(2):
        assert await platform.drop_draft(draft.id, applicant=person(draft)) == ()
    with pytest.raises(DraftNotFound):
        await platform.save_draft(read)


@on_one_ledger
async def test_what_cannot_be_kept(parts: Parts) -> None:
    """No such one-matter, a paper that is none; more than one person may have."""
    platform, draft = parts.platform, begun(SMALL_SHOP)
    with pytest.raises(UnknownOneMatter):
        await platform.save_draft(draft.model_copy(update={"one_matter": "no-such"}))
    with pytest.raises(InvalidForm):
        await platform.save_draft(draft.model_copy(update={"papers": (*draft.papers, *draft.papers[:1])}))
    books = DraftBooks(parts.ledger)
    for _ in range(MOST):
        said = draft.model_copy(update={"id": uuid4(), "papers": ()})
        books.save_draft(DraftSaid(draft=said, at=datetime.now(UTC)))
    with pytest.raises(TooMuch):
        await platform.save_draft(draft)


@on_one_ledger
async def test_nobody_else_s(parts: Parts) -> None:
    """Who is not signed in is asked for nothing; who is finds his own alone, whatever id he knows."""
    draft, other = begun(MARRIED), person(begun(SMALL_SHOP))
    await parts.platform.save_draft(draft)
    theirs = draft.applicant.model_copy(update={"identity_number": other})
    for word in ("", sign_ins_at(COUNTER)(other)):
        counter = Platform(line_of(parts, COUNTER, partial(_whoever, word)), KEYS)
        for ask in (
            counter.save_draft(draft),
            counter.drafts(person(draft)),
            counter.draft(draft.id, applicant=person(draft)),
            counter.drop_draft(draft.id, applicant=person(draft)),
        ):
            with pytest.raises(NotAllowed, match="登录"):
                await ask
    assert draft.id not in {one.id for one in await counter.drop_draft(draft.id, applicant=other)}
    with pytest.raises(DraftNotFound):
        await counter.draft(draft.id, applicant=other)
    for version, error in ((0, DraftChanged), (1, DraftNotFound)):
        with pytest.raises(error):
            await counter.save_draft(draft.model_copy(update={"applicant": theirs, "version": version}))
    assert (await parts.platform.draft(draft.id, applicant=person(draft))).form == draft.form


async def test_at_rest_and_over(parts: Parts) -> None:
    """It stands there under seals and keys; the round of a morning after its last day forgets it."""
    draft, books = begun(), DraftBooks(parts.ledger)
    kept = books.save_draft(DraftSaid(draft=draft, at=datetime(2026, 1, 5, tzinfo=UTC)))
    stands = text("SELECT * FROM drafts WHERE id = :id")

    def there() -> list[Any]:
        with parts.ledger.reading() as reading:
            return [*reading.execute(stands, {"id": str(draft.id)})]

    (row,) = there()
    written = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
    assert str(draft.id).encode() in written
    assert not any(
        part.encode() in written for part in (person(draft), draft.applicant.name, draft.applicant.phone)
    )
    books.drop_drafts_over(DraftsOver(on=kept.kept_until))
    assert len(there()) == 1
    assert await parts.platform.drafts(person(draft)) == ()
    round_ = f"{names.ROUND}/{uuid4()}"
    await parts.client.execute_workflow(names.ROUND, id=round_, task_queue=names.QUEUE)
    assert there() == []


def test_a_draft_whose_time_is_over(parts: Parts) -> None:
    """It is none; its id may be used anew only once it is forgotten."""
    draft, books = begun(), DraftBooks(parts.ledger)
    books.save_draft(DraftSaid(draft=draft, at=datetime(2026, 1, 5, tzinfo=UTC)))
    again = DraftSaid(draft=draft, at=datetime.now(UTC))
    with pytest.raises(ApplicationError, match="新的编号"):
        books.save_draft(again)
    wanted = DraftWanted(id=draft.id, applicant=person(draft))
    assert books.drop_draft(DraftDrop(wanted=wanted, at=datetime.now(UTC))).drafts == ()
    assert books.save_draft(again).version == 1


@on_one_ledger
async def test_at_a_terminal(parts: Parts, terminal: Terminal, tmp_path: Path) -> None:
    """Saved from a submission, shown, changed and saved again, filed."""
    told = submission(ELSEWHERE)
    file, by = tmp_path / "draft.json", ("--applicant", told.applicant.identity_number)
    file.write_text(told.model_dump_json(), encoding="utf-8")
    assert str(told.id) in await terminal.done("case", "draft", "save", file)
    file.write_text(await terminal.done("case", "draft", "show", told.id, *by, "--json"), encoding="utf-8")
    assert read_draft(file).version == 1
    await terminal.done("case", "draft", "save", file)
    assert "新生儿出生一件事" in await terminal.done("case", "draft", "list", *by)
    assert "child_name" in await terminal.done("case", "draft", "show", told.id, *by)
    assert "受理" in await terminal.done("case", "draft", "submit", told.id, *by)
    assert str(told.id) not in await terminal.done("case", "draft", "drop", told.id, *by)
    await (await parts.platform.case(told.id)).outcome()
