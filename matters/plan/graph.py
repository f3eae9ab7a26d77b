"""The order of the items as a picture."""

from collections.abc import Iterator
from typing import Any, Final

from ..language import Matter, OneMatter

HEARD: Final = "听取意见"
"""Of an item whose answer another hears, whatever it is."""


def mermaid(one: OneMatter[Any]) -> str:
    """A Mermaid flowchart: who waits for whom, and for which licence."""
    nodes = (f'    {matter.code}["{_label(matter)}"]' for matter in one.matters)
    edges = (f"    {_edge(one, earlier, matter)}" for matter in one.matters for earlier in one.before(matter))
    return "\n".join(("flowchart LR", *nodes, *edges))


def _label(matter: Matter[Any]) -> str:
    each = f"（每一{_quoted(matter.for_each.noun)}）" if matter.for_each else ""
    return f"{_quoted(matter.name)}{each}<br/>{_quoted(matter.decided_by)}"


def reason(one: OneMatter[Any], earlier: Matter[Any], matter: Matter[Any]) -> str:
    """Why the one waits for the other, in a few words; nothing where the order alone is declared."""
    return "；".join(_reasons(one, earlier, matter))


def _reasons(one: OneMatter[Any], earlier: Matter[Any], matter: Matter[Any]) -> Iterator[str]:
    if earlier.gives and any(map(earlier.supplies, matter.materials)):
        yield earlier.gives.name
    elif earlier in matter.hears:
        yield HEARD
    for late in one.later:
        if late.asked_after is earlier and late.opens(matter):
            yield late.asks(one.form)


def _edge(one: OneMatter[Any], earlier: Matter[Any], matter: Matter[Any]) -> str:
    why = reason(one, earlier, matter)
    label = f'|"{_quoted(why)}"|' if why else ""
    return f"{earlier.code} -->{label} {matter.code}"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
