"""`onematter matters clock`: a limit that is counted at the terminal, from a file of what happened."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from matters.clock import Proceedings, Suspension
from matters.definitions import conventions
from tests.support.terminal import Terminal

from .test_clock import NOTICE_WITHIN, SINGLE
from .test_clock_explained import REVIEW


def facts(folder: Path, proceedings: Any) -> Path:
    """A file for `onematter matters clock`."""
    path = folder / "facts.json"
    path.write_text(json.dumps({"proceedings": proceedings, "term": SINGLE.model_dump(mode="json")}))
    return path


def recorded(received: date, *suspensions: Suspension) -> dict[str, Any]:
    proceedings = Proceedings(received_on=received, notice_within=NOTICE_WITHIN, suspensions=suspensions)
    return proceedings.model_dump(mode="json")


async def test_an_officer_reads_how_a_limit_is_counted(author: Terminal, tmp_path: Path) -> None:
    """The command prints the spans as a table, and the last day under it."""
    told = await author("matters", "clock", facts(tmp_path, recorded(date(2026, 12, 21))))
    assert told.code == 0
    assert f"| 2026-12-22 | 2026-12-25 | 4 | 是 | 4 | 工作日 | {SINGLE.basis} |" in told.out
    assert "受理日：2026-12-21" in told.out
    assert "最迟办结：2027-01-19（暂定）" in told.out
    assert f"- 约定：{conventions.FESTIVALS_WITHOUT_NOTICE.says}；依据：" in told.out


async def test_an_officer_reads_how_far_a_clock_went_that_stands(author: Terminal, tmp_path: Path) -> None:
    """While there is no last day the table ends on the day asked about."""
    told = await author(
        "matters", "clock", facts(tmp_path, recorded(date(2026, 3, 2), REVIEW)), "--on", "2026-03-20"
    )
    assert "| 2026-03-05 | 2026-03-20 | 16 | 否 | 2 | 专家评审" in told.out
    assert "最迟办结：期限未在计算" in told.out


async def test_an_officer_is_told_what_is_wrong_with_a_record(author: Terminal, tmp_path: Path) -> None:
    """Every mistake is named by its path, and nothing is reckoned."""
    told = await author(
        "matters", "clock", facts(tmp_path, {"received_on": "2026-02-30", "notice_within": {"count": 0}})
    )
    assert told.code == 1
    assert "期限记录有误" in told.out
    assert "facts.proceedings.received_on：不是存在的日期" in told.out
    assert "facts.proceedings.notice_within.count：须大于 0" in told.out
