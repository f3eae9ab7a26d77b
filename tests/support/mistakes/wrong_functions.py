"""Functions of a form that break, or say what nobody can use; answers that no question takes."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from matters.definitions import departments
from matters.definitions.bereavement import BEREAVEMENT
from matters.definitions.bereavement.definition import transfer
from matters.definitions.newborn import NEWBORN
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import business_registration, food_licence, sign_permit
from matters.definitions.restaurant.form import Premises, Registration, RestaurantForm, RoadSign
from matters.definitions.school import SCHOOL
from matters.definitions.school.definition import admission
from matters.definitions.school.form import Enrolment, SchoolStage
from matters.definitions.school.placement import BEFORE_TERM, PLACED
from matters.language import (
    Asks,
    Competent,
    Department,
    Extendable,
    Facts,
    Follows,
    Form,
    IdentityNumber,
    Months,
    OneMatter,
    Otherwise,
    Remedy,
    Severity,
)
from tests.support.applications.shop import OURS
from tests.support.mistakes.mistake import (
    Mistake,
    caught_at_import,
    caught_by_check,
    cost,
    days,
    paper,
    restaurant,
    rule,
    with_item,
)


def of_the_owner(form: Enrolment) -> dict[str, str]:
    return {"name": form.owner_id.upper()}  # type: ignore[union-attr]  # the mistake: it may be left open


def above_what_is_free(form: RoadSign) -> int:
    """每平方米超出部分"""
    return int(form.floor_area) - 400


def no_day(_: Form) -> Any:
    return None


def the_owner(form: Enrolment) -> tuple[str, ...]:
    """房屋产权人"""
    return (form.owner_id,) if form.owner_id else ()


def by_stage(form: Enrolment) -> Department | None:
    return departments.EDUCATION if form.school_stage is SchoolStage.PRIMARY else None


def in_english(_: Form) -> str:
    return "elsewhere"


def has_an_owner(form: Enrolment, _: Facts) -> bool:
    return form.owner_id is not None


def where_the_owner_is(form: Enrolment, _: Facts) -> str:
    return form.owner_id.upper()  # type: ignore[union-attr]  # the mistake: it is left open


def under_no_key(_: Form, __: Facts) -> Any:
    return 1


def is_as_large_as_the_law_says(form: RoadSign) -> bool:
    """面积达到示例数"""
    return form.floor_area >= UNLISTED.value


UNLISTED: Final = replace(RESTAURANT.figures[0], name="没有列出的数", value=Decimal(77))


def school(**changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: with_item(SCHOOL, admission, **changes)


def entitled(who: Callable[[Any], tuple[str, ...]]) -> Callable[[], OneMatter[Any]]:
    assert SCHOOL.parties
    parties = replace(SCHOOL.parties, may_apply=who)
    return lambda: replace(SCHOOL, parties=parties)


def asked(kind: Any) -> Callable[[], OneMatter[Any]]:
    """One question more, of whoever registers a business."""

    def makes() -> OneMatter[Any]:
        more: Any = type("More", (Premises,), {"__annotations__": {"odd": kind}, "__module__": __name__})
        item: Any = type("Item", (more, Registration), {"__module__": __name__})
        form: Any = type("Whole", (more, RestaurantForm), {"__module__": __name__})
        return replace(with_item(RESTAURANT, business_registration, form=item), form=form)

    return makes


def decides_nothing() -> OneMatter[Any]:
    assert transfer.competent
    among = (*transfer.competent.among, departments.HOUSING_FUND)
    return with_item(BEREAVEMENT, transfer, competent=replace(transfer.competent, among=among))


def at_the_school(**changes: Any) -> Competent[Any]:
    served = Competent[Any](
        name="教育局", among=(departments.EDUCATION,), by=by_stage, field="school_stage", elsewhere=in_english
    )
    return replace(served, **changes)


def wordless(form: RoadSign) -> int:
    return 2 if form.sign_area else 1


WRONG_FUNCTIONS: Final[tuple[Mistake, ...]] = (
    caught_by_check("a face upon an open answer", school(face=of_the_owner), "`face` fails on"),
    caught_by_check(
        "so many that are less than none",
        restaurant(sign_permit, fee=cost(units=above_what_is_free)),
        "let it say how many",
    ),
    caught_by_check(
        "a limit before no day", school(lead_time=replace(BEFORE_TERM, day=no_day)), "let it say a day"
    ),
    caught_by_check("an application of nobody's", entitled(the_owner), "whose it is, one at least"),
    caught_by_check("a body that decides nothing", decides_nothing, "no answer leads to 'housing-fund'"),
    caught_by_check(
        "elsewhere in English", school(competent=at_the_school()), "let it say in Chinese who is competent"
    ),
    caught_by_check(
        "not ours, and it breaks to say whose",
        school(
            checks=(
                replace(
                    rule(has_an_owner, field="owner_id"),
                    severity=Severity.NOT_OURS,
                    competent=where_the_owner_is,
                ),
            )
        ),
        "`competent` fails on",
    ),
    caught_by_check(
        "a prefill under no key",
        lambda: replace(NEWBORN, prefills=(replace(NEWBORN.prefills[0], key=under_no_key),)),
        "the key of its prefill",
    ),
    caught_by_check(
        "a figure that the guide does not print",
        restaurant(sign_permit, when=is_as_large_as_the_law_says),
        "list it in `figures`",
    ),
    caught_by_check(
        "an example that the question would not take",
        asked(Annotated[IdentityNumber, Asks("合伙人公民身份号码", such_as=("123",))]),
        "has '123' in `such_as`",
    ),
    caught_by_check(
        "bounds that no answer meets",
        asked(Annotated[int, Asks("座位数"), Field(ge=5, le=4)]),
        "takes none of the answers",
    ),
    caught_by_check(
        "choices of a literal in English",
        asked(Annotated[Literal["big", "small"], Asks("店的种类")]),
        "'small' is read by citizens",
    ),
    caught_by_check(
        "gathered for longer than it may be told",
        lambda: replace(RESTAURANT, timetable=replace(RESTAURANT.timetable, gather=days(9))),
        "gather for no longer",
    ),
    caught_by_check(
        "a paper that follows when all is over",
        restaurant(
            sign_permit,
            materials=(paper(follows=Follows(within=days(400), otherwise=Otherwise.LAPSE)),),
        ),
        "wait no longer",
    ),
    caught_by_check(
        "two editions from one day on",
        lambda: (NEWBORN, replace(NEWBORN, edition="2027-01")),
        "give the later one another `since`",
    ),
    caught_by_check(
        "extended by leave of the boss",
        restaurant(food_licence, extension=Extendable(limit=days(5), approver="the boss")),
        "'the boss' is read",
    ),
    caught_by_check(
        "a procedure in English", school(procedures=(replace(PLACED, name="Placing"),)), "'Placing' is read"
    ),
    caught_by_check(
        "an appeal in English",
        restaurant(
            sign_permit, remedies=(Remedy(name="Appeal", limit=Months(count=2, basis=OURS), body="区政府"),)
        ),
        "is read by citizens",
    ),
    caught_by_check(
        "before an event in English",
        school(lead_time=replace(BEFORE_TERM, event="school start")),
        "'school start' is read",
    ),
)
REFUSED_FUNCTIONS: Final[tuple[Mistake, ...]] = (
    caught_at_import("a fee that counts without words", lambda: cost(units=wordless), "no docstring"),
    caught_at_import(
        "competent by what is not asked",
        school(competent=at_the_school(field="stage")),
        "name one of its fields",
    ),
)
