"""What goes wrong where there is something for each element of a list."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Final

from matters.definitions.registers import POPULATION
from matters.language import Asks, Facts, Form, FormList, IdentityNumber, OneMatter, Prefill, Text, each
from tests.support.applications.estate import (
    ESTATE,
    HEIR_NAMED,
    HEIRS,
    PROPERTIES,
    Deceased,
    EstateForm,
    Heir,
    Property,
    search,
    transfer,
)
from tests.support.mistakes.mistake import Mistake, caught_at_import, caught_by_check, paper, rule, with_item


class Nameless(Form):
    """车辆"""

    plate: Annotated[Text, Asks("号牌")]


class Vessel(Form):
    plate: Annotated[Text, Asks("号牌", identifies=True)]


class Vehicle(Form):
    """Vehicle"""

    plate: Annotated[Text, Asks("号牌", identifies=True)]


class Fleet(Deceased):
    nameless: Annotated[tuple[Nameless, ...], Asks("车辆名单")] = ()
    wordless: Annotated[tuple[Vessel, ...], Asks("车船名单")] = ()
    english: Annotated[tuple[Vehicle, ...], Asks("机动车名单")] = ()


class WithFleet(EstateForm, Fleet): ...


class Scrapping(Fleet, Vehicle): ...


class Adult(Heir):
    """成年继承人"""

    remark: Text


class Remarked(Property):
    """有备注的不动产"""

    remark: Annotated[Text | None, Asks("备注")] = None


def estate(**changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: replace(ESTATE, **changes)


def transferring(**changes: Any) -> Callable[[], OneMatter[Any]]:
    return lambda: with_item(ESTATE, transfer, **changes)


def never_small(form: Property) -> bool:
    """面积为负"""
    return form.area < 0


def is_not_small(form: Property, _: Any) -> bool:
    return form.area > 0


def is_nobody(form: Heir, _: Any) -> bool:
    return form.heir_id == ""


def listed_again() -> object:
    class Landlord(Form):
        """所有人"""

        owner_id: Annotated[IdentityNumber, Asks("所有人", identifies=True)]
        flats: Annotated[tuple[Property, ...], Asks("名下不动产")]

    class Landlords(Form):
        owners: Annotated[tuple[Landlord, ...], Asks("所有人名单")]

    return Landlords


def asked_of_both() -> object:
    class WrittenTo(EstateForm):
        address: Annotated[Text, Asks("住址")]

    return replace(ESTATE, form=WrittenTo)


class WithAdults(EstateForm):
    adults: Annotated[tuple[Adult, ...], Asks("成年继承人名单")] = ()


class WithRemarks(EstateForm):
    noted: Annotated[tuple[Remarked, ...], Asks("有备注的不动产名单")] = ()


VEHICLES: Final[Any] = FormList(Fleet, lambda form: form.english)
SCRAPPING: Final[dict[str, Any]] = {"code": "scrapping", "form": Scrapping, "basic_code": "990700063000"}


def of_nobody(_: Form, __: Facts) -> None:
    return None


def prefilled(field: str) -> Prefill[Any, Any]:
    return Prefill(field=field, register=POPULATION, key=of_nobody, says=lambda _: None)


REFUSED_GROUPS: Final[tuple[Mistake, ...]] = (
    caught_at_import(
        "elements of which none can be told from another",
        lambda: FormList(Fleet, lambda form: form.nameless),
        "nothing tells one Nameless from another",
    ),
    caught_at_import(
        "elements that have no name for people",
        lambda: FormList(Fleet, lambda form: form.wordless),
        "Vessel has no docstring",
    ),
    caught_at_import(
        "a group of no list",
        lambda: FormList(Deceased, lambda form: (form.deceased_id,)),  # type: ignore[type-var]
        "names no list of elements",
    ),
    caught_at_import("a list in an element", listed_again, "Landlord has a list of its own"),
    caught_at_import("a question of the form and of its elements", asked_of_both, "'address' is asked by"),
    caught_at_import(
        "an item for each that does not know of whom it is",
        lambda: each(PROPERTIES, search),
        "Heirs is about each Property and does not ask 'unit'",
    ),
    caught_at_import(
        "a rule beside an element that does not inherit it",
        lambda: HEIRS.beside(Property),
        "Property is about each Heir and does not ask 'heir_id'",
    ),
    caught_at_import(
        "items for each of a list that nobody is asked for",
        estate(form=Deceased),
        "has something for each of 'heirs', which Deceased does not ask",
    ),
    caught_at_import(
        "a rule for each about what no element is asked",
        transferring(checks=(each(HEIRS, rule(is_nobody, field="address")),)),
        "a check is about 'address', which Heir does not ask",
    ),
    caught_at_import(
        "an answer prefilled that no element is asked",
        estate(prefills=(each(HEIRS, prefilled("unit")),)),
        "prefills 'unit', which Heir does not ask",
    ),
)

WRONG_GROUPS: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "an item for each that nobody can have",
        transferring(when=never_small),
        "no answer makes 'never_small' true",
    ),
    caught_by_check(
        "a paper of each element that is never wanted",
        transferring(materials=(*transfer.materials, each(PROPERTIES, paper(when=never_small)))),
        "no answer makes 'never_small' true",
    ),
    caught_by_check(
        "a rule of each element that nobody breaks",
        transferring(checks=(HEIR_NAMED, each(PROPERTIES, rule(is_not_small, field="area")))),
        "nothing breaks rule 'test.rule'",
    ),
    caught_by_check(
        "a rule of each element that nobody passes",
        transferring(checks=(HEIR_NAMED, each(HEIRS, rule(is_nobody, field="heir_id")))),
        "nothing satisfies rule 'test.rule'",
    ),
    caught_by_check(
        "an element asked without words", estate(form=WithAdults), "remark: is asked without words"
    ),
    caught_by_check(
        "an element asked for what nobody is told",
        estate(form=WithRemarks),
        "form.noted[].remark: is told to no department",
    ),
    caught_by_check(
        "elements that people call by a foreign word",
        lambda: replace(
            ESTATE,
            form=WithFleet,
            matters=(
                *ESTATE.matters,
                each(VEHICLES, replace(search, **SCRAPPING, checks=())),
            ),
        ),
        "'Vehicle' is read by citizens or officers; write it in Chinese",
    ),
)
