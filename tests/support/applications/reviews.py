"""Pre-review of an application without any register: what its form and its papers alone say."""

from datetime import date
from typing import Any

from matters.definitions.registers import (
    LICENCE_LIBRARY,
    VERIFIED_PAPERS,
    HeldLicence,
    LicenceStatus,
    VerifiedPaper,
)
from matters.guide.advice import guide
from matters.language import CheckFinding, Enquired, Entry, Silence
from matters.plan.application import Application
from matters.review.review import Review, review

LONG_AGO = date(2026, 1, 5)


def reviewed(asked: Application[Any]) -> Review:
    """The library has what the application holds, a window has seen the uploads, nobody else is asked."""
    wanted = asked.wanted_licences()
    said: dict[Enquired, Entry | Silence] = {
        (LICENCE_LIBRARY, f"{code}/{holder}"): _held(code, holder)
        if (code, holder) in asked.held
        else Silence.NOT_FOUND
        for code, holder in wanted
    }
    said |= {(VERIFIED_PAPERS, code): VerifiedPaper(as_of=LONG_AGO, code=code) for code in asked.uploaded}
    uploaded = {code: code for code in asked.uploaded}
    advice = guide(asked.one, asked.answers)
    return review(asked.one, asked.answers, advice, asked.facts.told(said), uploaded=uploaded, committed=True)


def findings(asked: Application[Any]) -> tuple[CheckFinding, ...]:
    """All that it finds."""
    return reviewed(asked).findings


def _held(code: str, holder: str) -> HeldLicence:
    return HeldLicence(
        as_of=LONG_AGO,
        identifier=f"{code} of somebody",
        code=code,
        holder=holder,
        status=LicenceStatus.IN_FORCE,
        elements={},
    )
