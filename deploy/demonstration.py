"""The demonstration district: its cases, and the e-licences that its people already hold."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

from activities import licences
from activities.ledger import Ledger
from client.answers import LicenceKind
from client.files import read_submission
from client.submission import Submission
from matters import licences as kinds
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

_KINDS: Final = {kind.code: kind for kind in vars(kinds).values() if isinstance(kind, Licence)}


def submission(name: str) -> Submission:
    """The case of that name, with an id of its own; its newborn is always as many days old as today."""
    read = read_submission(CASES / f"{name}.json")
    form = dict(read.form)
    if "born_on" in form:
        form["born_on"] = str((datetime.now(CHINA) - AGE_OF_NEWBORN).date())
    return read.model_copy(update={"id": uuid4(), "form": form})


def file_licences(ledger: Ledger) -> None:
    """File the licences of `held.json`; those that are there already stay as they are."""
    for entry in json.loads((DISTRICT / "held.json").read_text(encoding="utf-8")):
        hold(ledger, _KINDS[entry["licence"]], holder=entry["holder"])


def hold(ledger: Ledger, kind: Licence, *, holder: str) -> None:
    """Let somebody hold a licence, as if it had been issued long ago."""
    with ledger.transaction() as books:
        licences.issue(
            books,
            LicenceKind(code=kind.code, name=kind.name, type_code=kind.type_code),
            issuer=kind.type_code[:18],
            holder=holder,
            issue_key=f"held/{sha256(f'{kind.code}/{holder}'.encode()).hexdigest()}",
            at=HELD_SINCE,
        )
