"""What operators read of one grant: how it stands, and whom it waits for. Nobody is named."""

from collections.abc import Iterable, Iterator

from client import labels
from client.labels import GRANT_STATES
from client.messages.grants.offers import GrantState, Standing
from workflows import markdown


def page(standing: Standing, faults: Iterable[str]) -> str:
    """The whole page."""
    return markdown.page(
        f"## {standing.name or standing.policy} · {GRANT_STATES[standing.state]}",
        f"{standing.department}，{labels.yuan(standing.fen)} 元",
        markdown.section("现在等谁", markdown.table(("等谁", "做什么", "自", "至"), _balls(standing))),
        markdown.section("技术故障", markdown.bullets(faults)),
        f"多发 {labels.yuan(standing.overpaid)} 元，已另案追回" if standing.overpaid else "",
    )


def _balls(standing: Standing) -> Iterator[tuple[str, str, str, str]]:
    since = markdown.day(standing.since)
    match standing.state:
        case GrantState.OFFERED:
            yield "本人", "确认或不享受", since, ""
        case GrantState.ASKED:
            yield "本人", "补一项信息", since, ""
        case GrantState.SECOND_LOOK | GrantState.FAULTY:
            yield standing.department, "人工核查（`onematter desk inbox`）", since, ""
        case GrantState.OBJECTED:
            until = markdown.day(standing.answer_by)
            yield standing.department, "决定异议（`onematter desk inbox`）", since, until
        case GrantState.GRANTED if standing.payable_from:
            yield "发放日", "到日核对后支付", since, markdown.day(standing.payable_from)
        case _:
            return
