"""What the registers of a district say, changed for one test."""

import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, Final

from activities.stand_ins.behaviour import Behaviour, Instant
from activities.stand_ins.books import District, entries
from activities.stand_ins.books.entries import EntrySaid
from activities.stand_ins.departments import behave
from matters.definitions.registers import LICENCE_LIBRARY, SAME_OBJECT, UNDER_WAY

KEPT_ELSEWHERE: Final = (LICENCE_LIBRARY.code, SAME_OBJECT.code, UNDER_WAY.code)
LONG_AGO: Final = "2026-01-04"


def change(district: District, register: str, key: str, entry: Mapping[str, Any] | None) -> None:
    """Let a register say some things otherwise, or nothing any more."""
    with district.transaction() as books:
        known = entries.find(books, register=register, key=key)
        before = json.loads(known) if known else {"as_of": LONG_AGO}
        text = "" if entry is None else json.dumps({**before, **entry}, ensure_ascii=False)
        entries.enter(books, [EntrySaid(register, key, text)])


@contextmanager
def changed(district: District, changes: Iterable[Mapping[str, Any]]) -> Generator[None]:
    """The same as long as it lasts; what is not kept as entries stays as it is."""
    mine = [one for one in changes if one["register"] not in KEPT_ELSEWHERE]
    with district.transaction() as books:
        before = [entries.find(books, register=it["register"], key=it["key"]) or "" for it in mine]
    for one in mine:
        change(district, one["register"], one["key"], one["entry"])
    try:
        yield
    finally:
        with district.transaction() as books:
            for one, text in zip(mine, before, strict=True):
                entries.enter(books, [EntrySaid(one["register"], one["key"], text)])


@contextmanager
def behaving(district: District, behaviour: Behaviour, *codes: str) -> Generator[None]:
    """Registers that behave otherwise towards everybody, as long as it lasts."""
    for code in codes:
        behave(district, behaviour, matter=code)
    try:
        yield
    finally:
        for code in codes:
            behave(district, Instant(), matter=code)
