"""An item, a rule, a paper, a source, a duty or a later question for each element of a group."""

from dataclasses import replace
from typing import Any, TypeVar, overload

from ..check import Check
from ..form import Form
from ..matter import Material, Matter
from ..one_matter import Later
from ..parties.duty import ByLaw
from ..prefill import Prefill
from ..register import EntryT
from .group import ElementT, FormList, WholeT

SeenT = TypeVar("SeenT", bound=Form)


@overload
def each(group: FormList[WholeT, ElementT], thing: Check[ElementT]) -> Check[WholeT]: ...
@overload
def each(group: FormList[WholeT, ElementT], thing: Material[ElementT]) -> Material[WholeT]: ...
@overload
def each(group: FormList[WholeT, ElementT], thing: Prefill[ElementT, EntryT]) -> Prefill[WholeT, EntryT]: ...
@overload
def each(group: FormList[WholeT, ElementT], thing: ByLaw[ElementT]) -> ByLaw[WholeT]: ...
@overload
def each(group: FormList[Any, Any], thing: Later) -> Later: ...
@overload
def each(group: FormList[WholeT, Any], thing: Matter[SeenT]) -> Matter[WholeT]: ...
def each(group: FormList[Any, Any], thing: Any) -> Any:
    """One for each: of an item the form inherits the group's form and the element, so it reads both."""
    return replace(thing, for_each=group)
