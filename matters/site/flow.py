"""The picture of a one-matter: who waits for whom, drawn from the graph that nobody drew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from ..language import Matter, OneMatter
from ..plan.graph import reason

WIDTH: Final = 176
GAP_ACROSS: Final = 72
GAP_DOWN: Final = 20
MARGIN: Final = 8
LINE: Final = 20
LETTERS: Final = 10
"""Of a name in one line."""

LANE: Final = 14
"""Below all items, for an arrow that passes a column."""

CLOSING: Final = "、，；）】”"
"""What does not begin a line."""


@dataclass(frozen=True, kw_only=True)
class Node:
    """An item in its place: `lines` are its name, `department` stands below."""

    code: str
    lines: tuple[str, ...]
    department: str
    column: int
    y: int

    @property
    def x(self) -> int:
        return MARGIN + self.column * (WIDTH + GAP_ACROSS)

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + 34

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Edge:
    """What waits for what, as a path, and why."""

    earlier: str
    later: str
    path: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The picture: columns from left to right, in each what may begin once those before it have given."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def flow(one: OneMatter[Any]) -> Flow:
    """Every item, and every arrow of the graph."""
    nodes = {node.code: node for node in _nodes(one)}
    bottom = max(node.y + node.height for node in nodes.values())
    edges: list[Edge] = []
    lanes = 0
    for later in one.matters:
        for earlier in one.before(later):
            start, end = nodes[earlier.code], nodes[later.code]
            is_far = end.column - start.column > 1
            lanes += is_far
            path = _below(start, end, bottom, lanes) if is_far else _across(start, end)
            says = reason(one, earlier, later)
            edges.append(Edge(earlier=earlier.code, later=later.code, path=path, says=says))
    return Flow(
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        width=max(node.x + WIDTH for node in nodes.values()) + MARGIN,
        height=bottom + MARGIN + LANE * lanes,
    )


def _nodes(one: OneMatter[Any]) -> Iterator[Node]:
    bottoms: dict[int, int] = {}
    for matter, column in _columns(one).items():
        node = Node(
            code=matter.code,
            lines=tuple(_lines(matter.name)),
            department=matter.decided_by,
            column=column,
            y=bottoms.get(column, MARGIN),
        )
        bottoms[column] = node.y + node.height + GAP_DOWN
        yield node


def _columns(one: OneMatter[Any]) -> Mapping[Matter[Any], int]:
    """Behind the last of those that it waits for, which stand before it in the list."""
    columns: dict[Matter[Any], int] = {}
    for matter in one.matters:
        columns[matter] = max((columns[other] + 1 for other in one.before(matter)), default=0)
    return columns


def _lines(name: str) -> Iterator[str]:
    """Of much the same length, and none begins with a sign that closes."""
    length = ceil(len(name) / ceil(len(name) / LETTERS))
    while name:
        end = length + 1 if name[length : length + 1] in {*CLOSING} else length
        yield name[:end]
        name = name[end:]


def _across(start: Node, end: Node) -> str:
    """A curve from a column to the next one."""
    left, right, bend = start.x + WIDTH, end.x - 4, GAP_ACROSS / 2
    curve = f"{left + bend:g} {start.middle:g} {right - bend:g} {end.middle:g} {right} {end.middle:g}"
    return f"M{left} {start.middle:g} C{curve}"


def _below(start: Node, end: Node, bottom: int, lane: int) -> str:
    """Down in the gap behind its item, along below all others, and up in the gap before the other."""
    left, right, y = start.x + WIDTH, end.x - 4, bottom + LANE * lane
    down, up = left + GAP_ACROSS / 3, right - GAP_ACROSS / 3 + 4 * lane
    return f"M{left} {start.middle:g} H{down:g} V{y} H{up:g} V{end.middle:g} H{right}"
