"""Pages: what a definition says, filled into templates. Everything is escaped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..entitlement.policy import DOES
from ..guide.advice import guide
from ..guide.later_question import LaterQuestion
from ..guide.service_guide import (
    extension_of,
    leave_of,
    question_rows,
    questions,
    quota_of,
    source_of,
    step_of,
)
from ..language import Fee, Grant, Material, Matter, OneMatter, WorkingDays, always, words
from ..plan.plan import Source
from ..proof.basis_table import provisions
from .decision_table import DecisionTable, rate_name
from .flow import WIDTH, flow

HERE: Final = Path(__file__).parent
TEMPLATES: Final = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
GROUPS: Final = (
    ("一件事", "一次申请，几个部门一起办"),
    ("免申即享", "符合条件的，不用申请，钱直接发"),
)


@dataclass(frozen=True, kw_only=True)
class IndexCard:
    """A definition in the index; `words` are all by which it is found."""

    code: str
    name: str
    says: str
    department: str
    also_called: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class ShownFee:
    """The rates, what is said of who pays nothing, and both together while nobody knows.

    Of `rates` the last counts whose condition holds: a name in the decision table, none for everybody's. What
    is `counted` is to be paid for each of something.
    """

    rates: tuple[tuple[str, int, str], ...]
    counted: bool
    free: str
    says: str


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A paper; it comes from `givers` where one of them is handled in the same case."""

    code: str
    name: str
    when: str
    source: Source
    says: str
    givers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """An item; `days` is its promise in working days, where it counts those."""

    matter: Matter[Any]
    when: str
    after: tuple[str, ...]
    days: int | None
    fee: ShownFee | None
    papers: tuple[ShownPaper, ...]


def index_page(ones: tuple[OneMatter[Any], ...], grants: tuple[Grant[Any], ...], *, on: date) -> str:
    cards = tuple(map(_card_of_one, ones)), tuple(map(_card_of_grant, grants))
    groups = tuple((*said, listed) for said, listed in zip(GROUPS, cards, strict=True))
    return TEMPLATES.get_template("index.html").render(groups=groups, on=on)


def one_matter_page(one: OneMatter[Any], *, on: date) -> str:
    table = DecisionTable(one)
    return TEMPLATES.get_template("one_matter.html").render(
        one=one,
        on=on,
        table=table,
        flow=flow(one),
        node_width=WIDTH,
        names={matter.code: matter.name for matter in one.matters},
        items=tuple(_items(one)),
        asked=tuple(_asked(one)),
        provisions=provisions(one),
        extension_of=extension_of,
        words=words,
        later=tuple(LaterQuestion.of(one, late) for late in one.later),
        quota_of=quota_of,
        step_of=step_of,
        ways={name: [[way.chosen, way.said] for way in ways] for name, ways in table.ways.items()},
    )


def grant_page(grant: Grant[Any], *, on: date) -> str:
    asks = dict.fromkeys(rule.datum.asks for rule in grant.all_rules if rule.datum)
    return TEMPLATES.get_template("grant.html").render(
        grant=grant, on=on, does=DOES[grant.mode], asks=tuple(asks), provisions=provisions(grant)
    )


def _card_of_one(one: OneMatter[Any]) -> IndexCard:
    items = "、".join(matter.name for matter in one.matters)
    return IndexCard(
        code=one.code,
        name=one.name,
        says=items,
        department=f"{one.lead.name}牵头，承诺{one.promised}办结",
        also_called=one.also_called,
        words=" ".join((one.name, *one.also_called, items)),
    )


def _card_of_grant(grant: Grant[Any]) -> IndexCard:
    return IndexCard(
        code=grant.code,
        name=grant.name,
        says=grant.scope,
        department=f"{grant.department.name}，{grant.mode}",
        also_called=grant.also_called,
        words=" ".join((grant.name, *grant.also_called, grant.scope)),
    )


def _items(one: OneMatter[Any]) -> Iterator[ShownItem]:
    advised = {item.code: item for item in guide(one, {}).items}
    for matter in one.matters:
        promised = matter.promised
        yield ShownItem(
            matter=matter,
            when=words(matter.when),
            after=tuple(other.code for other in one.before(matter)),
            days=promised.count if isinstance(promised, WorkingDays) else None,
            fee=_fee(matter, matter.fee, says=advised[matter.code].fee) if matter.fee else None,
            papers=tuple(_paper(one, matter, paper) for paper in matter.materials),
        )


def _fee(matter: Matter[Any], fee: Fee[Any], *, says: str) -> ShownFee:
    """In the words of the guide."""
    return ShownFee(
        rates=tuple((rate_name(matter, rate), rate.fen, fee.charges((rate,))) for rate in fee.rates),
        counted=bool(fee.each or matter.for_each),
        free=f"免收：{words(fee.exempt)}",
        says=says,
    )


def _paper(one: OneMatter[Any], matter: Matter[Any], paper: Material[Any]) -> ShownPaper:
    givers = (other for other in one.before(matter) if other.supplies(paper))
    own = Source.FOLLOWS if paper.follows else Source.APPLICANT
    return ShownPaper(
        code=paper.code,
        name=paper.name,
        when="" if paper.when is always else words(paper.when),
        source=Source.LICENCE_LIBRARY if paper.licence else own,
        says=f"{source_of(one, matter, paper)}{leave_of(paper)}",
        givers=tuple(giver.code for giver in givers),
    )


def _asked(one: OneMatter[Any]) -> Iterator[tuple[str, ...]]:
    for name in questions(one):
        yield from question_rows(one.form, name)
