"""What is asked in the course of a case is asked of everybody whose items wait for the answer."""

from collections.abc import Iterator
from typing import Any

from ...language import Later, Matter, OneMatter
from ..conditions import sampler_of
from ..fault import Fault
from ..trials.inquiry import Inquiry
from ..trials.verdict import turns


def later_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """An item that is there without the one after which its question is put would never be asked for."""
    sampler = sampler_of(one)
    for late in one.later:
        if not any(map(late.opens, one.matters)):
            says = "is asked later, and no item waits for the answer; put it into the form of one"
            yield Fault(where=f"{one.code} form.{late.path}", says=says)
        for matter in filter(late.opens, one.matters):

            def alone(inquiry: Inquiry, pair: tuple[Matter[Any], Later] = (matter, late)) -> bool:
                item, before = pair[0], pair[1].asked_after
                return item.when(inquiry.form(item.form)) and not before.when(inquiry.form(before.form))

            if turns(alone, sampler).holds:
                says = (
                    f"waits for the answer to {late.field!r}, which is asked after "
                    f"{late.asked_after.code!r}, and there are cases without that one; "
                    "let its condition be part of this one's"
                )
                yield Fault(where=f"{one.code}/{matter.code}", says=says)
