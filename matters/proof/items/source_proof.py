"""Who issues and who keeps: a licence is given by its issuers, an answer comes from where it is held."""

from collections.abc import Iterator
from typing import Any

from ...language import Check, Family, OneMatter, Prefill
from ..fault import Fault
from ..trials.figures_in_code import registers_in


def source_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of licences that others issue, and of answers that are held against another register."""
    for matter in one.matters:
        issuers = {body.code for body in matter.gives.issued_by} if matter.gives else set[str]()
        others = [body.code for body in matter.departments if issuers and body.code not in issuers]
        if matter.gives and others:
            says = (
                f"gives {matter.gives.code!r}, which {', '.join(sorted(issuers))} issues, and is decided by "
                f"{', '.join(others)}; mend its department, or name that one in `issued_by` of the licence"
            )
            yield Fault(where=f"{one.code}/{matter.code}", says=says)
    rules = dict.fromkeys(check for matter in one.matters for check in matter.rules)
    for source in one.prefills:
        for check in rules:
            if held := _held_against(source, check):
                says = (
                    f"is prefilled from {source.register.code!r}, and rule {check.rule!r} holds it against "
                    f"{held!r}, whose entries are of the same kind; prefill it from there"
                )
                yield Fault(where=f"{one.code} form.{source.field}", says=says)


def _held_against(source: Prefill[Any, Any], check: Check[Any]) -> str:
    """Another register that tells of the same, and is asked alike; nothing where none is."""
    if check.field != source.field or check.family is not Family.CONSISTENCY:
        return ""
    alike = [
        register
        for register in registers_in(check.holds)
        if (register.entry, register.subject) == (source.register.entry, source.register.subject)
    ]
    return "" if source.register in alike or not alike else alike[0].code
