"""What a department is told of an item."""

from __future__ import annotations

from collections.abc import Iterator

from temporalio import workflow

from client.messages.cases.answers import HandedPaper, LicenceKind, Opinion, Refused, Request
from matters.language.form import PAPERS
from matters.language.register import PROOF_AGAINST
from matters.plan.plan import PlannedPaper, Source
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord


def key(item: ItemRecord, file: CaseFile) -> str:
    """Of its present round: by it, a department knows what it was asked already."""
    return f"{file.id}/{item.planned.code}/{item.round}"


def request(item: ItemRecord, file: CaseFile, *, because: str) -> Request:
    """The item as it stands now, in its present round."""
    planned = item.planned
    due = item.clock and item.clock.due(file.calendar_of(item))
    return Request(
        key=key(item, file),
        number=file.numbers[planned.code],
        one_matter=file.plan.one_matter,
        edition=file.plan.edition,
        region=file.submission.region,
        department=planned.department,
        issuer=planned.issuer,
        matter=planned.code,
        name=planned.name,
        gives=LicenceKind.model_validate(planned.gives, from_attributes=True) if planned.gives else None,
        applicant=file.submission.applicant,
        fields=planned.fields,
        papers=(*(_hand_over(paper, file) for paper in planned.papers), *_besides(item, file)),
        lodged_at=workflow.now(),
        due_on=due.on if due else None,
        inspection=planned.inspection,
        doubts=item.all_doubts,
        changed=planned.changed,
        because=because,
        broken=item.broken,
        acts_as=file.plan.acts_as,
        opinions=tuple(_opinion(file.items[code]) for code in planned.hears),
    )


def _opinion(heard: ItemRecord) -> Opinion:
    refusal = heard.answer if isinstance(heard.answer, Refused) else None
    return Opinion(
        item=heard.planned.code,
        name=heard.planned.name,
        department=heard.planned.department_name,
        state=heard.state,
        reasons=refusal.reasons if refusal else (),
    )


def _besides(item: ItemRecord, file: CaseFile) -> Iterator[HandedPaper]:
    """Papers that the case has, and that the department asked for although none is planned for it."""
    planned = (paper for other in file.items.values() for paper in other.planned.papers)
    names = dict((PROOF_AGAINST, *((paper.code, paper.name) for paper in planned)))
    own = {paper.code for paper in item.planned.papers}
    for code in dict.fromkeys(path.removeprefix(PAPERS) for path in item.asked_for):
        if code in file.sha256 and code not in own:
            yield HandedPaper(code=code, name=names.get(code, code), sha256=file.sha256[code])


def _hand_over(paper: PlannedPaper, file: CaseFile) -> HandedPaper:
    handed = HandedPaper(code=paper.code, name=paper.name)
    match paper.source:
        case Source.EARLIER_ITEM:
            given = file.items[paper.reference].licence
            return handed.model_copy(update={"licence": given.identifier if given else None})
        case Source.LICENCE_LIBRARY:
            return handed.model_copy(update={"licence": paper.reference})
        case Source.APPLICANT | Source.FOLLOWS:
            sha256 = file.sha256.get(paper.reference)
            late = None if sha256 else paper.follows_by
            return handed.model_copy(update={"sha256": sha256, "follows_by": late})
