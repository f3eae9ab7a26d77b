"""Enquiries from a terminal: tables for people, messages for programs, and the exit codes."""

import asyncio
import json
import os
from pathlib import Path

from client.messages.enquiries.guidance import Guidance
from client.messages.enquiries.pre_review import PreReview
from client.transport.ring_of_keys import ENVIRONMENT
from tests.support.parts import KEYS, Parts
from tests.support.places import ONEMATTER, ROOT
from tests.support.states import quiet_on_one_ledger

pytestmark = quiet_on_one_ledger

CASES = ROOT / "deploy" / "cases"


async def _run(quiet: Parts, *arguments: str | Path) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        ONEMATTER,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={
            **os.environ,
            "TEMPORAL_ADDRESS": quiet.client.service_client.config.target_host,
            "TEMPORAL_NAMESPACE": quiet.client.namespace,
            ENVIRONMENT: KEYS.text(),
        },
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def test_guide(quiet: Parts) -> None:
    """What to answer next, items and papers; an answer that cannot be read is told, and exit 2."""
    code, said = await _run(quiet, "case", "guide", "newborn", "settles=随母落户", "parents_married=true")
    assert code == 0
    assert "母亲是否参加生育保险？" in said
    assert "结婚证" in said
    assert "非婚生育情况说明" not in said
    code, said = await _run(
        quiet, "case", "guide", "--json", "restaurant", "floor_area=much", 'dishes=["热食类"]'
    )
    assert code == 2
    guidance = Guidance.model_validate_json(said)
    assert [field.path for field in guidance.wrong_fields] == ["form.floor_area"]
    assert "dishes" not in {question.field for question in guidance.questions}


async def test_prefill(quiet: Parts, tmp_path: Path) -> None:
    """What is held, by whom, and how much of the form and the papers is spared."""
    case = json.loads((CASES / "newborn-married-with-mother.json").read_text(encoding="utf-8"))
    empty = tmp_path / "case.json"
    empty.write_text(json.dumps({**case, "form": {}}), encoding="utf-8")
    code, said = await _run(quiet, "case", "prefill", empty)
    assert code == 0
    assert "人口基础信息库" in said
    assert "免填 8/12 项，免交 2/2 份材料" in said


async def test_pre_review(quiet: Parts, tmp_path: Path) -> None:
    """The conclusion and how each paper is handled; what is to be mended ends with exit 1."""
    code, said = await _run(quiet, "case", "pre-review", CASES / "restaurant-small-with-licence.json")
    assert code == 0
    assert "可以受理" in said
    assert "承诺后使用" in said
    case = json.loads((CASES / "restaurant-small-with-licence.json").read_text(encoding="utf-8"))
    spoilt = tmp_path / "case.json"
    spoilt.write_text(
        json.dumps({**case, "papers": [], "form": {**case["form"], "shop_name": "别的店"}}), encoding="utf-8"
    )
    code, said = await _run(quiet, "case", "pre-review", "--json", spoilt)
    assert code == 1
    found = {finding.rule for finding in PreReview.model_validate_json(said).findings}
    assert found == {"restaurant.shop-name", "paper.there", "paper.follows"}


async def test_a_mistyped_answer(quiet: Parts) -> None:
    """What is no FIELD=VALUE is told in a line, and nothing is asked."""
    code, said = await _run(quiet, "case", "guide", "newborn", "settles")
    assert code == 2
    assert "write FIELD=VALUE" in said
    assert "Traceback" not in said
