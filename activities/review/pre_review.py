"""Pre-review (智能预审): the same rules and registers, whether a submission is filed or only looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from activities.database import Transaction, turn
from activities.errors import FactsOutdated
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders, prefills
from activities.ledger.cases.cases import Said
from activities.registers.look_ups import RegisterEnquiries
from client.messages.cases.submission import Paper, Submission
from matters.clock.calendar import Calendar
from matters.guide.advice import guide
from matters.language import Entry, Facts, OneMatter, Silence
from matters.language.groups import elements
from matters.language.groups.unfolded_items import unfold
from matters.language.partial_form import Answers, fill_in
from matters.language.parties.duty import asked_by_law
from matters.review.review import Review, review


@dataclass(frozen=True, kw_only=True)
class PreReviewed:
    """What was found, upon which facts and working days, and the answers changed by hand."""

    found: Review
    facts: Facts
    calendar: Calendar
    changed: tuple[str, ...]


class PreReviewer:
    """Upon what registers say."""

    def __init__(self, ledger: Ledger, registers: RegisterEnquiries) -> None:
        self._ledger = ledger
        self._registers = registers

    def examine(
        self,
        one: OneMatter[Any],
        submission: Submission,
        answers: Answers,
        *,
        on: date,
        today: date | None = None,
        applicant: str,
        uploaded: Mapping[str, str],
        is_whole: bool = True,
        insisted: tuple[str, ...] = (),
        accepted: bool = False,
    ) -> PreReviewed:
        """Ask what the rules want to know, and judge by it; an empty `applicant` is asked about nowhere."""
        one = unfold(one, answers)
        facts = self._registers.facts(
            one,
            applicant,
            on=on,
            today=today,
            case=str(submission.id),
            region=submission.region,
            by_law=asked_by_law(one.duties, fill_in(one.form, answers)),
        )
        with self._ledger.reading() as books:
            calendar = calendar_orders.in_force(books, since=on)
        advice = guide(one, answers)
        found, facts = self._registers.settle(
            lambda known: review(
                one,
                answers,
                advice,
                known,
                uploaded=uploaded,
                committed=submission.committed,
                is_whole=is_whole,
                insisted=insisted,
                arranged=calendar,
                accepted=accepted,
            ),
            facts,
        )
        form = elements.dumped(fill_in(one.form, answers))
        with self._ledger.reading() as books:
            changed = prefills.changed(books, applicant=applicant, one_matter=one.code, answers=form)
        return PreReviewed(found=found, facts=facts, calendar=calendar, changed=changed)

    def require_current(self, books: Transaction, facts: Facts, *, about: Iterable[str]) -> None:
        """Let no other case `about` the same come in until this transaction has ended.

        Raises `FactsOutdated` if one has come in, or has ended, since the facts were asked for.
        """
        for what in sorted(about):
            turn.take(books, what)
        if self._registers.is_outdated(books, facts):
            raise FactsOutdated("another case about the same came in or ended meanwhile; it is reviewed anew")


def said(facts: Facts) -> Said:
    """What registers have told; whoever was silent has told nothing."""
    return {
        (register.code, key): told.model_dump(mode="json") if isinstance(told, Entry) else None
        for (register, key), told in facts.said.items()
        if isinstance(told, Entry) or told is Silence.NOT_FOUND
    }


def digests(papers: Iterable[Paper]) -> dict[str, str]:
    """The SHA-256 of files by the code of their paper: a department knows by it that it has the very file."""
    return {paper.code: paper.sha256 for paper in papers}
