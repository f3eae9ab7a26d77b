"""The draft box (草稿箱): what somebody has begun to write is there for him, wherever he signs in next."""

from datetime import date, datetime
from typing import Any, Final

from temporalio import activity

from activities.database import Transaction
from activities.enquiries.enquiries import find, refuse
from activities.enquiries.overview import today
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders, cases
from activities.ledger.documents import documents
from activities.ledger.enquiries import drafts
from activities.ledger.enquiries.drafts import KeptDraft
from activities.rejection import rejected
from client.errors import DraftChanged, DraftNotFound, TooLate, TooMuch
from client.messages.enquiries.draft import Draft, DraftLine, DraftList, DraftSearch, DraftWanted
from client.messages.message import Message
from client.platform.papers import faults
from matters import catalogue, clock
from matters.definitions.drafts import DRAFT_LIMIT
from matters.language import OneMatter
from matters.language.form import FORM, PAPERS
from matters.review.titles import titles

MOST: Final = 20
"""Of one person: he writes them himself, and each may hold a megabyte."""


class DraftSaid(Message):
    """A draft and the moment it was saved."""

    draft: Draft
    at: datetime


class DraftDrop(Message):
    """Which one is to go, and the moment: what is left depends on the day."""

    wanted: DraftWanted
    at: datetime


class DraftsOver(Message):
    """The day on which somebody looks which ones are over."""

    on: date


class DraftBooks:
    """Keeps them. Who is signed in has been proved by the gate; nothing of another person's is found here."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def save_draft(self, said: DraftSaid) -> DraftLine:
        """Enter it, over the version that it was read as; a repeat changes nothing.

        Raises `DraftChanged`, `DraftNotFound`, `TooLate` (it was filed), `TooMuch`, `InvalidForm`.
        """
        draft, on = said.draft, clock.day_in_china(said.at)
        one = find(draft.one_matter, draft.edition, on=on)
        refuse(faults(draft))
        written = draft.model_copy(update={"version": draft.version + 1})
        with self._ledger.transaction() as books:
            until = calendar_orders.last_day(books, DRAFT_LIMIT, since=on).on
            kept = KeptDraft(written.version, said.at, until, written.model_dump_json())
            known = drafts.find(books, draft.id, applicant=draft.applicant.identity_number, on=on)
            if known and known.version == kept.version and known.content == kept.content:
                return _line(written, known, one)
            _require_unfiled(books, draft)
            _write(books, draft, kept, known=known, on=on)
            applicant = draft.applicant.identity_number
            documents.prolong(books, draft.id, applicant=applicant, until=kept.kept_until)
        return _line(written, kept, one)

    @activity.defn
    def drop_draft(self, said: DraftDrop) -> DraftList:
        """Forget it; what is left."""
        wanted, on = said.wanted, clock.day_in_china(said.at)
        with self._ledger.transaction() as books:
            drafts.drop(books, wanted.id, applicant=wanted.applicant)
            return _listed(books, wanted, on=on)

    @activity.defn
    def drop_drafts_over(self, over: DraftsOver) -> None:
        """Forget all whose time is over."""
        with self._ledger.transaction() as books:
            drafts.drop_over(books, on=over.on)

    def find(self, wanted: DraftWanted) -> Draft:
        """One, as it was saved last.  Raises `DraftNotFound`."""
        with self._ledger.reading() as books:
            kept = drafts.find(books, wanted.id, applicant=wanted.applicant, on=today())
        if kept is None:
            raise DraftNotFound(_nowhere(wanted.id))
        return Draft.model_validate_json(kept.content)

    def list(self, search: DraftSearch) -> DraftList:
        """All that somebody has."""
        with self._ledger.reading() as books:
            return _listed(books, search, on=today())


def _write(books: Transaction, draft: Draft, kept: KeptDraft, *, known: KeptDraft | None, on: date) -> None:
    applicant = draft.applicant.identity_number
    if known is None and draft.version:
        raise rejected(DraftNotFound, _nowhere(draft.id))
    if known is None and len(drafts.of_applicant(books, applicant, on=on)) >= MOST:
        raise rejected(TooMuch, f"每人最多保存 {MOST} 份草稿，请先提交或者删除其中一份")
    write = drafts.enter if known is None else drafts.replace
    if not write(books, draft.id, kept, applicant=applicant):
        raise rejected(
            DraftChanged,
            f"草稿 {draft.id} 已不是读取时的第 {draft.version} 版，请重新读取后再保存；"
            "新草稿须用新的编号（`id`）",
        )


def _require_unfiled(books: Transaction, draft: Draft) -> None:
    if cases.is_filed(books, draft.id):
        raise rejected(TooLate, f"草稿 {draft.id} 已提交，请查看同一编号的办件")


def _listed(books: Transaction, search: DraftSearch, *, on: date) -> DraftList:
    kept = drafts.of_applicant(books, search.applicant, on=on)
    written = [(one, Draft.model_validate_json(one.content)) for one in kept]
    return DraftList(drafts=tuple(_line(draft, one, _known(draft)) for one, draft in written))


def _known(draft: Draft) -> OneMatter[Any] | None:
    """Unless it has gone out of the catalogue meanwhile."""
    try:
        return catalogue.find(draft.one_matter, draft.edition)
    except catalogue.NotInCatalogue:
        return None


def _line(draft: Draft, kept: KeptDraft, one: OneMatter[Any] | None) -> DraftLine:
    return DraftLine(
        id=draft.id,
        version=kept.version,
        one_matter=draft.one_matter,
        name=one.name if one else draft.one_matter,
        region=draft.region,
        saved_at=kept.saved_at,
        kept_until=kept.kept_until,
        called=_called(draft, one) if one else {},
    )


def _called(draft: Draft, one: OneMatter[Any]) -> dict[str, str]:
    """What is filled in by its question, what is enclosed by its name."""
    filled = (f"{FORM}{field}" for field in draft.form)
    enclosed = (f"{PAPERS}{paper.code}" for paper in draft.papers)
    return titles(one, (*filled, *enclosed))


def _nowhere(draft: object) -> str:
    return f"本人没有草稿 {draft}：可能已提交、已删除，或者 {DRAFT_LIMIT}未再保存"
