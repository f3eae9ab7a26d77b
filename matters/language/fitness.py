"""What may stand in a form: answers that can be read, tried and handed on one by one."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from .errors import UnfitForm

_PLAIN = (bool, int, Decimal, str, date)
_KINDS = (
    "Text and the other kinds of the language, bool, int, Decimal, Day, a StrEnum, "
    "a Literal of texts, a tuple of one of these or of a Form, or one of these and None"
)


def require_no_rule_of_the_whole(form: type[BaseModel]) -> None:
    """Raises `UnfitForm`."""
    declared = form.__pydantic_decorators__
    rules = (*declared.model_validators, *declared.root_validators, *declared.computed_fields)
    if rules:
        raise UnfitForm(
            f"form {form.__name__}: {rules[0]!r} looks at the whole form, which is never read where it is "
            "filled in part; write a `Check` (a `field_validator` of one field may stay)"
        )


def require_plain(field: FieldInfo, *, where: str, of: type[BaseModel]) -> None:
    """Lists may be of forms, which have been looked at for themselves.  Raises `UnfitForm`."""
    if field.default_factory is not None:
        raise UnfitForm(f"{where} has a default_factory, which no guide can show; give a plain default")
    if field.alias or field.validation_alias:
        raise UnfitForm(f"{where} has an alias; an answer has one name everywhere: leave it out")
    if element := _element(field.annotation, of):
        if any(_element(own.annotation, of) for own in element.model_fields.values()):
            raise UnfitForm(f"{where}: {element.__name__} has a list of its own; ask for that one beside it")
    elif not _is_plain(field.annotation):
        raise UnfitForm(f"{where} is of a kind that cannot be tried or shown; choose {_KINDS}")


def _element(kind: Any, of: type[BaseModel]) -> type[BaseModel] | None:
    inner = get_args(kind)
    is_list = get_origin(kind) is tuple and inner[1:] == (...,)
    return inner[0] if is_list and isinstance(inner[0], type) and issubclass(inner[0], of) else None


def _is_plain(kind: Any) -> bool:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _is_plain(inner[0])
    if origin in {Union, UnionType}:
        return len(inner) == len((None, kind)) and NoneType in inner and all(map(_is_plain, inner))
    if origin is tuple:
        return inner[1:] == (...,) and _is_plain(inner[0])
    if origin is Literal:
        return all(isinstance(each, str) for each in inner)
    if kind in {*_PLAIN, NoneType}:
        return True
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def require_one_meaning(form: type[BaseModel], name: str, *, where: str, of: type[BaseModel]) -> None:
    """One name is one question, wherever it was inherited from.  Raises `UnfitForm`."""
    asking = [base for base in form.__mro__ if issubclass(base, of) and name in base.model_fields]
    first, *rest = (base for base in asking if name in get_annotations(base))
    for other in rest:
        if _meaning(first.model_fields[name]) != _meaning(other.model_fields[name]):
            raise UnfitForm(
                f"{where} means one thing in {first.__name__} and another in {other.__name__}; "
                "give one of the two another name, or let both inherit it from one form"
            )


def _meaning(field: FieldInfo) -> tuple[object, ...]:
    default = None if field.default is PydanticUndefined else (field.default,)
    return field.annotation, field.metadata, default
