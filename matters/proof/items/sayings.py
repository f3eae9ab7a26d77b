"""What functions of a form say: of the right kind, whatever is left open, and in Chinese where it is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from ...language import Check, Matter, OneMatter, Prefill
from ...language.matter import read_by
from ..conditions import sampler_of
from ..fault import Fault
from ..phrases import is_chinese
from ..trials.called_functions import OfFacts, OfForm
from ..trials.inquiry import Inquiry
from ..trials.verdict import sampled


def _ever(_: Inquiry) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A function, called as a case calls it, and what it must say; nothing where `if_ever` does not hold."""

    where: str
    name: str
    said: Callable[[Inquiry], object]
    fits: Callable[[object], bool]
    wanted: str
    if_ever: Callable[[Inquiry], bool] = _ever

    @property
    def asked(self) -> "Fitting":
        return Fitting(self.said, self.fits, self.if_ever)


@dataclass(frozen=True)
class Fitting:
    """Whether what is said fits, wherever it is asked."""

    said: Callable[[Inquiry], object]
    fits: Callable[[object], bool]
    if_ever: Callable[[Inquiry], bool]

    def __call__(self, inquiry: Inquiry) -> bool | None:
        return self.fits(self.said(inquiry)) if self.if_ever(inquiry) else None


@dataclass(frozen=True)
class BrokenRule:
    """Whether a rule is broken."""

    rule: OfFacts

    def __call__(self, inquiry: Inquiry) -> bool:
        return not self.rule(inquiry)


def saying_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of all that a case asks of its form beside conditions and rules: if it breaks, nobody is received."""
    sampler = sampler_of(one)
    for saying in _sayings(one):
        turned = sampled(saying.asked, sampler)
        wrong = turned.breaks or ("says something else for some answers" if turned.fails else "")
        if wrong:
            says = f"{saying.name} {wrong}; let it say {saying.wanted}"
            yield Fault(where=saying.where, says=says)


def _sayings(one: OneMatter[Any]) -> Iterator[Saying]:
    for name, says, fits, wanted in (
        ("`may_apply`", one.parties and one.parties.may_apply, _are_names, "whose it is, one at least"),
        ("`about`", one.about, _are_texts, "texts"),
    ):
        if says:
            said = OfForm(says, one.form)
            yield Saying(where=one.code, name=name, said=said, fits=fits, wanted=wanted)
    yield Saying(
        where=one.code,
        name="`about`",
        said=lambda inquiry: (one.about(inquiry.form(one.form)), tuple(inquiry.answers)),
        fits=_is_of_the_form,
        wanted="what the form tells, for whoever is asked about the same is held to apply twice",
    )
    for source in one.prefills:
        yield _of_source(one, source)
    for matter in one.matters:
        yield from _of_item(f"{one.code}/{matter.code}", matter)
        yield from _of_papers(f"{one.code}/{matter.code}", matter)
        for check in matter.rules:
            if check.competent:
                yield _of_rule(f"{one.code}/{matter.code} {check.rule}", check, matter, check.competent)


def _of_source(one: OneMatter[Any], source: Prefill[Any, Any]) -> Saying:
    form = source.for_each.read if source.for_each else one.form
    return Saying(
        where=f"{one.code} form.{source.field}",
        name="the key of its prefill",
        said=OfFacts(source.key, form),
        fits=_is_text_or_none,
        wanted="under which key the register has it, or None",
    )


def _of_item(where: str, matter: Matter[Any]) -> Iterator[Saying]:
    competent, lead, fee = matter.competent, matter.lead_time, matter.fee
    applies = OfForm(matter.when, matter.form)
    for name, says, fits, wanted in (
        ("`face`", matter.face, _is_face, "texts, by the names of what stands on a licence"),
        ("`given_to`", matter.given_to, _are_holders, "the number of whoever holds it"),
        ("the day of its lead time", lead and lead.day, _is_day, "a day"),
        ("`units` of its fee", fee and fee.units, _is_count, "how many, none at least"),
        ("`elsewhere`", competent and competent.elsewhere, _is_read, "in Chinese who is competent"),
    ):
        if says:
            said = OfForm(says, matter.form)
            yield Saying(where=where, name=name, said=said, fits=fits, wanted=wanted, if_ever=applies)


def _of_papers(where: str, matter: Matter[Any]) -> Iterator[Saying]:
    for paper in matter.materials:
        if paper.of:
            form = read_by(paper, matter)
            yield Saying(
                where=f"{where}/{paper.code}",
                name="`of`",
                said=OfForm(paper.of, form),
                fits=_are_holders,
                wanted="the number of whoever holds it",
                if_ever=OfForm(paper.when, form),
            )


def _of_rule(where: str, check: Check[Any], matter: Matter[Any], competent: Callable[..., object]) -> Saying:
    form = read_by(check, matter)
    return Saying(
        where=where,
        name="`competent`",
        said=OfFacts(competent, form),
        fits=_is_read,
        wanted="in Chinese who is competent",
        if_ever=BrokenRule(OfFacts(check.holds, form)),
    )


def _is_text_or_none(said: object) -> bool:
    return said is None or _is_text(said)


def _is_text(said: object) -> bool:
    return isinstance(said, str)


def _is_name(said: object) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _are_holders(said: object) -> bool:
    if not isinstance(said, tuple):
        return _is_name(said)
    each = cast("tuple[object, ...]", said)
    return bool(each) and all(map(_is_name, each))


def _is_of_the_form(said: object) -> bool:
    names, read = cast("tuple[tuple[str, ...], tuple[str, ...]]", said)
    return bool(read) or not names


def _is_read(said: object) -> bool:
    return isinstance(said, str) and is_chinese(said)


def _is_day(said: object) -> bool:
    return isinstance(said, date)


def _is_count(said: object) -> bool:
    return isinstance(said, int) and said >= 0


def _is_face(said: object) -> bool:
    if not isinstance(said, Mapping):
        return False
    face = cast("Mapping[object, object]", said)
    return all(map(_is_text, (*face.keys(), *face.values())))


def _are_texts(said: object) -> bool:
    return isinstance(said, tuple) and all(map(_is_text, cast("tuple[object, ...]", said)))


def _are_names(said: object) -> bool:
    return _are_texts(said) and bool(said)
