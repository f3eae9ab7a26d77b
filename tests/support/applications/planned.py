"""Applications of the demonstration, and what a plan says of them."""

import json
from datetime import date
from typing import Any, Final

from matters import catalogue
from matters.clock.calendar import published
from matters.language import Facts
from matters.plan.application import Application
from tests.support.places import CASES

SMALL: Final = "restaurant-small-with-licence"
ON: Final = date(2026, 11, 23)
WORKS: Final = published(date.min).is_working_day


def application(name: str, *, on: date = ON, applicant: str = "", **changes: Any) -> Application[Any]:
    """A case of the demonstration with some answers changed, every e-licence found."""
    case = json.loads((CASES / f"{name}.json").read_text())
    one = catalogue.find(case["one_matter"])
    asked = Application(
        one=one,
        form=one.form.model_validate(case["form"] | changes),
        facts=Facts(on=on, applicant=applicant or case["applicant"]["identity_number"], works=WORKS),
        uploaded=tuple(paper["code"] for paper in case["papers"]),
    )
    return without_licences(asked, but=asked.wanted_licences())


def without_licences(asked: Application[Any], *, but: tuple[tuple[str, str], ...] = ()) -> Application[Any]:
    held = {wanted: f"licence {number}" for number, wanted in enumerate(but)}
    return Application(one=asked.one, form=asked.form, facts=asked.facts, uploaded=asked.uploaded, held=held)
