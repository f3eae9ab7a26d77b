"""What `onematter matters new` writes is sound as it stands; `test_typing` has what type checkers say."""

from pathlib import Path

import pytest

from tests.house.checkout import CODE, WRITTEN, called


@pytest.mark.slow
def test_it_passes_the_proofs(checkout: Path) -> None:
    """Alone, and beside all others."""
    assert "通过" in called(checkout, "deploy.command_line", "matters", "check", CODE)
    assert "有误" not in called(checkout, "deploy.command_line", "matters", "check")


@pytest.mark.slow
def test_it_is_played(checkout: Path) -> None:
    """Its example is a case that is granted."""
    example = f"{WRITTEN[0]}/example.json"
    assert "全部办结" in called(checkout, "deploy.command_line", "matters", "try", CODE, example)


def test_its_tests_pass(checkout: Path) -> None:
    """The table that the author goes on with."""
    assert "5 passed" in called(checkout, "pytest", "-n", "0", "-p", "no:cacheprovider", WRITTEN[1])


@pytest.mark.parametrize(
    "checker", [("ruff", "check", "--no-cache"), ("ruff", "format", "--check", "--no-cache")], ids=" ".join
)
def test_checkers_find_nothing(checkout: Path, checker: tuple[str, ...]) -> None:
    """Lint and layout."""
    called(checkout, *checker, *WRITTEN)
