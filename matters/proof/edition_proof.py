"""Editions of one code beside each other: on each day one of them holds, and everybody knows which."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from ..clock import ONE_DAY
from ..language import Grant, OneMatter
from .fault import Fault

Edition = OneMatter[Any] | Grant[Any]


def edition_faults(listed: Sequence[Edition]) -> Iterator[Fault]:
    """Of one kind: those of a code that are no drafts follow each other, day by day."""
    for (code, edition), count in Counter((each.code, each.edition) for each in listed).items():
        if count > 1:
            says = f"edition {edition!r} is listed {count} times; give each text its own edition"
            yield Fault(where=code, says=says)
    for each in listed:
        if not each.edition.strip():
            yield Fault(where=each.code, says="has an edition without a name; give it one, such as its month")
    settled = sorted((each for each in listed if not each.draft), key=lambda each: (each.code, _begins(each)))
    for code, editions in groupby(settled, key=lambda each: each.code):
        each_once = tuple(editions)
        for earlier, later in pairwise(each_once):
            if earlier.edition != later.edition and (says := _unfit(earlier, later)):
                yield Fault(where=code, says=says)
        for place, later in enumerate(each_once):
            if later.resumes and not _leaves_a_gap(each_once[:place], later):
                says = f"edition {later.edition!r} `resumes` what was not interrupted; leave that out"
                yield Fault(where=code, says=says)


def _unfit(earlier: Edition, later: Edition) -> str:
    """What two that follow each other leave open."""
    two, ends, begins = f"editions {earlier.edition!r} and {later.edition!r}", earlier.until, _begins(later)
    if _begins(earlier) == begins:
        since = f"both hold from {later.since or 'ever'} on"
        return f"{two} {since}; give the later one another `since`, or make it a `draft`"
    if ends and ends >= begins:
        return (
            f"{two} both hold from {begins} to {ends}; end the earlier one before, or leave its `until` out"
        )
    if ends and ends + ONE_DAY < begins and not later.resumes:
        return (
            f"{two}: none holds from {ends + ONE_DAY} to {begins - ONE_DAY}; close the gap, or say by "
            "`resumes=` which text leaves it"
        )
    return ""


def _leaves_a_gap(earlier: Sequence[Edition], later: Edition) -> bool:
    ends = earlier[-1].until if earlier else None
    return bool(ends and ends + ONE_DAY < _begins(later))


def _begins(edition: Edition) -> date:
    return edition.since or date.min
