"""As what somebody applies: for himself, or for those whose application it is."""

from collections.abc import Iterator
from typing import Any

from ..definitions.register_errors import OFFERED
from ..definitions.registers import BUSINESSES, GUARDIANS
from ..language import Acts, CheckFinding, Facts, Family, Form, Parties, words
from ..language.parties.parties import APPLICANT

MAY_APPLY = "applicant.may-apply"


def capacity(parties: Parties[Any], form: Form, facts: Facts) -> Acts | None:
    """None, if he may not.  Raises as `Facts.entry`."""
    entitled = parties.may_apply(form)
    if facts.applicant in entitled:
        return Acts.HIMSELF
    return next((acts for acts in parties.acting if _is(acts, entitled, parties, facts)), None)


def not_entitled(parties: Parties[Any], matter: str) -> CheckFinding:
    """Of an application by somebody whose it is not, and who acts for nobody whose it is."""
    others = f"；{OFFERED}" if parties.acting else ""
    return CheckFinding(
        matter=matter,
        path=APPLICANT,
        rule=MAY_APPLY,
        family=Family.AUTHORITY,
        says=f"申请人不是{words(parties.may_apply)}，也查不到代为申请的资格",
        mend=f"可以申请的是：{parties}；委托代理的，请委托人先作出授权{others}",
        basis=str(parties.basis or ""),
    )


def _is(acts: Acts, entitled: tuple[str, ...], parties: Parties[Any], facts: Facts) -> bool:
    match acts:
        case Acts.HIMSELF:
            return facts.applicant in entitled
        case Acts.REPRESENTATIVE:
            return facts.applicant in _representatives(entitled, facts)
        case Acts.GUARDIAN:
            known = facts.entry(GUARDIANS, facts.applicant)
            return known is not None and not set(known.wards).isdisjoint(entitled)
        case Acts.AGENT:
            principals = list(entitled)
            if Acts.REPRESENTATIVE in parties.acting:
                principals += _representatives(entitled, facts)
            return not set(principals).isdisjoint(facts.authorised_by)


def _representatives(entitled: tuple[str, ...], facts: Facts) -> Iterator[str]:
    for code in entitled:
        if business := facts.entry(BUSINESSES, code):
            yield business.operator
