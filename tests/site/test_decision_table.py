"""Situations as data say what the guide says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice, product
from random import Random
from typing import Any, Final

import pytest

from matters import catalogue
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import sign_permit
from matters.definitions.restaurant.form import Premises, RoadSign
from matters.guide.advice import guide
from matters.guide.advised import Applicability
from matters.language import OneMatter
from matters.site.decision_table import DecisionTable

ONES: Final = catalogue.in_force(catalogue.ONE_MATTERS, on=date(2026, 12, 1))
MOST: Final = 150
"""Sets of answers of one one-matter that are tried."""


def told(table: DecisionTable, name: str, chosen: Mapping[str, int]) -> Applicability:
    """What a page concludes, which knows no more than the table."""
    ends = {
        way.said
        for way in table.ways[name]
        if all(chosen.get(field, choice) == choice for field, choice in way.chosen.items())
    }
    if len(ends) > 1 or None in ends:
        return Applicability.POSSIBLE
    return Applicability.CERTAIN if ends == {True} else Applicability.NOT


def answered(table: DecisionTable) -> Iterator[dict[str, int]]:
    """Some questions answered, others not, in an order that chance has made once."""
    questions = [asked for asked in table.questions if "[" not in asked.field]
    open_or_chosen = [[None, *range(len(asked.choices))] for asked in questions]
    ways = list(islice(product(*open_or_chosen), 20_000))
    Random(1).shuffle(ways)  # noqa: S311 # not a secret
    for way in ways[:MOST]:
        yield {
            asked.field: choice for asked, choice in zip(questions, way, strict=True) if choice is not None
        }


@pytest.mark.parametrize("one", ONES, ids=lambda one: one.code)
def test_a_page_says_what_the_guide_says(one: OneMatter[Any]) -> None:
    """Of every item and every paper, whatever is answered."""
    table = DecisionTable(one)
    choices = {asked.field: asked.choices for asked in table.questions}
    for chosen in answered(table):
        answers = {field: choices[field][choice].sample for field, choice in chosen.items()}
        for item in guide(one, answers).items:
            assert told(table, item.code, chosen) is item.standing
            for paper in item.papers:
                assert told(table, f"{item.code}/{paper.code}", chosen) is paper.standing


def labels(one: OneMatter[Any], field: str) -> list[str]:
    [asked] = [asked for asked in DecisionTable(one).questions if asked.field == field]
    return [choice.label for choice in asked.choices]


def test_numbers_are_asked_as_ranges() -> None:
    """At the threshold of the law, and in its words: 300 and more."""
    assert labels(RESTAURANT, "floor_area") == ["不足 300", "300 及以上"]


def has_a_smallish_sign(form: RoadSign) -> bool:
    """招牌不大"""
    return form.sign_area is not None and form.sign_area <= Decimal("15.5")


def with_a_sign_permit(**changes: Any) -> OneMatter[Any]:
    changed = replace(sign_permit, **changes)
    return replace(
        RESTAURANT, matters=tuple(changed if it is sign_permit else it for it in RESTAURANT.matters)
    )


def test_a_threshold_that_no_figure_names_is_found() -> None:
    """To the hundredth of a square metre, between two samples that end differently."""
    found = labels(with_a_sign_permit(when=has_a_smallish_sign), "sign_area")
    assert found == ["15.5 及以下", "超过 15.5", "没有，不填"]


def is_larger_than_its_sign(form: RoadSign) -> bool:
    """面积大于招牌"""
    return form.sign_area is None or form.floor_area > form.sign_area


def named_after_himself(form: Premises) -> bool:
    """以经营者姓名命名"""
    return form.operator_name in form.shop_name


@pytest.mark.parametrize("condition", [is_larger_than_its_sign, named_after_himself])
def test_what_samples_cannot_tell_stays_open(condition: Any) -> None:
    """One number beside another, and the letters of a text: no choice decides them."""
    table = DecisionTable(with_a_sign_permit(when=condition))
    assert told(table, "sign-permit", {}) is Applicability.POSSIBLE
    assert None in {way.said for way in table.ways["sign-permit"]}
