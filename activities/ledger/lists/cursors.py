"""Cursors: where a page of a list begins, as the page before has ended with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from client.errors import InvalidOrder


def read(cursor: str, *kinds: Callable[[str], object]) -> tuple[Any, ...]:
    """Its parts, each as what it is.  Raises `InvalidOrder`: no page of this list has ended with it."""
    try:
        return tuple(kind(part) for kind, part in zip(kinds, cursor.split("/"), strict=True))
    except ValueError:
        raise foreign() from None


def foreign() -> InvalidOrder:
    """That no page of this list has ended with it."""
    return InvalidOrder("翻页位置（after）不是本列表给出的；请填上一页末尾给出的值，不填则从头查起")


def instant(part: str) -> datetime:
    """Of a zone that is known."""
    at = datetime.fromisoformat(part)
    if at.tzinfo is None:
        raise ValueError("no zone")
    return at


def case(part: str) -> str:
    """An id, as tables have it."""
    return str(UUID(part))
