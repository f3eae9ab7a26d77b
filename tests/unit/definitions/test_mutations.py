"""Seeded mutations of valid applications: each is found by the rule that it breaks; none passes silently."""

from random import Random
from typing import Final

import pytest

from matters.review.review import ReviewConclusion
from tests.support.applications.mutations import MARRIED, MUTATIONS, SHOP, Mutation
from tests.support.places import THOROUGH

SEEDS: Final = range(30 if THOROUGH else 10)


@pytest.mark.parametrize("valid", [MARRIED, SHOP], ids=lambda filed: filed.case)
def test_what_is_spoilt_was_valid(valid: object) -> None:
    """The applications that are spoilt have nothing wrong."""
    found, wrong = valid.review()  # type: ignore[attr-defined]
    assert (found.conclusion, found.findings, wrong) == (ReviewConclusion.ACCEPT, (), ())


def _is_found(mutation: Mutation, seed: int) -> bool:
    found, wrong = mutation.spoil(Random(seed), mutation.valid).review()  # noqa: S311 # seeded, not secret
    told = {finding.rule for finding in found.findings} | {field.path for field in wrong}
    return mutation.found_by in told and found.conclusion is not ReviewConclusion.ACCEPT


def test_every_mutation_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """By the right rule, with whatever seed; the score is printed."""
    missed = [
        (mutation.name, seed) for mutation in MUTATIONS for seed in SEEDS if not _is_found(mutation, seed)
    ]
    planted = len(MUTATIONS) * len(SEEDS)
    with capsys.disabled():
        print(f"\nmutations found by the right rule: {planted - len(missed)} of {planted}")  # noqa: T201
    assert not missed
