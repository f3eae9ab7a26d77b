"""What tests of races share."""

from dataclasses import replace

import pytest

from matters import catalogue, language
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT


@pytest.fixture
def withdrawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one-matter withdraws the rest of a case if its applicant says nothing."""
    withdraws = replace(RESTAURANT, on_refusal=language.WhenRefused.WITHDRAW_REST)
    listed = tuple(withdraws if one is RESTAURANT else one for one in catalogue.ONE_MATTERS)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", listed)
