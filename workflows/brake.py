"""The brake of a campaign: it counts from the day on which an officer last let the campaign go on."""

from activities.campaigns import Brief
from client.campaign_messages import Counts


def tripped(counts: Counts, eased: Counts, brief: Brief) -> str:
    """Why the campaign must stop, in the words that an officer reads; empty if it need not.

    One payment of which ledger and treasury do not say the same is enough.
    """
    if counts.differences > eased.differences:
        return f"与国库对账不符：{counts.differences - eased.differences}笔"
    watched = (
        ("规则出错", counts.faults - eased.faults, counts.opened, brief.faults),
        ("异议", counts.objections - eased.objections, counts.opened, brief.objections),
        ("退回", counts.returned - eased.returned, counts.settled - eased.settled, brief.returns),
    )
    for what, number, of, share in watched:
        if of >= brief.least and number > share * of:
            return f"{what}：{of}笔中{number}笔，超过{share:.1%}"
    return ""
