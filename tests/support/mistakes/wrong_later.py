"""Questions of the course that nobody could be asked, or whose silent answer is none."""

from dataclasses import replace
from typing import Any, Final

from matters.definitions.school import SCHOOL
from matters.definitions.school.definition import ATTENDS, admission, permit_proof, school_file
from matters.definitions.school.form import Pupil
from matters.language import Months, always
from tests.support.applications.shop import OURS
from tests.support.mistakes.mistake import Mistake, caught_at_import, caught_by_check, days, with_item


def asked(**changes: Any) -> Any:
    return replace(SCHOOL, later=(replace(ATTENDS, **changes),))


WRONG_LATER: Final[tuple[Mistake, ...]] = (
    caught_by_check("silence that answers nothing", lambda: asked(if_silent="随便"), "give another"),
    caught_by_check("to answer in no days", lambda: asked(within=days(0)), "at least one day"),
    caught_by_check(
        "to answer when all is over",
        lambda: asked(within=Months(count=9, basis=OURS)),
        "bring the two together",
    ),
    caught_by_check(
        "an answer that nobody waits for",
        lambda: with_item(SCHOOL, school_file, form=Pupil, when=always),
        "no item waits for the answer",
    ),
    caught_by_check(
        "asked after what is not always there",
        lambda: asked(asked_after=permit_proof),
        "cases without that one",
    ),
)

REFUSED_LATER: Final[tuple[Mistake, ...]] = (
    caught_at_import("what must be said at once", lambda: asked(field="school_term"), "must leave open"),
    caught_at_import(
        "asked after what is elsewhere",
        lambda: asked(asked_after=replace(admission, code="elsewhere")),
        "name an item that it lists",
    ),
    caught_at_import(
        "told to whoever decides before", lambda: asked(field="permit_number"), "not the form of that one"
    ),
)
