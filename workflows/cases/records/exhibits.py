"""What happened in a case, as evidence: every signed word, what was decided, why, and by which days."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from activities.ledger.cases.heard_words import HeardWord
from activities.trust.notary import CREDENTIAL, EVERYBODY, Exhibit, shown_word
from client.messages.bounds import printable
from client.messages.cases.answers import Granted, LicenceKind, Request
from client.messages.cases.evidence import CaseBundle
from client.messages.cases.explanation import Reckoning
from client.messages.message import Message
from client.messages.officers.docket import PreparedWord
from client.trust.said import Said
from matters import clock
from matters.clock import CHINA
from matters.language import last_day_of_years
from workflows.cases.records import progress
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

LONGEST: Final = 16_384
"""Bytes of a word that are kept beside its signature; of a longer one, which has papers, its digest is."""

LATEST: Final = 100
"""So many that something has prepared are shown to officers; all are in the bundle."""

NAME: Final = 200
"""Letters of what has prepared it; those of our SDK have no more."""

APPLICANT: Final = "the applicant"
"""No department: nobody else reads it."""


Attest = Callable[..., CaseBundle]
"""See `Notary.attest`."""


def bundle(file: CaseFile, attest: Attest, *, reader: str | None) -> CaseBundle:
    """All of it that this reader may see."""
    departments = {code: item.planned.department for code, item in file.items.items()}
    return attest(
        file.id,
        [*exhibits(file)],
        kids=[*kids(file)],
        departments=departments,
        reader=reader,
        heard=file.rests.heard,
    )


def heard(said: Said[Any], *, message: str, item: str) -> HeardWord:
    """To be kept: a word about an item is for its department to read, too."""
    raw = said.raw.decode(errors="replace") if len(said.raw) <= LONGEST else None
    return HeardWord(message=message, item=item, word=said.word, raw=raw, kid=said.kid)


def note(file: CaseFile, said: Said[Any], *, message: str, item: str) -> None:
    """A word that was heard is kept; and by what it was prepared, for longer than it is itself here."""
    word = heard(said, message=message, item=item)
    file.heard.append(word)
    file.rests.prepared += _prepared(word)
    del file.rests.prepared[:-LATEST]


def prepared(item: str, file: CaseFile) -> Iterator[PreparedWord]:
    """Words about an item, and the whole case, of which people have said by what they were prepared."""
    if file.word:
        yield from _prepared(file.word)
    yield from (one for one in file.rests.prepared if one.item in {item, ""})


def _prepared(word: HeardWord) -> Iterator[PreparedWord]:
    claims = word.claims
    if claims and claims.via:
        yield PreparedWord(
            message=word.message,
            item=word.item,
            role=claims.speaker.role,
            actor=claims.speaker.actor,
            via=printable(claims.via)[:NAME],
            at=datetime.fromtimestamp(claims.iat, tz=UTC),
        )


def exhibits(file: CaseFile) -> Iterator[Exhibit]:
    """In the order of a case: what was filed, planned, said, asked of departments, decided."""
    papers = [{"code": code, "sha256": digest} for code, digest in file.sha256.items()]
    filed = file.submission.model_dump(mode="json", exclude={"papers"})
    yield Exhibit("submission", "submission", {**filed, "papers": papers}, APPLICANT)
    if file.word:
        yield _word(file.word, file)
    if received := progress.receipt(file):
        yield Exhibit("receipt", "receipt", _plain(received), APPLICANT)
    if file.items:
        yield Exhibit("plan", "plan", file.plan.model_dump(mode="json", exclude={"items"}))
        yield from _clocks("the case", file.clock.reckonings(file.plan.name, file.today, file.plan.calendar))
    for word in file.heard:
        yield _word(word, file)
    for change in file.replanned:
        yield Exhibit("order", f"plan {change.plan} by {change.order.number}", _plain(change))
    for code, item in file.items.items():
        yield from _of_item(code, item, file)
    if file.outcome:
        yield Exhibit("outcome", "outcome", _plain(file.outcome), APPLICANT)


def kids(file: CaseFile) -> Iterator[str]:
    """The keys with which something was signed."""
    if file.word:
        yield file.word.kid
    yield from (word.kid for word in file.heard)


def _word(word: HeardWord, file: CaseFile) -> Exhibit:
    reader = file.department_of(word.item) if word.item else ""
    return shown_word(word, reader or APPLICANT)


def _of_item(code: str, item: ItemRecord, file: CaseFile) -> Iterator[Exhibit]:
    department = item.planned.department
    yield Exhibit("planned", f"planned {code}", item.planned.model_dump(mode="json"), department)
    if item.clock:
        calendar = file.calendar_of(item)
        yield from _clocks(code, item.clock.reckonings(item.planned.name, file.today, calendar), department)
    if item.request:
        yield Exhibit("request", f"request {code}", _plain(item.request), department)
    shown = progress.item_progress(item, file)
    reasons = item.answer.trace if isinstance(item.answer, Granted) else item.reasons
    content = {
        **_plain(shown),
        "officers": list(item.answer.officers) if isinstance(item.answer, Granted) else [],
        "reasons": [_plain(reason) for reason in reasons],
        "doubts": [_plain(doubt) for doubt in item.doubts],
    }
    yield Exhibit("decision", f"decision {code}", content, department)
    if item.licence:
        yield Exhibit("licence", f"licence {code}", _plain(item.licence), department)
    if item.licence and (said := _licence_claims(item)):
        yield Exhibit(CREDENTIAL, f"{CREDENTIAL} {code}", _plain(said), APPLICANT)


def _clocks(of: str, reckonings: Iterable[Reckoning], reader: str = EVERYBODY) -> Iterator[Exhibit]:
    for reckoning in reckonings:
        yield Exhibit("clock", f"clock of {of}", _plain(reckoning), reader)


def _plain(message: Message) -> dict[str, Any]:
    return message.model_dump(mode="json")


class LicenceClaims(Message):
    """`shown` to everybody; of what is `hidden`, its holder discloses what he likes."""

    shown: dict[str, Any]
    hidden: dict[str, str]


def _licence_claims(item: ItemRecord) -> LicenceClaims | None:
    """Of a licence that was given; none where there is none."""
    request = item.request
    if item.licence is None or item.decided_at is None or request is None or request.gives is None:
        return None
    shown: dict[str, Any] = {
        "vct": f"urn:one-matter:licence:{request.gives.code}",
        "iat": int(item.decided_at.timestamp()),
        "licence": item.licence.name,
        "type_code": request.gives.type_code,
        "decided_on": clock.day_in_china(item.decided_at).isoformat(),
        "authority": item.planned.department_name,
        "authority_id": request.issuer,
    }
    if ends := _ends(request.gives, item.decided_at):
        shown["exp"] = int(ends.timestamp())
    return LicenceClaims(shown=shown, hidden=dict(_hidden(item.licence.identifier, request, request.gives)))


def _ends(kind: LicenceKind, decided_at: datetime) -> datetime | None:
    """With the last day, in China."""
    if kind.valid_years is None:
        return None
    last = last_day_of_years(clock.day_in_china(decided_at), kind.valid_years)
    return datetime.combine(last + timedelta(days=1), datetime.min.time(), CHINA)


def _hidden(identifier: str, request: Request, kind: LicenceKind) -> Iterator[tuple[str, str]]:
    yield "identifier", identifier
    yield "number", request.number
    yield "holder", kind.holder or request.applicant.identity_number
    if kind.holder in {"", request.applicant.identity_number}:
        yield "holder_name", request.applicant.name
    for place, holder in enumerate(kind.co_holders, 1):
        yield f"co_holder.{place}", holder
    for name, says in kind.face.items():
        yield f"face.{name}", says
