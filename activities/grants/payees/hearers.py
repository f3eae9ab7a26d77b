"""Who hears of a grant: its reference has a register's key in it, which others know, too."""

from collections.abc import Iterable
from typing import Final

from activities.grants.policies import ChosenPolicy
from activities.ledger.grants.grants import GrantRecord
from matters.language import Payee

NOT_YOURS: Final = (
    "没有这项待遇，或者不由登录者办理：请核对编号；只有收款人本人（本单位）可以办理，请由收款人登录后办理"
)
"""The same in either case: whoever knows somebody's key does not learn by it what he is granted."""


class ActNotPossible(Exception):
    """The grant is not where an act could change it, or it is not for this person to do."""


def of(chosen: ChosenPolicy, standing: GrantRecord, payee: str | None) -> tuple[str | None, ...]:
    """Who is paid; and the beneficiary, but of what is paid to a firm that has hired him."""
    paid = (standing.payee, payee)
    return paid if chosen.grant.payee is Payee.EMPLOYER else (standing.beneficiary, *paid)


def require(party: str | None, *, among: Iterable[str | None]) -> None:
    """That it is one of these who acts.  Raises `ActNotPossible`."""
    if not party or party not in among:
        raise ActNotPossible(NOT_YOURS)
