"""Mistakes in what may become of a decision: what nobody could begin."""

from collections.abc import Iterator
from typing import Any

from ...definitions.sequels import SEQUELS
from ...language import OneMatter
from ..fault import Fault


def sequel_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of every item that names its own."""
    for matter in one.matters:
        for sequel in matter.sequels or ():
            if SEQUELS.get(sequel.code) is not sequel:
                says = f"sequel {sequel.code!r} is in no list, and could not begin; add it to `SEQUELS`"
                yield Fault(where=f"{one.code}/{matter.code} sequels", says=says)
            elif sequel.ordered:
                says = f"sequel {sequel.code!r} is ordered from above, and always may be; leave it out"
                yield Fault(where=f"{one.code}/{matter.code} sequels", says=says)
