"""On what grounds a case was not accepted, or an item of it refused: rules and articles, nobody's words."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from activities.cases import kept_file
from activities.database import Transaction
from activities.enquiries.titles import FiledPaths, called
from activities.errors import Erased
from activities.ledger.cases import cases
from client.messages.cases.findings import Finding
from client.messages.cases.progress import Outcome, OutcomeKind
from client.messages.lists.case_line import CaseLine
from client.messages.lists.figures import GroundLine
from matters import catalogue
from matters.language import Severity
from matters.language.form import RULES

_NUMBER: Final = "[〇零一二三四五六七八九十百千0-9]+"
_ARTICLE: Final = re.compile(
    rf"(?:《[^《》]{{1,40}}》)?第{_NUMBER}条(?:之{_NUMBER})?(?:第{_NUMBER}款)?(?:第{_NUMBER}项)?"
)
"""What an officer has written besides may tell of somebody."""


def of(books: Transaction, line: CaseLine) -> tuple[GroundLine, ...]:
    """All of them, in the order of the items; none of a case that is erased."""
    outcome = _outcome(books, line) if line.outcome else None
    if outcome and outcome.kind is OutcomeKind.NOT_ACCEPTED:
        return tuple(_turned_away(outcome.findings, line))
    if outcome:
        refused = {item.code: item.refusal.basis for item in outcome.items if item.refusal}
    else:
        refused = _refused(books, line)
    return tuple(GroundLine(item=item, basis=articles(basis)) for item, basis in refused.items())


def articles(basis: str) -> str:
    """Those that it names."""
    return "、".join(_ARTICLE.findall(basis))


def _outcome(books: Transaction, line: CaseLine) -> Outcome | None:
    try:
        known = cases.find(books, line.case)
    except Erased:
        return None
    return Outcome.model_validate_json(known.outcome) if known and known.outcome else None


def _refused(books: Transaction, line: CaseLine) -> dict[str, str]:
    kept = kept_file.find(books, line.case)
    items = kept.items.items() if kept else ()
    return {code: item.refused_by for code, item in items if item.refused_by is not None}


def _turned_away(findings: Iterable[Finding], line: CaseLine) -> Iterator[GroundLine]:
    final = [found for found in findings if Severity(found.severity).turns_away]
    rules = [f"{RULES}{found.rule}" for found in final]
    names = called(FiledPaths(line.one_matter, line.edition, rules))
    matters = catalogue.matter_names(line.one_matter)
    for found in final:
        says = names.get(f"{RULES}{found.rule}", "")
        name = matters.get(found.matter, "")
        yield GroundLine(item=found.matter, name=name, rule=found.rule, says=says, basis=found.basis)
