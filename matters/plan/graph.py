"""The order of the items as a picture."""

from typing import Any

from ..language import Matter, OneMatter


def mermaid(one: OneMatter[Any]) -> str:
    """A Mermaid flowchart: who waits for whom, and for which licence."""
    nodes = (f'    {matter.code}["{_label(matter)}"]' for matter in one.matters)
    edges = (f"    {_edge(earlier, matter)}" for matter in one.matters for earlier in one.before(matter))
    return "\n".join(("flowchart LR", *nodes, *edges))


def _label(matter: Matter[Any]) -> str:
    each = f"（每一{_quoted(matter.for_each.noun)}）" if matter.for_each else ""
    return f"{_quoted(matter.name)}{each}<br/>{_quoted(matter.decided_by)}"


def _edge(earlier: Matter[Any], matter: Matter[Any]) -> str:
    needed = [paper.licence for paper in matter.materials]
    given = earlier.gives
    label = f'|"{_quoted(given.name)}"|' if given and given in needed else ""
    return f"{earlier.code} -->{label} {matter.code}"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
