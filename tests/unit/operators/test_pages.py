"""Pieces of the pages and searches of operators."""

from datetime import UTC, date, datetime

import pytest
from rich.console import Console

from client.cli.tables import campaign
from client.counted import counted
from client.messages.campaigns.campaign import CampaignProgress, CampaignStage, Counts, Hand, Report
from client.messages.grants.offers import GrantState, Standing
from deploy.operators.views import link, views
from matters.clock import CHINA
from tests.support.terminal import onematter
from workflows import markdown, visibility
from workflows.campaigns import campaign_view
from workflows.grants import grant_page
from workflows.troubles import Troubles


def test_cells_stand_apart() -> None:
    """Between two cells is a column of nothing; a cell is one line, and its bars draw no other cell."""
    assert markdown.table(("事项", "剩余"), [("a|b\nc", "5")]) == (
        "| 事项 | \N{EM SPACE} | 剩余 |\n| --- | --- | --- |\n| a\\|b c | \N{EM SPACE} | 5 |"
    )


def test_nothing_to_say() -> None:
    """A table without rows is not drawn, nor the heading over it."""
    assert not markdown.section("费用", markdown.table(("事项", "应缴"), []))


def test_a_column_that_says_nothing() -> None:
    """It takes no room from the others."""
    shown = markdown.table(("由谁", "最迟", "环节"), [("申请人", "", "陈述"), ("主持人", "", "举行")])
    assert "最迟" not in shown
    assert shown.count("\n") == 3


def test_words_that_no_column_breaks() -> None:
    """They are the same words, and a mark that nobody sees stands between any two of their characters."""
    assert markdown.unbroken("已决定").replace(markdown.JOINER, "") == "已决定"
    assert markdown.unbroken("已决定").count(markdown.JOINER) == 2
    assert [len(half) for half in markdown.in_two("市场监督管理局").split(markdown.JOINER)] == [
        1,
        1,
        1,
        2,
        1,
        1,
    ]
    assert "10\N{NO-BREAK SPACE}工作日" in markdown.table(("剩余",), [("10\N{NO-BREAK SPACE}工作日",)])


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("nobody", "逾期无人放行，自动终止"),
        ("operator", "由运行人员终止"),
        ("officer-3", "由 officer-3 终止"),
    ],
)
def test_who_has_ended_a_campaign(by: str, says: str) -> None:
    """In words, on its page as at the terminal, where the treasury's sums are shown, too."""
    now = CampaignProgress(name="高龄津贴", period="2026-Q1", stopped_by=by)
    ended = Report(
        id="1",
        policy="old-age-allowance",
        name=now.name,
        period=now.period,
        completed=False,
        closed_at=datetime(2026, 11, 30, tzinfo=UTC),
        stopped_by=by,
        counts=Counts(),
    )
    console = Console(width=100)
    with console.capture() as shown:
        console.print(campaign.progress(now), campaign.report(ended))
    assert campaign_view.page("1", now, Troubles()).startswith(f"## 高龄津贴 2026-Q1 · {says}")
    assert shown.get().count(says) == 2


def test_what_is_paid_once() -> None:
    """It is called so, in Chinese, on its page and at the terminal."""
    now = CampaignProgress(name="一次性扩岗补助", period="once")
    console = Console(width=100)
    with console.capture() as shown:
        console.print(campaign.progress(now))
    for text in (campaign_view.page("1", now, Troubles()), shown.get()):
        assert "一次性扩岗补助" in text
        assert "once" not in text


def test_who_has_paused_a_campaign() -> None:
    """And why, since when, and the command with which it goes on."""
    at = datetime(2026, 11, 30, 2, 36, tzinfo=UTC)
    hands = (
        Hand(by="officer-2", does="编制", at=at),
        Hand(by="officer-3", does="暂停", at=at, because="午休"),
    )
    now = CampaignProgress(
        name="高龄津贴",
        period="2026-Q1",
        stage=CampaignStage.PREVIEW,
        hands=hands,
        halted="officer-3 暂停：午休",
    )
    title, *page = campaign_view.page("1", now, Troubles()).splitlines()
    [row] = [line for line in page if line.startswith("| 经办人员")]
    assert title.endswith("（暂停中）")
    assert [cell.strip() for cell in row.split("|")[1::2]] == [
        "经办人员",
        "officer-3 暂停：午休；查明后恢复",
        "11-30 10:36",
        "`onematter campaign resume 1 --by 账号`",
    ]


def test_who_decides_an_objection() -> None:
    """Since when, and until when; what fails is told below."""
    standing = Standing(
        reference="1",
        policy="old-age-allowance",
        name="高龄津贴",
        department="民政局",
        state=GrantState.OBJECTED,
        fen=100,
        since=date(2026, 11, 30),
        answer_by=date(2026, 12, 7),
    )
    page = grant_page.page(standing, ["送国库：未送达"])
    assert f"| 民政局 | {markdown.GAP} | 决定异议" in page
    assert all(markdown.day(day) in page for day in (standing.since, standing.answer_by))
    assert page.endswith("### 技术故障\n\n- 送国库：未送达")


def test_one_word_for_what_a_campaign_counts() -> None:
    """Its page and the terminal call it alike, and tell all of it."""
    now = CampaignProgress(
        period="2026-Q3",
        stage=CampaignStage.GRANTING,
        counts=Counts(matched=3, filed=2, filed_fen=100),
    )
    page = campaign_view.page("1", now, Troubles())
    words = [word for word, *_ in counted(now.counts)]
    assert all(word in page for word in words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("region", "found_by"),
    [
        ("990101", ("990000", "990100", "990101")),
        ("990100", ("990000", "990100")),
        ("990101001002", ("990000", "990100", "990101", "990101001000", "990101001002")),
    ],
)
def test_regions(region: str, found_by: tuple[str, ...]) -> None:
    """A case is found by its district, and by the city and the province around it."""
    assert visibility.around(region) == found_by


def test_the_last_day_in_china() -> None:
    """What is due on a day is shown on that day to whoever reads it in China."""
    at = visibility.last_instant(date(2026, 12, 4))
    assert at.astimezone(CHINA).date() == date(2026, 12, 4)
    assert at.astimezone(UTC) == datetime(2026, 12, 4, 15, 59, 59, tzinfo=UTC)


def test_where_links_lead(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """To the UI of `make serve`, at whichever port that is, or to another that is named."""
    monkeypatch.setenv("ONEMATTER_UI_PORT", "9999")
    assert onematter(("ops", "links")) == 0
    assert onematter(("ops", "links", "--ui", "https://ui.example/")) == 0
    own, other = capsys.readouterr().out.split("https://ui.example/namespaces", maxsplit=1)
    assert "http://127.0.0.1:9999/namespaces" in own
    assert "9999" not in other


def test_links() -> None:
    """Each view has a name of its own, and its search survives being an address."""
    names = [view.says for view in views()]
    assert len(names) == len(set(names))
    [waiting] = [view for view in views() if view.says == "等申请人"]
    shown = link(waiting, ui="http://ui", namespace="one")
    assert shown.startswith("http://ui/namespaces/one/workflows?query=WorkflowType%20%3D%20%27one-matter%27")
    assert "WaitingOn%20%3D%20%27%E7%94%B3%E8%AF%B7%E4%BA%BA%27" in shown
