"""The demonstration district as its registers speak, without a ledger: rules alone, in milliseconds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from matters import catalogue
from matters.definitions import registers
from matters.definitions.registers import LICENCE_LIBRARY, HeldLicence, LicenceStatus
from matters.guide.advice import guide
from matters.guide.whole_form import read_whole
from matters.language import Enquired, Entry, Facts, FieldFault, Register, Silence
from matters.language.groups.amendment import amended
from matters.language.groups.unfolded_items import unfold
from matters.language.partial_form import fill_in
from matters.language.parties.duty import asked_by_law
from matters.review.review import Review, review
from tests.support.applications.planned import WORKS
from tests.support.places import ROOT

DEPLOY: Final = ROOT / "deploy"
ON: Final = date(2026, 11, 23)
ISSUED: Final = "2026-01-04"
REGISTERS: Final[dict[str, Register[Any]]] = {
    register.code: register for register in vars(registers).values() if isinstance(register, Register)
}


def _read(path: str) -> Any:
    return json.loads((DEPLOY / path).read_text(encoding="utf-8"))


def _district() -> dict[Enquired, Entry]:
    said = {
        _enquired(row["register"], row["key"]): REGISTERS[row["register"]].entry.model_validate(row["entry"])
        for row in _read("district/registers.json")
    }
    for row in _read("district/held.json"):
        key = f"{row['licence']}/{row['holder']}"
        said[LICENCE_LIBRARY, key] = HeldLicence(
            as_of=date.fromisoformat(ISSUED),
            identifier=f"held:{key}",
            code=row["licence"],
            holder=row["holder"],
            status=LicenceStatus.IN_FORCE,
            valid_until=row.get("valid_until"),
            elements=row.get("elements", {}),
        )
    return said


def _enquired(register: str, key: str) -> Enquired:
    return REGISTERS[register], key


DISTRICT: Final = _district()


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One application in this district: a demonstration case, changed.

    `said` are changes of what registers say (None: nothing), `down` the codes of those that do not answer.
    `insisted` are paths at which the applicant has said the same again.
    """

    case: str
    form: Mapping[str, Any] = field(default_factory=dict[str, Any])
    without: tuple[str, ...] = ()
    applicant: str = ""
    region: str = "990101"
    on: date = ON
    papers: Mapping[str, str] | None = None
    committed: bool = True
    authorised_by: tuple[str, ...] | None = None
    said: Iterable[Mapping[str, Any]] = ()
    down: tuple[str, ...] = ()
    insisted: tuple[str, ...] = ()

    def review(self) -> tuple[Review, tuple[FieldFault, ...]]:
        """What pre-review finds, every register asked as the engine asks."""
        case = _read(f"cases/{self.case}.json")
        one = catalogue.find(case["one_matter"])
        given = {name: answer for name, answer in case["form"].items() if name not in self.without}
        answers, wrong = read_whole(one, amended(given, self.form))
        applicant = self.applicant or case["applicant"]["identity_number"]
        facts = Facts(
            on=self.on,
            applicant=applicant,
            region=self.region,
            works=WORKS,
            authorised_by=self._grantors(applicant, one.code),
            by_law=asked_by_law(unfold(one, answers).duties, fill_in(one.form, answers)),
        )
        uploaded = self.papers
        if uploaded is None:
            uploaded = {paper["code"]: f"sha256 of {paper['code']}" for paper in case["papers"]}
        district, advice = self._changed_district(), guide(one, answers)
        while (
            found := review(
                one,
                answers,
                advice,
                facts,
                uploaded=uploaded,
                committed=self.committed,
                is_whole=not wrong,
                insisted=self.insisted,
            )
        ).unasked:
            facts = facts.told({asked: self._tell(district, asked, facts) for asked in found.unasked})
        return found, wrong

    def _grantors(self, applicant: str, one_matter: str) -> tuple[str, ...]:
        if self.authorised_by is not None:
            return self.authorised_by
        return tuple(
            row["grantor"]
            for row in _read("district/authorisations.json")
            if (row["grantee"], row["one_matter"]) == (applicant, one_matter)
        )

    def _changed_district(self) -> dict[Enquired, Entry]:
        district = dict(DISTRICT)
        for change in self.said:
            asked = _enquired(change["register"], change["key"])
            before = district.pop(asked, None)
            if change["entry"] is not None:
                fields = {**(before.model_dump() if before else {"as_of": ISSUED}), **change["entry"]}
                district[asked] = asked[0].entry.model_validate(fields)
        return district

    def _tell(self, district: Mapping[Enquired, Entry], asked: Enquired, facts: Facts) -> Entry | Silence:
        register, key = asked
        if not facts.may_ask(register, key):
            return Silence.UNAUTHORISED
        if register.code in self.down:
            return Silence.UNREACHABLE
        return district.get(asked, Silence.NOT_FOUND)
