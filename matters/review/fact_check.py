"""What a decision rests on, asked once more before it is made: what holds no longer, a person looks at."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from pydantic import JsonValue

from ..definitions import law
from ..definitions.registers import POPULATION, licence
from ..language import (
    CheckFinding,
    Enquired,
    Entry,
    Facts,
    Family,
    Form,
    Material,
    Matter,
    Register,
    Severity,
    Unasked,
    Unknown,
)
from ..language.facts import HeardFacts
from ..language.groups import elements
from ..language.licence import holder_of
from . import paper_findings

Said = Mapping[tuple[str, str], Mapping[str, JsonValue] | None]
"""What registers said at reception, by their code and the key; None where there was no entry."""

AS_OF: Final = "as_of"
UNTOLD: Final[Mapping[str, JsonValue]] = {}


@dataclass(frozen=True, kw_only=True)
class Recheck:
    """`unasked` is what registers must still say; as long as there is any, the doubts are not complete."""

    doubts: tuple[CheckFinding, ...]
    unasked: tuple[Enquired, ...]


class _Support(NamedTuple):
    """One thing that must hold, and what is found where it does not."""

    holds: Callable[[Form, Facts], bool]
    finding: CheckFinding


def recheck(matter: Matter[Any], form: Form, facts: Facts, *, papers: Container[str], said: Said) -> Recheck:
    """Rules of pre-review that can turn, the licences among `papers`, and whether the applicant lives."""
    doubts: list[CheckFinding] = []
    unasked: dict[Enquired, None] = {}
    for support in _supports(matter, papers, said):
        heard = HeardFacts(**vars(facts))
        try:
            if not support.holds(form, heard):
                doubts.append(_doubt(support.finding, _differences(heard.heard, said)))
        except Unasked as wanted:
            unasked[wanted.enquired] = None
        except Unknown as unknown:
            doubts.append(support.finding.in_doubt(unknown.because))
        except Exception as broken:  # noqa: BLE001 # whatever it is, nothing was judged
            if not _is_about_others(broken, matter, form):
                doubts.append(support.finding.in_doubt("规则未能运行"))
    return Recheck(doubts=tuple(doubts), unasked=tuple(unasked))


def _is_about_others(fault: Exception, matter: Matter[Any], form: Form) -> bool:
    """Whether a rule wants all of a group, of which a department is told its own element alone."""
    field = elements.unanswered(fault, form)
    return matter.element is not None and field == matter.element.group.field


def _supports(matter: Matter[Any], papers: Container[str], said: Said) -> Iterator[_Support]:
    """Not whether it is asked for twice: what the case itself has brought about would look like that."""
    yield _Support(_applicant_lives, _dead(matter))
    for check in matter.checks:
        if check.severity is not Severity.WARNING and check.family is not Family.DUPLICATE:
            yield _Support(check.is_kept, check.find(matter.code))
    for paper in matter.materials:
        if paper.licence and paper.code in papers:
            yield _Support(_in_force(paper, said), paper_findings.invalid(matter, paper))


def _applicant_lives(_: Form, facts: Facts) -> bool:
    person = facts.entry(POPULATION, facts.applicant)
    return person is None or person.alive


def _dead(matter: Matter[Any]) -> CheckFinding:
    return CheckFinding(
        matter=matter.code,
        path="applicant",
        rule="applicant.lives",
        family=Family.RISK,
        says="申请人在人口库中已注销",
        mend="由工作人员核实；申请人死亡的，依法终止办理或由权利承受人办理",
        basis=str(law.at_the_window(matter)),
    )


def _in_force(paper: Material[Any], said: Said) -> Callable[[Form, Facts], bool]:
    def holds(form: Form, facts: Facts) -> bool:
        holder = holder_of(paper.of, form, applicant=facts.applicant)
        held = tuple(filter(None, (licence(facts, kind, holder) for kind in paper.licences)))
        if not held:  # one that an earlier item has just given may not be on file there yet
            codes = {kind.code for kind in paper.licences}
            return not any(was and was.get("code") in codes for was in said.values())
        return any(one.is_valid(facts.now) for one in held)

    return holds


def _doubt(finding: CheckFinding, differences: Iterable[str]) -> CheckFinding:
    """With what was and what is."""
    told = "；".join(differences)
    says = f"{finding.says}（{told}）" if told else finding.says
    mend = finding.mend if finding.severity is Severity.TO_A_PERSON else "由工作人员核实"
    return replace(finding, says=says, mend=mend, severity=Severity.TO_A_PERSON, competent="")


def _differences(heard: Mapping[Enquired, Entry | None], said: Said) -> Iterator[str]:
    for (register, key), entry in heard.items():
        was = said.get((register.code, key), UNTOLD)
        now = entry.model_dump(mode="json") if entry else None
        if was is not UNTOLD:
            yield from (f"{register.name}{words}" for words in _changes(register, was or {}, now or {}))


def _changes(
    register: Register[Any], was: Mapping[str, JsonValue], now: Mapping[str, JsonValue]
) -> Iterator[str]:
    if bool(was) is not bool(now):
        yield "原无记录" if now else "现无记录"
    for field, declared in register.entry.model_fields.items():
        before, after = _shown(was.get(field)), _shown(now.get(field))
        if field != AS_OF and before != after:
            yield f"：{declared.title or field}原为{before}，现为{after}"


def _shown(value: JsonValue) -> str:
    """As an officer reads it."""
    match value:
        case None:
            return "无"
        case bool():
            return "是" if value else "否"
        case dict():
            return "、".join(map(_shown, value.values())) or "无"
        case list():
            return "；".join(map(_shown, value)) or "无"
        case _:
            return str(value)
