"""How far officers agree with rules: written down at each decision, and asked before each."""

from collections.abc import Mapping
from datetime import datetime

from activities.database import Transaction
from activities.ledger.officers import verdicts
from activities.review.declared_items import Declared, RoundToJudge
from matters.review.approval import Agreement, Judgement, Verdict, agrees

GRANTED = "granted"
REFUSED = "refused"


def agreements(books: Transaction, item: Declared) -> Mapping[str, Agreement]:
    """With the rules upon which a machine may decide this item, by their ids."""
    unattended = item.unattended
    counted = verdicts.agreements(
        books,
        one_matter=item.one.code,
        edition=item.one.edition,
        rules=[check.rule for check in (*unattended.rules, *unattended.shadow)],
        latest=int(unattended.cases.value),
    )
    return {rule: Agreement(cases=cases, agreed=agreed) for rule, (cases, agreed) in counted.items()}


def record(books: Transaction, one: RoundToJudge, judgement: Judgement) -> None:
    """Write down what every rule said of an item, in place of what it said of this round before."""
    item = one.declared
    entries = [
        verdicts.VerdictEntry(
            key=one.key,
            rule=judged.check.rule,
            one_matter=item.one.code,
            edition=item.one.edition,
            item=item.matter.listed_as,
            verdict=judged.verdict,
            shadow=judged.shadow,
            judged_at=one.at,
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
