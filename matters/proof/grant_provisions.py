"""All that a policy lays down."""

from collections.abc import Iterator
from typing import Any

from ..language import Basis, Grant, Limit, yuan
from .provision import Provision, ProvisionKind


def grant_provisions(grant: Grant[Any]) -> Iterator[Provision]:
    """The policy, its rules, its numbers and times, what keeps the money safe, how it was read."""
    where = grant.code
    yield Provision(where=where, kind=ProvisionKind.WHOLE, says=grant.scope, basis=grant.basis)
    for rule in grant.all_rules:
        says = f"〔{rule.kind}〕{rule.says}"
        yield Provision(where=f"{where}/{rule.id}", kind=ProvisionKind.RULE, says=says, basis=rule.basis)
    for figure in grant.figures:
        says = f"{figure.name} {figure}"
        yield Provision(where=where, kind=ProvisionKind.FIGURE, says=says, basis=figure.basis)
    for name, says, basis in _times(grant):
        yield Provision(where=f"{where} {name}", kind=ProvisionKind.LIMIT, says=says, basis=basis)
    for name, says, basis in _safeguards(grant):
        yield Provision(where=f"{where} {name}", kind=ProvisionKind.SAFEGUARD, says=says, basis=basis)
    if grant.resumes:
        says = "此前一段时间无现行版本"
        yield Provision(where=f"{where} resumes", kind=ProvisionKind.RULE, says=says, basis=grant.resumes)
    for assumption in grant.assumptions:
        yield Provision(
            where=f"{where} assumption",
            kind=ProvisionKind.ASSUMPTION,
            says=assumption.says,
            basis=assumption.basis,
        )


def grant_limits(grant: Grant[Any]) -> Iterator[tuple[str, Limit]]:
    """What it limits, and the limit."""
    yield "answer", grant.answer
    if grant.publicity:
        yield "publicity", grant.publicity.limit
        yield "objection", grant.publicity.objection


def _times(grant: Grant[Any]) -> Iterator[tuple[str, str, Basis]]:
    term = grant.term
    yield "term", f"{term.since} 至 {term.until or '未定'}", term.basis
    if grant.pay_day:
        yield "pay day", f"{grant.pay_day.day}日", grant.pay_day.basis
    for name, limit in grant_limits(grant):
        yield name, str(limit), limit.basis


def _safeguards(grant: Grant[Any]) -> Iterator[tuple[str, str, Basis]]:
    brake = grant.brake
    yield "once", grant.once.often, grant.once.basis
    yield "budget", yuan(grant.budget.fen), grant.budget.basis
    yield "second look", str(grant.second_look), grant.second_look.basis
    shares = f"差错{brake.faults:%}、退票{brake.returns:%}、异议{brake.objections:%}"
    yield "brake", f"满{brake.least}件，{shares}", brake.basis
    if grant.publicity:
        yield "publicity", "名单公示", grant.publicity.basis
    if grant.commitment:
        yield "commitment", grant.commitment.says, grant.commitment.basis
    entry = grant.entry
    for met in (entry.beneficiary_clear, entry.evidence_held, entry.amount_fixed, entry.in_force):
        if met:
            yield "entry", met.says, met.basis
