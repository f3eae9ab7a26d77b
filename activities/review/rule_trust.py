"""How far officers agree with rules: written down at each decision, and asked before each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from activities.database import Transaction
from activities.ledger.officers import verdicts
from client.messages.cases.answers import Request
from matters.language import Check, Unattended
from matters.review.approval import Agreement, Judgement, Verdict, agrees

GRANTED = "granted"
REFUSED = "refused"


def agreements(books: Transaction, request: Request, unattended: Unattended[Any]) -> Mapping[str, Agreement]:
    """With the rules upon which a machine may decide this item, by their ids."""
    return {
        check.rule: agreement(
            books, request.one_matter, request.edition, check, latest=int(unattended.cases.value)
        )
        for check in (*unattended.rules, *unattended.shadow)
    }


def agreement(
    books: Transaction, one_matter: str, edition: str, check: Check[Any], *, latest: int
) -> Agreement:
    """With one rule, of late."""
    cases, agreed = verdicts.agreement(
        books, one_matter=one_matter, edition=edition, rule=check.rule, latest=latest
    )
    return Agreement(cases=cases, agreed=agreed)


def record(books: Transaction, request: Request, judgement: Judgement) -> None:
    """Write down what every rule said of an item."""
    entries = [
        verdicts.VerdictEntry(
            key=request.key,
            rule=judged.check.rule,
            one_matter=request.one_matter,
            edition=request.edition,
            item=request.matter,
            verdict=judged.verdict,
            shadow=judged.shadow,
            judged_at=request.lodged_at,
        )
        for judged in judgement.judged
    ]
    verdicts.enter(books, entries)


def pair(books: Transaction, key: str, *, granted: bool, doubted: bool, at: datetime) -> None:
    """Hold what the rules said of an item, if any did, against what an officer says."""
    said = [(one.rule, Verdict(one.verdict), one.shadow) for one in verdicts.said(books, key)]
    held = all(verdict is Verdict.HOLDS for _, verdict, shadow in said if not shadow)
    unopposed = held and not doubted
    agreed = {rule: agrees(verdict, granted=granted, unopposed=unopposed) for rule, verdict, _ in said}
    verdicts.pair(books, key, agreed, decided=GRANTED if granted else REFUSED, at=at)
