"""How the rules upon which machines decide have done, for those who answer for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.officers import verdicts
from activities.review import rule_trust
from activities.review.declared_items import Declared, all_declared
from client.messages.message import Message
from client.messages.officers.rule_table import RuleStanding, RuleTable
from matters.language import Check
from matters.review import approval
from matters.review.approval import Agreement

Counts = Mapping[tuple[str, str, str, str], verdicts.Count]


class OfficersWord(Message):
    """What officers decided about an item in one of its rounds; `doubted` if pre-review found something."""

    key: str
    granted: bool
    doubted: bool
    at: datetime


class Rules:
    """The table of all rules that may let a machine grant, and what they are held against."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def pair(self, word: OfficersWord) -> None:
        """Hold what rules said of an item against what officers say; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            rule_trust.pair(books, word.key, granted=word.granted, doubted=word.doubted, at=word.at)

    @activity.defn
    def rule_table(self) -> RuleTable:
        """Of every edition that is listed."""
        with self._ledger.reading() as books:
            counts = {(it.one_matter, it.edition, it.item, it.rule): it for it in verdicts.count(books)}
            return RuleTable(
                rules=tuple(
                    _standing(counts, declared, check, agreements[check.rule])
                    for declared in all_declared()
                    for agreements in [rule_trust.agreements(books, declared)]
                    for check in (*declared.unattended.rules, *declared.unattended.shadow)
                )
            )


def _standing(counts: Counts, declared: Declared, check: Check[Any], agreement: Agreement) -> RuleStanding:
    one, item, unattended = declared.one, declared.matter.code, declared.unattended
    counted = counts.get((one.code, one.edition, item, check.rule))
    shadow = check in unattended.shadow
    return RuleStanding(
        one_matter=one.code,
        edition=one.edition,
        item=item,
        rule=check.rule,
        says=check.says,
        shadow=shadow,
        judged=counted.judged if counted else 0,
        held=counted.held if counted else 0,
        decided=agreement.cases,
        agreed=agreement.agreed,
        needs_cases=int(unattended.cases.value),
        needs_agreement=float(unattended.agreement.value),
        trusted=not shadow and approval.trusts(unattended, agreement),
        name=one.name,
        item_name=declared.matter.name,
    )
