"""A machine that grants can be held to account: every rule has a basis, and officers look on."""

from collections.abc import Iterator
from typing import Any

from ...language import Figure, Unattended

_ALL = 100
"""Percent."""


def unaccountable(unattended: Unattended[Any]) -> Iterator[str]:
    """What is wrong with letting a machine grant this item as it is declared."""
    if not unattended.rules:
        yield "would grant anything; give the rules that must hold"
    for check in (*unattended.rules, *unattended.shadow):
        if check.basis is None:
            yield f"rule {check.rule!r} has no basis, and every reason of a decision must name one; give it"
    for check in unattended.shadow:
        if check in unattended.rules:
            yield f"rule {check.rule!r} cannot both decide and be in shadow; list it once"
    if not _ALL / 2 < unattended.agreement.value <= _ALL:
        yield f"trusts a rule at {unattended.agreement}; write more than half, and at most all"
    if unattended.cases.value < 1:
        yield f"trusts a rule after {unattended.cases}; ask for at least one"
    if not 0 < unattended.second_look.value <= _ALL:
        yield f"shows {unattended.second_look} to an officer; write a share above nothing, and at most all"


def figures(unattended: Unattended[Any] | None) -> tuple[Figure, ...]:
    """The numbers of a declaration."""
    return (unattended.agreement, unattended.cases, unattended.second_look) if unattended else ()
