"""Pre-review (智能预审): every rule upon one submission, and all that they find at once.

The machine accepts what is beyond doubt and tells what is to be mended; it refuses nothing. A rule that
fails, a register that is down or that may not be asked, an original that nobody has seen: a person decides.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..clock.calendar import Calendar, published
from ..definitions.register_errors import COUNTER_PROOF, OFFERED, OFFERED_AGAIN
from ..definitions.registers import LICENCE_LIBRARY, VERIFIED_PAPERS, licence
from ..guide.advised import Advice, AdvisedItem, Applicability
from ..language import (
    Acts,
    Check,
    CheckFinding,
    Enquired,
    Facts,
    Form,
    Material,
    Matter,
    OneMatter,
    PaperHandling,
    Parties,
    Severity,
    Trust,
    Unasked,
    Unknown,
)
from ..language.groups import elements
from ..language.groups.amendment import covers
from ..language.groups.unfolded_items import unfold
from ..language.licence import holder_of
from ..language.partial_form import Answers, fill_in
from ..plan import lead_times
from ..plan.plan import Source
from . import paper_findings
from .capacity import capacity, not_entitled
from .jurisdiction import outside
from .titles import title


class ReviewConclusion(StrEnum):
    """What the gravest finding leads to."""

    ACCEPT = "accept"
    TO_A_PERSON = "to-a-person"
    MEND_NOW = "mend-now"
    CORRECT = "correct"
    NOT_REQUIRED = "not-required"
    NOT_OURS = "not-ours"


_LEADS_TO = {
    Severity.WARNING: ReviewConclusion.ACCEPT,
    Severity.TO_A_PERSON: ReviewConclusion.TO_A_PERSON,
    Severity.MUST_MEND: ReviewConclusion.MEND_NOW,
    Severity.CORRECT: ReviewConclusion.CORRECT,
    Severity.NOT_REQUIRED: ReviewConclusion.NOT_REQUIRED,
    Severity.NOT_OURS: ReviewConclusion.NOT_OURS,
}
_GRAVITY = tuple(ReviewConclusion)
_SEEN_ANYWAY = (Severity.WARNING, Severity.TO_A_PERSON)

Found = tuple[str, str]
"""By which rule, and where."""


@dataclass(frozen=True, kw_only=True)
class ExaminedPaper:
    """A paper that the situation wants, where it comes from, and what its trust has us do with it."""

    code: str
    name: str
    source: Source
    trust: Trust
    handling: PaperHandling


@dataclass(frozen=True, kw_only=True)
class Review:
    """`unasked` is what registers must still say; as long as there is any, the rest is not complete.

    `held` are the ids of the rules that were asked and hold; `acts_as` is as what the applicant applies, if
    the definition says who may and registers say so.
    """

    conclusion: ReviewConclusion
    findings: tuple[CheckFinding, ...]
    held: tuple[str, ...]
    papers: tuple[ExaminedPaper, ...]
    unasked: tuple[Enquired, ...]
    acts_as: Acts | None = None


def review(
    one: OneMatter[Any],
    answers: Answers,
    advice: Advice,
    facts: Facts,
    *,
    uploaded: Mapping[str, str],
    committed: bool,
    is_whole: bool = True,
    insisted: tuple[str, ...] = (),
    arranged: Calendar | None = None,
    accepted: bool = False,
) -> Review:
    """All findings upon the answers that can be read; `is_whole` unless some cannot, or are missing.

    `advice` is what the answers lead to, whatever registers say. `uploaded` are the SHA-256 of the files that
    came along, by the code of their paper; `committed` if the applicant answers for the truth of those that
    he made himself. `insisted` are the paths at which he has said the same again that he was asked to mend:
    where it is a register that says otherwise, a person finds out which of the two is right. Working days are
    those that are published, unless they are `arranged` otherwise since. Once it is `accepted`, nobody asks
    whether there was a need: what the case itself has brought about would look like none.
    """
    unfolded = unfold(one, answers)
    form, days = fill_in(one.form, answers), arranged or published(facts.on)
    reviewer = _Reviewer(unfolded, form, facts, uploaded, committed, days, insisted, accepted)
    reviewer.judge(advice)
    findings = tuple(
        replace(found, called=title(unfolded, found.path)) for found in reviewer.findings.values()
    )
    leads_to = (_LEADS_TO[found.severity] for found in findings)
    least = ReviewConclusion.ACCEPT if is_whole else ReviewConclusion.MEND_NOW
    return Review(
        conclusion=max((least, *leads_to), key=_GRAVITY.index),
        findings=findings,
        held=tuple(reviewer.held),
        papers=tuple(reviewer.papers),
        unasked=tuple(reviewer.unasked),
        acts_as=reviewer.acts_as,
    )


@dataclass
class _Reviewer:
    one: OneMatter[Any]
    form: Form
    facts: Facts
    uploaded: Mapping[str, str]
    committed: bool
    days: Calendar
    insisted: tuple[str, ...] = ()
    accepted: bool = False
    findings: dict[Found, CheckFinding] = field(default_factory=dict["Found", CheckFinding])
    held: list[str] = field(default_factory=list[str])
    papers: list[ExaminedPaper] = field(default_factory=list[ExaminedPaper])
    unasked: dict[Enquired, None] = field(default_factory=dict[Enquired, None])
    acts_as: Acts | None = None

    def judge(self, advice: Advice) -> None:
        """Every rule and every paper of the items that are certain, each once."""
        certain = {item.code: item for item in advice.items if item.standing is Applicability.CERTAIN}
        matters = [matter for matter in self.one.matters if matter.code in certain]
        rules: dict[Check[Any], Matter[Any]] = {}
        papers: dict[str, tuple[Matter[Any], Material[Any], Source]] = {}
        for matter in matters:
            for check in matter.checks:
                rules.setdefault(check, matter)
            for paper, source in _wanted(matter, certain[matter.code]):
                known = papers.get(paper.code)
                if known is None or paper.trust.is_stricter_than(known[1].trust):
                    papers[paper.code] = (matter, paper, source)
        for check, matter in rules.items():
            if not (self.accepted and check.severity is Severity.NOT_REQUIRED):
                self._judge(check, matter)
        for matter, paper, source in papers.values():
            self._judge_paper(matter, paper, source)
        for matter in matters:
            self._judge_place(matter)
            self._judge_lead_time(matter)
        if self.one.parties and matters and self.facts.applicant:
            self._judge_applicant(self.one.parties, not_entitled(self.one.parties, matters[0].code))

    def _judge_place(self, matter: Matter[Any]) -> None:
        """What nobody here serves is not ours."""
        served = matter.competent
        if served and served.elsewhere:
            with self._whatever_happens(lambda because: outside(matter).in_doubt(because)):
                if served.by(self.form) is None:
                    competent = served.elsewhere(self.form)
                    found = outside(matter)
                    self._find(replace(found, competent=competent, says=f"{found.says}，应由{competent}办理"))

    def _judge_lead_time(self, matter: Matter[Any]) -> None:
        """What was to be decided before it was filed."""
        with self._whatever_happens(lambda because: lead_times.undated(matter, self.form).in_doubt(because)):
            if found := lead_times.too_late(matter, self.form, self.days, on=self.facts.on):
                self._find(found)

    def _judge_applicant(self, parties: Parties[Any], finding: CheckFinding) -> None:
        with self._whatever_happens(finding.in_doubt):
            self.acts_as = capacity(parties, self.form, self.facts)
            if self.acts_as is None:
                self._find(
                    finding.disproved() if parties.acting and COUNTER_PROOF.code in self.uploaded else finding
                )

    def _judge(self, check: Check[Any], matter: Matter[Any]) -> None:
        with self._whatever_happens(lambda because: check.doubt(matter.code, because=because)):
            if check.when(self.form) and check.holds(self.form, self.facts):
                self.held.append(check.rule)
            elif check.when(self.form):
                competent = check.competent(self.form, self.facts) if check.competent else ""
                found = check.find(matter.code, competent=competent)
                self._find(self._answered(check, found))

    def _answered(self, check: Check[Any], found: CheckFinding) -> CheckFinding:
        """A person's to look at, if a register says so and the applicant stands by what he says.

        Whatever it is about. What is his alone he can mend; where his case ends he brings proof.
        """
        again = any(covers(path, found.path) for path in self.insisted)
        if found.severity in _SEEN_ANYWAY or not check.rests_on_registers(self.form, self.facts):
            return found
        if again:
            return found.insisted_upon()
        if not found.severity.turns_away:
            return replace(found, mend=f"{found.mend}；{OFFERED_AGAIN}")
        if COUNTER_PROOF.code in self.uploaded:
            return found.disproved()
        return replace(found, mend=f"{OFFERED}；登记无误的，{found.mend}")

    def _find(self, found: CheckFinding) -> None:
        """Once, if a rule of the whole form is one of the items of many elements."""
        self.findings.setdefault((found.rule, found.path), found)

    def _judge_paper(self, matter: Matter[Any], paper: Material[Any], source: Source) -> None:
        with self._whatever_happens(lambda because: paper_findings.doubtful(matter, paper, because=because)):
            match source:
                case Source.EARLIER_ITEM:
                    self._take(paper, source, Trust.A)
                case Source.LICENCE_LIBRARY:
                    self._judge_licence(matter, paper)
                case Source.APPLICANT:
                    self._judge_upload(matter, paper)
                case Source.FOLLOWS if paper.code not in self.uploaded:
                    self._find(paper_findings.following(matter, paper))
                case Source.FOLLOWS:
                    self._judge_upload(matter, paper)

    @contextmanager
    def _whatever_happens(self, doubt: Callable[[str], CheckFinding]) -> Generator[None]:
        """Nothing passes because it could not be judged, and nothing is held up by it."""
        try:
            yield
        except Unasked as unasked:
            self.unasked[unasked.enquired] = None
        except Unknown as unknown:
            self._find(doubt(unknown.because))
        except Exception as broken:  # noqa: BLE001 # whatever it is, nothing was judged
            if not elements.unanswered(broken, self.form):
                self._find(doubt("规则未能运行"))

    def _judge_licence(self, matter: Matter[Any], paper: Material[Any]) -> None:
        holder = holder_of(paper.of, self.form, applicant=self.facts.applicant)
        held = tuple(filter(None, (licence(self.facts, kind, holder) for kind in paper.licences)))
        if not held:
            self._judge_upload(matter, paper)
        elif any(one.is_valid(self.facts.now) for one in held):
            self._take(paper, Source.LICENCE_LIBRARY, LICENCE_LIBRARY.trust)
        elif paper.code in self.uploaded:
            self._find(paper_findings.disputed(matter, paper))
            self._judge_upload(matter, paper)
        else:
            self._find(paper_findings.invalid(matter, paper))

    def _judge_upload(self, matter: Matter[Any], paper: Material[Any]) -> None:
        if paper.code not in self.uploaded:
            self._find(paper_findings.missing(matter, paper))
            return
        verified = self.facts.entry(VERIFIED_PAPERS, self.uploaded[paper.code])
        known = verified is not None and verified.code in {paper.code, elements.root(paper.code)}
        trust = Trust.B if known else paper.trust
        self._take(paper, Source.APPLICANT, trust)
        if trust.handling is PaperHandling.CHECK_ORIGINAL:
            self._find(paper_findings.unseen(matter, paper))
        elif trust.handling is PaperHandling.COMMIT and not self.committed:
            self._find(paper_findings.uncommitted(matter, paper))

    def _take(self, paper: Material[Any], source: Source, trust: Trust) -> None:
        self.papers.append(
            ExaminedPaper(
                code=paper.code, name=paper.name, source=source, trust=trust, handling=trust.handling
            )
        )


def _wanted(matter: Matter[Any], item: AdvisedItem) -> Iterator[tuple[Material[Any], Source]]:
    guided = {paper.code: paper for paper in item.papers if paper.standing is Applicability.CERTAIN}
    for paper in matter.materials:
        if paper.code in guided:
            yield paper, guided[paper.code].source
