"""An inquiry in which one answer stands for all: every way that the solver holds possible is gone."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from .inquiry import Inquiry, Sought, Trail
from .samples import TODAY, alternatives, few
from .symbols import AnyDay, Name, Quantity, Symbol, Term, Undecidable, number_of, solver


class StandIns(Inquiry):
    """Answers as terms; `decide` takes one side of a comparison, and remembers what that says of them."""

    def __init__(self, trail: Trail) -> None:
        super().__init__(trail)
        self.solver = solver().Solver()

    def answers_to(self, question: Sought) -> tuple[object, ...]:
        return tuple(
            answer
            for kind in alternatives(question.kind)
            for answer in few(kind) or (self._symbol(kind, question),)
        )

    def decide(self, term: Term) -> bool:
        sides = tuple(side for side in (True, False) if self._may_be(term, side=side))
        side = sides[self.trail.choose(len(sides))]
        self.solver.add(term if side else solver().Not(term))
        return side

    def _may_be(self, term: Term, *, side: bool) -> bool:
        found = self.solver.check(term if side else solver().Not(term))
        if found == solver().unknown:
            raise Undecidable(str(term))
        return bool(found == solver().sat)

    def _symbol(self, kind: Any, question: Sought) -> Symbol:
        z3, path = solver(), question.path
        if kind is int:
            return self._bounded(Quantity(z3.ToReal(z3.Int(path)), self.decide, path), question)
        if kind is Decimal:
            return self._bounded(Quantity(self._decimal(question), self.decide, path), question)
        if kind is date:
            day = AnyDay(z3.ToReal(z3.Int(path)), self.decide, path)
            if path == "facts.on":
                self.solver.add(day.term >= TODAY.toordinal())
            return day
        if kind is str:
            text = Name(z3.Real(path), self.decide, path)
            if question.form:
                self.solver.add(text.term != number_of(""))
            return text
        raise Undecidable(f"{path} of the kind {kind}")

    def _decimal(self, question: Sought) -> Term:
        places = _set(question, "decimal_places")
        if places is None:
            return solver().Real(question.path)
        return solver().ToReal(solver().Int(question.path)) / 10**places

    def _bounded(self, number: Quantity, question: Sought) -> Quantity:
        for name, compare in BOUNDS.items():
            bound = _set(question, name)
            if bound is not None:
                self.solver.add(compare(number.term, solver().RealVal(str(bound))))
        digits, places = _set(question, "max_digits"), _set(question, "decimal_places") or 0
        if digits is not None:
            self.solver.add(number.term < 10 ** (digits - places))
        return number


BOUNDS: Mapping[str, Callable[[Term, Term], Term]] = {"gt": gt, "ge": ge, "lt": lt, "le": le}


def _set(question: Sought, name: str) -> Any:
    """What an author has set on the kind of an answer, or on one alternative of it."""
    said = (getattr(each, name, None) for each in _metadata(question.kind, question.metadata))
    return next((value for value in said if value is not None), None)


def _metadata(kind: Any, metadata: tuple[Any, ...]) -> Iterator[object]:
    for each in metadata:
        yield each
        yield from getattr(each, "metadata", ())
    if get_origin(kind) is Annotated:
        yield from _metadata(get_args(kind)[0], kind.__metadata__)
    elif get_origin(kind) in {Union, UnionType}:
        for part in get_args(kind):
            yield from _metadata(part, ())
