"""The demonstration district: its cases, and what is already held about its people."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from pydantic import BaseModel, TypeAdapter

from activities.ledger import Ledger
from activities.ledger.cases import authorisations
from activities.ledger.cases.authorisations import AuthorisationGiven
from activities.ledger.officers import verdicts
from activities.review import rule_trust
from activities.review.declared_items import all_declared
from activities.stand_ins.behaviour import Behaviour
from activities.stand_ins.books import District, entries, licences
from activities.stand_ins.books.entries import EntrySaid
from activities.stand_ins.books.licences import LicenceEntry
from activities.stand_ins.departments import behave
from activities.stand_ins.licence_library import FIRST_VERSION
from client.messages.cases.submission import Submission
from client.platform.files import read_submission
from deploy.neighbours import moved
from matters.catalogue import ONE_MATTERS
from matters.clock import CHINA
from matters.definitions import licences as kinds
from matters.definitions.registers import VERIFIED_PAPERS, VerifiedPaper
from matters.language import Licence, identify
from matters.review.approval import Verdict

CASES: Final = Path(__file__).parent / "cases"
DISTRICT: Final = Path(__file__).parent / "district"
AGE_OF_NEWBORN: Final = timedelta(days=13)
ALLOWANCE: Final = "old-age-allowance"
PERIOD: Final = "2026-Q3"
DAY: Final = date(2026, 11, 23)
"""What campaigns of demonstration and benchmark pay, and the day of the ages of their population."""

SEEN: Final = ("premises-proof", "paternity-report", "kinship-proof", "inheritance-proof", "lease")
"""Papers of the demonstration that a window has compared with their originals."""

HELD_SINCE: Final = datetime(2026, 1, 4, tzinfo=UTC)

_BEHAVIOURS: Final = TypeAdapter(dict[str, Behaviour])
_ITEMS: Final = frozenset(matter.code for one in ONE_MATTERS for matter in one.matters)
_KINDS: Final = {kind.code: kind for kind in vars(kinds).values() if isinstance(kind, Licence)}


def submission(name: str, *, household: int = 0) -> Submission:
    """The case of that name, with an id of its own; its newborn is always as many days old as today."""
    read = read_submission(CASES / f"{name}.json")
    if household:
        read = Submission.model_validate_json(moved(read.model_dump_json(), household))
    form = dict(read.form)
    if "born_on" in form:
        form["born_on"] = str(_birthday())
    return read.model_copy(update={"id": uuid4(), "form": form})


def furnish(ledger: Ledger, district: District, *, households: int = 1) -> None:
    """File what the district's registers and windows say, and what its people hold and allow."""
    numbers = range(households)
    with district.transaction() as books:
        licences.take_over(books, [_old(Held(**held)) for one in numbers for held in _read("held", one)])
        entries.enter(books, [_entry(row) for one in numbers for row in _read("registers", one)])
        entries.enter(books, [*map(_seen, SEEN)])
    with ledger.transaction() as books:
        given = [_given(**said) for one in numbers for said in _read("authorisations", one)]
        authorisations.record_all(books, given)
        verdicts.enter(books, [*_history()])


def record_births_as_filed(district: District) -> None:
    """On the days that the case files say, for whoever sends those from a terminal.

    The engine's own demonstrations are about newborns that are always as many days old as today.
    """
    with district.transaction() as books:
        entries.enter(books, [_said(row) for row in _read("registers", 0) if "born_on" in row["entry"]])


def set_stand_ins(district: District, file: Path) -> None:
    """Let departments behave towards every case as a file says, item by item.

    Raises `OSError` or `ValueError`, if the file cannot be read.
    """
    behaviours = _BEHAVIOURS.validate_json(file.read_bytes())
    if unknown := behaviours.keys() - _ITEMS:
        raise ValueError(
            f"no such item: {', '.join(sorted(unknown))}; there are: {', '.join(sorted(_ITEMS))}"
        )
    for matter, behaviour in behaviours.items():
        behave(district, behaviour, matter=matter)


def _history() -> Iterator[verdicts.VerdictEntry]:
    """Officers have decided enough cases of each item, and agreed with every rule, before a machine may."""
    for known in all_declared():
        for number in range(int(known.unattended.cases.value)):
            for check in known.unattended.rules:
                yield verdicts.VerdictEntry(
                    key=f"history-{known.one.edition}-{number}/{known.matter.code}/1",
                    rule=check.rule,
                    one_matter=known.one.code,
                    edition=known.one.edition,
                    item=known.matter.code,
                    verdict=Verdict.HOLDS,
                    shadow=False,
                    judged_at=HELD_SINCE,
                    decided=rule_trust.GRANTED,
                    agrees=True,
                    decided_at=HELD_SINCE,
                )


def _given(*, until: str, **people: str) -> AuthorisationGiven:
    return AuthorisationGiven(**people, until=date.fromisoformat(until), recorded_at=HELD_SINCE)


class Held(BaseModel):
    """A licence that somebody holds."""

    licence: str
    holder: str
    elements: dict[str, str] = {}
    valid_until: date | None = None


def _old(held: Held) -> LicenceEntry:
    kind, key = _KINDS[held.licence], issue_key(held.licence, held.holder)
    return LicenceEntry(
        # A serial that is no year's, so that none which is given from now on is the same.
        identifier=identify(
            type_code=kind.type_code,
            issuer=kind.type_code[:18],
            serial=f"0{int(key[-8:], 16):010}",
            version=FIRST_VERSION,
        ),
        code=kind.code,
        name=kind.name,
        number=held.holder,
        issue_key=key,
        issued_at=HELD_SINCE,
        valid_until=held.valid_until,
        elements=json.dumps(held.elements, ensure_ascii=False) if held.elements else None,
    )


def issue_key(licence: str, holder: str) -> str:
    """The item that gave a licence which was held before: none of ours."""
    return f"held/{sha256(f'{licence}/{holder}'.encode()).hexdigest()}"


def _read(name: str, household: int) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(moved(_text(name), household))
    return read


@cache
def _text(name: str) -> str:
    return (DISTRICT / f"{name}.json").read_text(encoding="utf-8")


def _entry(row: dict[str, Any]) -> EntrySaid:
    """The district's newborns are always as many days old as today."""
    entry = row["entry"]
    born_on = {"born_on": str(_birthday())} if "born_on" in entry else {}
    return _said({**row, "entry": {**entry, **born_on}})


def _said(row: dict[str, Any]) -> EntrySaid:
    text = json.dumps(row["entry"], ensure_ascii=False)
    return EntrySaid(source=row["register"], key=row["key"], entry=text)


def _seen(code: str) -> EntrySaid:
    seen = VerifiedPaper(as_of=HELD_SINCE.date(), code=code)
    digest = sha256((CASES / "papers" / f"{code}.txt").read_bytes()).hexdigest()
    return EntrySaid(source=VERIFIED_PAPERS.code, key=digest, entry=seen.model_dump_json())


def _birthday() -> date:
    return (datetime.now(CHINA) - AGE_OF_NEWBORN).date()
