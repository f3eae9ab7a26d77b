"""The names under which the engine calls a partner."""

from contextlib import suppress
from inspect import signature
from typing import Any, get_type_hints

from temporalio import activity


def as_activities(partner: type, *calls: str) -> None:
    """Let these methods be called by their names, on whichever class they are written.

    One that is written without types is given what the port's is given, and not bare JSON.
    """
    for call in calls:
        _inherit_types(getattr(partner, call), getattr(partner.__mro__[1], call))
        with suppress(ValueError):  # it has been done already, there or on a class that it derives from
            activity.defn(name=call)(getattr(partner, call))


def _inherit_types(method: Any, of: Any) -> None:
    if method is not of and not method.__annotations__:
        types = get_type_hints(of)
        method.__annotations__ = {
            own: types[its]
            for own, its in zip(signature(method).parameters, signature(of).parameters, strict=True)
            if its in types
        }
