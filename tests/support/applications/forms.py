"""Whole forms of both one-matters, drawn by hypothesis: any situation, right or wrong."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from matters.definitions.newborn.form import Had, Settles, Sex
from matters.definitions.restaurant.form import Dish

PEOPLE: Final = ("990101199203120021", "990101199007080018", "990101199511210045", "99010119930430003X")
A_LICENCE: Final = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
NAMES: Final = st.text("甲乙丙丁", min_size=1, max_size=4)
AREAS: Final = st.one_of(
    st.sampled_from(("299.99", "300", "300.01", "499.99", "500", "500.01")),
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(99999), places=2).map(str),
)

NEWBORN: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {
        "child_name": NAMES,
        "child_sex": st.sampled_from([sex.value for sex in Sex]),
        "born_on": st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(str),
        "hospital": NAMES,
        "mother_name": NAMES,
        "mother_id": st.sampled_from(PEOPLE),
        "settles": st.sampled_from([place.value for place in Settles]),
        "parents_married": st.booleans(),
        "father_name": st.none() | NAMES,
        "father_id": st.none() | st.sampled_from(PEOPLE),
        "father_document": st.none() | NAMES,
        "mother_document": st.none() | NAMES,
        "other_surname": st.booleans(),
        "maternity_insured": st.booleans(),
        "through_father": st.booleans(),
        "bank_account": st.none() | st.just("6200000000000000001"),
        "wants_card": st.booleans(),
        "deliver_to": st.none() | NAMES,
        "phone": st.just("13900000001"),
        "wants_guidance": st.booleans(),
        "already_had": st.lists(st.sampled_from([each.value for each in Had]), max_size=3),
    }
)
RESTAURANT: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {
        "shop_name": NAMES,
        "operator_name": NAMES,
        "operator_id": st.sampled_from(PEOPLE),
        "address": NAMES,
        "floor_area": AREAS,
        "already_registered": st.booleans(),
        "credit_code": st.none() | st.just("91310000132210595U"),
        "premises_licence": st.none() | st.just(A_LICENCE),
        "dishes": st.lists(st.sampled_from([dish.value for dish in Dish]), min_size=1, max_size=5),
        "staff_certified": st.booleans(),
        "hangs_a_sign": st.booleans(),
        "sign_area": st.none() | AREAS,
        "sells_tobacco": st.booleans(),
        "sign_on_road": st.booleans(),
        "commits_to_fire_safety": st.booleans(),
    }
)
FORMS: Final = {"newborn": NEWBORN, "restaurant": RESTAURANT}
