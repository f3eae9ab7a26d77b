"""Stand-ins of the demonstration district, set by a file."""

import json
from pathlib import Path

import pytest

from activities.stand_ins.books import District, lodgings
from deploy.demonstration import DISTRICT
from tests.support.terminal import onematter


def _set(file: Path, district: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("ONEMATTER_DISTRICT_URL", f"sqlite:///{district}")
    return onematter(("ops", "stand-ins", str(file)))


def test_stand_ins_are_set_by_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every item of the file behaves towards any case as it says there."""
    assert _set(DISTRICT / "officers.json", tmp_path / "district.db", monkeypatch) == 0
    district = District(str(tmp_path / "district.db"))
    with district.transaction() as books:
        behaviour = lodgings.behaviour(books, case="any", matter="food-licence")
    district.close()
    assert behaviour
    assert json.loads(behaviour)["kind"] == "reviewing"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "No such file"),
        ("{", "不是完整的 JSON"),
        ('{"food-licence": {"kind": "lazy"}}', "food-licence"),
        ('{"fod-licence": {"kind": "instant"}}', "no such item: fod-licence"),
    ],
)
def test_a_file_that_says_nothing(
    text: str | None,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is wrong with the file is told, without a trace; a misspelt item is not set in silence."""
    file = tmp_path / "behaviours.json"
    if text:
        file.write_text(text)
    assert _set(file, tmp_path / "district.db", monkeypatch) == 2
    assert says in capsys.readouterr().err
