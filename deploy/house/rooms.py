"""The rooms of the house, in the order in which they are read, and the arrows between its places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Final

from deploy.house.source_file import SourceFile, arrows

DRAWN: Final = ("workflows", "matters", "activities", "activities.stand_ins", "client")
"""Places that are drawn: the five words but for the wiring, and the stage set apart."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """A folder, or a file that stands beside folders."""

    name: str
    is_folder: bool


@dataclass(frozen=True, kw_only=True)
class DrawnPlace:
    """Its rooms in rows: each needs only rooms of the rows before."""

    name: str
    rows: tuple[tuple[Room, ...], ...]


def places(sources: Iterable[SourceFile]) -> tuple[DrawnPlace, ...]:
    """Every place with its rooms."""
    sources = tuple(sources)
    return tuple(DrawnPlace(name=name, rows=_rows(name, sources)) for name in DRAWN)


def between(sources: Iterable[SourceFile]) -> tuple[tuple[str, str], ...]:
    """Which place imports from which."""
    found = {(_place(name), _place(other)) for name, to in arrows(sources).items() for other in to}
    return tuple(sorted((one, two) for one, two in found if one != two and one and two))


def _place(name: str) -> str:
    within = [place for place in DRAWN if f"{name}.".startswith(f"{place}.")]
    return max(within, key=len, default="")


def _rows(place: str, sources: tuple[SourceFile, ...]) -> tuple[tuple[Room, ...], ...]:
    needs = _needs(place, arrows(sources))
    folders = {_room(source.name, place) for source in sources if source.is_package}
    depth: dict[str, int] = {}
    for room in TopologicalSorter(needs).static_order():
        depth[room] = max((depth[other] + 1 for other in needs[room]), default=0)
    rooms = [Room(name=room, is_folder=room in folders) for room in sorted(depth)]
    last = max(depth.values(), default=-1)
    return tuple(tuple(room for room in rooms if depth[room.name] == row) for row in range(last + 1))


def _needs(place: str, graph: Mapping[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """For each room of a place the others that it imports; a command line is none, nor is the face."""
    inside = {name: _room(name, place) for name in graph if _place(name) == place}
    inside = {name: room for name, room in inside.items() if room not in {"", "__main__"}}
    needs: dict[str, set[str]] = {room: set() for room in inside.values()}
    for name, room in inside.items():
        needs[room] |= {inside[other] for other in graph[name] if other in inside} - {room}
    return needs


def _room(name: str, place: str) -> str:
    return name.removeprefix(place).strip(".").partition(".")[0]
