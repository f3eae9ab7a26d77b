"""How far officers agree with rules: written down at each decision, and asked before each."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from activities.database import Transaction
from activities.ledger.officers import verdicts
from activities.review.declared_items import Declared, RoundToJudge
from matters.review.approval import Agreement, Judgement, Verdict, agrees

GRANTED = "granted"
REFUSED = "refused"


def agreements(books: Transaction, *items: Declared) -> Mapping[str, Agreement]:
    """With the rules upon which a machine may decide these items of one definition, by their ids."""
    counted = verdicts.agreements(
        books,
        one_matter=items[0].one.code,
        edition=items[0].one.edition,
        latest={
            check.rule: int(item.unattended.cases.value)
            for item in items
            for check in (*item.unattended.rules, *item.unattended.shadow)
        },
    )
    return {rule: Agreement(cases=cases, agreed=agreed) for rule, (cases, agreed) in counted.items()}


def record(books: Transaction, rounds: Iterable[tuple[RoundToJudge, Judgement]], *, at: datetime) -> None:
    """Write down what every rule said of these items, in place of what it said of their rounds before."""
    entries = [
        verdicts.VerdictEntry(
            key=one.key,
            rule=judged.check.rule,
            one_matter=one.declared.one.code,
            edition=one.declared.one.edition,
            item=one.declared.matter.listed_as,
            verdict=judged.verdict,
            shadow=judged.shadow,
            judged_at=at,
        )
        for one, judgement in rounds
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
