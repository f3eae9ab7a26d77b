"""What a department may ask a register of its own motion: nobody's leave is needed for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic

from ..check import FormT
from ..figures.basis import Basis
from ..form import Form
from ..groups.group import FormList
from ..register import Register


@dataclass(frozen=True, kw_only=True)
class ByLaw(Generic[FormT]):
    """Rules may ask `register` about a person, whose duty has a `basis` (个人信息保护法 Art. 13 (1) (3)).

    Nobody is shown for it what the register says: prefilling still needs that person's leave. `for_each` is
    set by `each`.
    """

    register: Register[Any]
    whose: Callable[[FormT], str]
    basis: Basis
    for_each: FormList[Any, Any] | None = None


def asked_by_law(duties: Iterable[ByLaw[Any]], form: Form) -> tuple[tuple[str, str], ...]:
    """Registers by their codes, and of whom they may be asked, as far as the form is answered."""
    return tuple(dict.fromkeys(_asked(duties, form)))


def _asked(duties: Iterable[ByLaw[Any]], form: Form) -> Iterable[tuple[str, str]]:
    for duty in duties:
        try:
            yield duty.register.code, duty.whose(form)
        except AttributeError:  # whose it is cannot be told yet
            continue
