"""What operators see of a campaign: whom it waits for, numbers and sums, never a person."""

from collections.abc import Iterable, Iterator
from typing import Final

from client import labels, names
from client.counted import campaign_period, campaign_stage, counted
from client.labels import GRANT_STATES
from client.messages.campaigns.campaign import CampaignProgress, CampaignStage, Group, Preview
from workflows import markdown, visibility
from workflows.troubles import Troubles

WAITS: Final = ("等谁", "做什么", "自", "命令")


def attributes(policy: str, progress: CampaignProgress) -> visibility.Attributes:
    """By which a campaign is found; its clock stands still while it is halted."""
    going = not progress.halted and progress.stage is not CampaignStage.CLOSED
    shown: dict[visibility.Key, object] = {
        visibility.ONE_MATTER: policy,
        visibility.STAGE: progress.stage,
        visibility.CLOCK: visibility.RUNNING if going else visibility.STOPPED,
    }
    if progress.stage is CampaignStage.CLOSED:
        shown[visibility.OUTCOME] = "stopped" if progress.stopped_by else "completed"
    return shown


def page(campaign: str, progress: CampaignProgress, troubles: Troubles) -> str:
    """The whole page: one table for each question."""
    state = campaign_stage(progress.stage, stopped_by=progress.stopped_by)
    halted = "（暂停中）" if progress.halted and not progress.stopped_by else ""
    return markdown.page(
        f"## {progress.name} {campaign_period(progress.period)} · {state}{halted}",
        markdown.section("现在等谁", markdown.table(WAITS, _balls(campaign, progress))),
        markdown.section("技术故障", markdown.bullets(_faults(campaign, troubles))),
        markdown.section("进度", markdown.table(("进度", "人数", "金额（元）"), counted(progress.counts))),
        *(_preview(progress.preview) if progress.preview else ()),
        markdown.section("经手", markdown.table(("谁", "做了什么", "时间", "理由"), _hands(progress))),
    )


def _balls(campaign: str, progress: CampaignProgress) -> Iterator[tuple[str, str, str, str]]:
    command = "`onematter campaign {} " + campaign + " --by 账号`"
    if progress.stopped_by:
        return
    if progress.halted:
        does = progress.halted if "恢复" in progress.halted else f"{progress.halted}；查明后恢复"
        yield "经办人员", does, _since(progress, "暂停"), command.format("resume")
    elif progress.stage is CampaignStage.PREVIEW:
        does = "核对下列预览后放行"
        yield "另一名经办人员", does, _since(progress, "编制"), command.format("release")
    elif progress.publicity_until and progress.stage is CampaignStage.PUBLICITY:
        yield "公众", f"公示并受理异议，至 {markdown.day(progress.publicity_until)}", "", ""


def _since(progress: CampaignProgress, does: str) -> str:
    """When somebody has done this last, if it is the last that anybody has done: the brake tells no time."""
    last = progress.hands[-1:]
    return "".join(markdown.moment(hand.at) for hand in last if hand.does == does)


def _faults(campaign: str, troubles: Troubles) -> Iterator[str]:
    """A page of many takes its time: what has brought nothing yet need not fail."""
    again = f"恢复后可立即重试：`onematter ops retry {names.campaign_id(campaign)}`"
    return (f"{line}；{again}" for line in troubles.lines())


def _preview(preview: Preview) -> Iterator[str]:
    opens = [group.model_copy(update={"label": GRANT_STATES[group.label]}) for group in preview.opens_as]
    yield markdown.section("预览：如何发放", _groups("方式", opens))
    yield markdown.section("预览：每笔金额", _groups("金额", preview.by_amount))
    yield markdown.section("预览：按地区", _groups("地区", preview.by_region))
    before = (preview.last_period,) if preview.last_period else ()
    yield markdown.section("与上期比较", _groups("上期", before))
    rows = (
        ("剩余预算（元）", labels.yuan(preview.budget_left)),
        ("其他批次已有（笔）", f"{preview.already:,}"),
    )
    yield markdown.section("预算", markdown.table(("项目", "数"), rows))


def _groups(title: str, groups: Iterable[Group]) -> str:
    rows = ((group.label, f"{group.grants:,}", labels.yuan(group.fen)) for group in groups)
    return markdown.table((title, "人（户）数", "金额（元）"), rows)


def _hands(progress: CampaignProgress) -> Iterator[tuple[str, str, str, str]]:
    """One that was begun by an earlier release knows less of it."""
    for hand in progress.hands:
        yield hand.by, hand.does, markdown.moment(hand.at), hand.because
    if not progress.hands and progress.released_by:
        yield progress.released_by, "放行", "", ""
