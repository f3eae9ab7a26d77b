"""The brake of a campaign: it counts from the day on which an officer last let the campaign go on."""

from activities.campaigns.mandates import Brief
from client.messages.campaigns.campaign import Counts


def tripped(counts: Counts, eased: Counts, brief: Brief, *, trial: bool = False) -> str:
    """Why the campaign must stop, in the words that an officer reads; empty if it need not.

    One payment of which ledger and treasury do not say the same is enough. What comes back of a `trial`, the
    first file, is judged however few it is: no page is sent after it unseen.
    """
    if counts.differences > eased.differences:
        number = counts.differences - eased.differences
        return f"与国库对账不符：{number}笔，请查明后重新对账（reconcile 命令）"
    least, settled = brief.least, counts.settled - eased.settled
    watched = (
        ("规则出错", counts.faults - eased.faults, _judged(counts, eased), brief.faults, least),
        # Anybody may still object to what was opened before the officer's word.
        ("异议", counts.objections - eased.objections, counts.opened, brief.objections, least),
        ("退回", counts.returned - eased.returned, settled, brief.returns, 0 if trial else least),
    )
    for what, number, of, share, floor in watched:
        if of >= floor and number > share * of:
            return f"{what}：{of}笔中{number}笔，超过{share:.1%}"
    return ""


def _judged(counts: Counts, eased: Counts) -> int:
    """How many the rules have seen since: each is judged before it is opened, and again before it is paid."""
    examined = counts.filed + counts.stopped - eased.filed - eased.stopped
    return max(counts.opened - eased.opened, examined)
