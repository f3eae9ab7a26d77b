"""Campaigns from the office's terminal: prepared, released by another person, followed, held up."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID, uuid4

from cyclopts import App, Parameter, Token

from ..errors import NotPossible
from ..messages.campaigns.campaign import CampaignOrder
from ..messages.message import Message
from ..messages.money.budget import BudgetOrder
from ..messages.money.payment_release import PaymentReleased, ProposedPayments
from ..offices.campaign import Campaign
from ..platform.files import checked
from .tables import campaign as tables
from .tables import enquiry
from .terminal import HERE, Connection, repeatable

SUM: Final = re.compile(r"[0-9]+([.][0-9]{1,2})?")

By = Annotated[str, Parameter(help="who says so: an account, never a name")]
PolicyCode = Annotated[str, Parameter(help="of the policy")]
CampaignId = Annotated[str, Parameter(help="of the campaign, as `prepare` prints it")]
Reference = Annotated[str, Parameter(help="the number of the grant, as the inbox tells it")]
Because = Annotated[str, Parameter(help="why")]


class Prepared(Message):
    """The campaign that has been started."""

    id: str


def fen(_: Any, tokens: Sequence[Token]) -> int:
    """Of a sum in yuan."""
    [token] = tokens
    if not SUM.fullmatch(token.value):
        raise ValueError(f"{token.value!r} is no sum in yuan; write 1200000 or 1200000.50")
    return int(Decimal(token.value) * 100)


app = App(name="campaign")


@app.command
async def prepare(
    code: PolicyCode,
    /,
    *,
    by: By,
    period: str | None = None,
    id: str | None = None,  # noqa: A002 (so the option is called)
    at: Connection = HERE,
) -> int:
    """Prepare one, for another person to release.

    :param period: 2026-Q3, 2026-09, 2026 or once; what is due if not given
    :param id: of a campaign that was terminated, to go on with it
    """
    order = checked(CampaignOrder, {"policy": code, "period": period, "prepared_by": by})
    named = id or str(uuid4())
    with repeatable("--id", named):
        campaign = await (await at.campaigns()).prepare(order, campaign=named)
    return at.show(Prepared(id=campaign.id), campaign.id)


@app.command
async def show(id: CampaignId, /, *, at: Connection = HERE) -> int:  # noqa: A002
    """Tell where one stands, with the preview: numbers and sums, never a person."""
    return await _show_progress((await at.campaigns()).campaign(id), at)


@app.command
async def report(id: CampaignId, /, *, at: Connection = HERE) -> int:  # noqa: A002
    """Wait for the end of one and tell how it ended."""
    ended = await (await at.campaigns()).campaign(id).report()
    return at.show(ended, tables.report(ended))


@app.command
async def release(id: CampaignId, /, *, by: By, at: Connection = HERE) -> int:  # noqa: A002
    """Let it go, by another person than whoever prepared it."""
    campaign = (await at.campaigns()).campaign(id)
    await campaign.release(by)
    return await _show_progress(campaign, at)


@app.command
async def pause(id: CampaignId, /, *, by: By, because: Because = "", at: Connection = HERE) -> int:  # noqa: A002
    """Hold it after the page that is under way."""
    campaign = (await at.campaigns()).campaign(id)
    await campaign.pause(by, because)
    return await _show_progress(campaign, at)


@app.command
async def resume(id: CampaignId, /, *, by: By, at: Connection = HERE) -> int:  # noqa: A002
    """Let it go on after a pause, the brake, or a budget that did not do."""
    campaign = (await at.campaigns()).campaign(id)
    await campaign.resume(by)
    return await _show_progress(campaign, at)


@app.command
async def stop(id: CampaignId, /, *, by: By, because: Because = "", at: Connection = HERE) -> int:  # noqa: A002
    """End it for good; what is in no payment file is free for another one."""
    campaign = (await at.campaigns()).campaign(id)
    await campaign.stop(by, because)
    return await _show_progress(campaign, at)


@app.command
async def budget(
    code: PolicyCode,
    period: str,
    yuan: Annotated[int, Parameter(converter=fen)],
    /,
    *,
    by: By,
    order: UUID | None = None,
    at: Connection = HERE,
) -> int:
    """Set what may be paid in a period; it holds once two persons have ordered it.

    :param period: 2026-Q3, 2026-09, 2026 or once
    :param yuan: 1200000 or 1200000.50
    :param order: the number of the order that another person has given
    """
    content = {"id": str(order or uuid4()), "policy": code, "period": period, "fen": yuan, "by": by}
    given = checked(BudgetOrder, content)
    state = await (await at.campaigns()).set_budget(given)
    return at.show(state, tables.budget(state))


@app.command
async def payments(*, at: Connection = HERE) -> int:
    """List single payments that wait until two persons let them go."""
    waiting = await (await at.campaigns()).to_release()
    return at.show(ProposedPayments(payments=waiting), tables.payments(waiting))


@app.command
async def let_go(payment: str, /, *, by: By, at: Connection = HERE) -> int:
    """Let a single payment go, as it is listed; the second person has it made.

    :param payment: as `campaign payments` lists it
    """
    office = await at.campaigns()
    proposed = next((one for one in await office.to_release() if one.payment == payment), None)
    if proposed is None:
        raise NotPossible(f"no payment {payment} waits to be let go; `campaign payments` lists those that do")
    persons = await office.release(proposed, by=by)
    says = f"{payment}：已由 {persons} 人放行"
    return at.show(PaymentReleased(payment=payment, persons=persons), says)


@app.command
async def reconcile(of: str, /, *, by: By, at: Connection = HERE) -> int:
    """Have what was in doubt compared with the treasury's statement again.

    :param of: the id of a campaign, or the number of a grant
    """
    settlement = await (await at.campaigns()).reconcile(of, by=by)
    return at.show(settlement, tables.settlement(settlement))


@app.command
async def decide(
    reference: Reference,
    /,
    *,
    by: By,
    stands: Annotated[bool, Parameter(negative="--falls")],
    because: Because = "",
    at: Connection = HERE,
) -> int:
    """Decide an objection, or the second look.

    :param stands: the grant stays as it is, or it does not
    """
    standing = await (await at.campaigns()).decide(reference, by=by, stands=stands, because=because)
    return at.show(standing, tables.standing(standing))


@app.command
async def reassess(reference: Reference, /, *, by: By, because: Because = "", at: Connection = HERE) -> int:
    """Have a grant reckoned anew: what was too little is paid, what was too much is claimed back."""
    standing = await (await at.campaigns()).reassess(reference, by=by, because=because)
    return at.show(standing, tables.standing(standing))


@app.command
async def publicity(code: PolicyCode, period: str, /, *, at: Connection = HERE) -> int:
    """List the grants that are public, to object to.

    :param period: 2026-Q3, 2026-09, 2026 or once
    """
    public = await (await at.platform()).publicity(code, period)
    return at.show(public, enquiry.publicity(public))


async def _show_progress(campaign: Campaign, at: Connection) -> int:
    now = await campaign.progress()
    return at.show(now, tables.progress(now))
