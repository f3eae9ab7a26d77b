"""The demonstration district: its cases, and what is already held about its people."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from pydantic import BaseModel, TypeAdapter

from activities import licences
from activities.departments import behave
from activities.departments.behaviour import Behaviour
from activities.ledger import Ledger, authorisations, entries
from client.answers import LicenceKind
from client.files import read_submission
from client.submission import Submission
from matters import licences as kinds
from matters.catalogue import ONE_MATTERS
from matters.clock import CHINA
from matters.language import Licence

CASES: Final = Path(__file__).parent / "cases"
DISTRICT: Final = Path(__file__).parent / "district"
AGE_OF_NEWBORN: Final = timedelta(days=13)
ALLOWANCE: Final = "old-age-allowance"
PERIOD: Final = "2026-Q3"
DAY: Final = date(2026, 11, 23)
"""What campaigns of demonstration and benchmark pay, and the day of the ages of their population."""

HELD_SINCE: Final = datetime(2026, 1, 4, tzinfo=UTC)

_BEHAVIOURS: Final = TypeAdapter(dict[str, Behaviour])
_ITEMS: Final = frozenset(matter.code for one in ONE_MATTERS for matter in one.matters)
_KINDS: Final = {kind.code: kind for kind in vars(kinds).values() if isinstance(kind, Licence)}


def submission(name: str) -> Submission:
    """The case of that name, with an id of its own; its newborn is always as many days old as today."""
    read = read_submission(CASES / f"{name}.json")
    form = dict(read.form)
    if "born_on" in form:
        form["born_on"] = str(_birthday())
    return read.model_copy(update={"id": uuid4(), "form": form})


def furnish(ledger: Ledger) -> None:
    """File what the district's registers say, and what its people hold and allow."""
    for entry in _read("held"):
        hold(ledger, Held.model_validate(entry))
    with ledger.transaction() as books:
        for entry in _read("registers"):
            entries.enter(books, register=entry["register"], key=entry["key"], entry=_dated(entry["entry"]))
        for entry in _read("authorisations"):
            until = date.fromisoformat(entry.pop("until"))
            authorisations.record(books, **entry, until=until, recorded_at=HELD_SINCE)


def set_stand_ins(ledger: Ledger, file: Path) -> None:
    """Let departments behave towards every case as a file says, item by item.

    Raises `OSError` or `ValueError`, if the file cannot be read.
    """
    behaviours = _BEHAVIOURS.validate_json(file.read_bytes())
    if unknown := behaviours.keys() - _ITEMS:
        raise ValueError(
            f"no such item: {', '.join(sorted(unknown))}; there are: {', '.join(sorted(_ITEMS))}"
        )
    for matter, behaviour in behaviours.items():
        behave(ledger, behaviour, matter=matter)


class Held(BaseModel):
    """A licence that somebody holds."""

    licence: str
    holder: str
    elements: dict[str, str] = {}
    valid_until: date | None = None


def hold(ledger: Ledger, held: Held) -> None:
    """Let somebody hold a licence, as if it had been issued long ago."""
    kind = _KINDS[held.licence]
    with ledger.transaction() as books:
        licences.issue(
            books,
            LicenceKind(code=kind.code, name=kind.name, type_code=kind.type_code),
            issuer=kind.type_code[:18],
            holder=held.holder,
            issue_key=issue_key(held.licence, held.holder),
            at=HELD_SINCE,
            valid_until=held.valid_until,
            elements=held.elements,
        )


def issue_key(licence: str, holder: str) -> str:
    """The item that gave a licence which was held before: none of ours."""
    return f"held/{sha256(f'{licence}/{holder}'.encode()).hexdigest()}"


def _read(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((DISTRICT / f"{name}.json").read_text(encoding="utf-8"))
    return read


def _dated(entry: dict[str, Any]) -> str:
    """The district's newborns are always as many days old as today."""
    born_on = {"born_on": str(_birthday())} if "born_on" in entry else {}
    return json.dumps({**entry, **born_on}, ensure_ascii=False)


def _birthday() -> date:
    return (datetime.now(CHINA) - AGE_OF_NEWBORN).date()
