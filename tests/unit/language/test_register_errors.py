"""A register may be wrong: whoever is told what it says is told what to bring, and may be asked for it."""

from typing import Final

from matters import catalogue
from matters.guide.advice import guide
from matters.guide.service_guide import service_guide
from matters.plan.parts import answerable
from tests.support.applications.district import Filing
from tests.support.applications.estate import ESTATE

PROOF: Final = "register-proof"


def test_guides_name_it() -> None:
    """The published one and the answer to whoever asks, of every one-matter."""
    for one in catalogue.ONE_MATTERS:
        assert f"（{PROOF}）" in service_guide(one)
        assert [paper.code for paper in guide(one, {}).anyway] == [PROOF]


def test_whoever_is_to_mend_what_a_register_denies() -> None:
    """Is told that he may stand by it, and bring proof; of what no register has said, he is told neither."""
    report, _ = Filing(case="newborn-married-with-mother", form={"parents_married": False}).review()
    told = {found.rule: found.mend for found in report.findings}
    assert any(PROOF in mend for mend in told.values())
    incomplete, _ = Filing(case="newborn-married-with-mother", papers={}).review()
    assert not any(PROOF in found.mend for found in incomplete.findings)


def test_an_officer_may_ask_for_it() -> None:
    """As for any paper of the case."""
    assert f"papers.{PROOF}" in answerable(ESTATE)
