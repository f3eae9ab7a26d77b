"""Functions of authors, called with what an inquiry answers: equal where they call the same.

So whatever is tried of one item is known of another that has it, too, and of another definition.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .inquiry import Inquiry


@dataclass(frozen=True)
class OfForm:
    """What a function says of a form."""

    function: Callable[[Any], Any]
    form: type[Any]

    def __call__(self, inquiry: Inquiry) -> Any:
        return self.function(inquiry.form(self.form))


@dataclass(frozen=True)
class OfFacts:
    """What a function says of a form and of the facts."""

    function: Callable[[Any, Any], Any]
    form: type[Any]

    def __call__(self, inquiry: Inquiry) -> Any:
        return self.function(inquiry.form(self.form), inquiry.facts)


@dataclass(frozen=True)
class Within:
    """The same, where a condition holds; nothing elsewhere."""

    situation: OfForm
    asked: Callable[[Inquiry], Any]

    def __call__(self, inquiry: Inquiry) -> Any:
        return self.asked(inquiry) if self.situation(inquiry) else None
