"""The picture of the house, as SVG: a box for each place, its rooms inside, and who imports whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from deploy.house.rooms import DrawnPlace, Room, between, places
from deploy.house.source_file import SourceFile

SAYS: Final = {
    "matters": "WHAT: definitions as code",
    "activities": "WORLD: whatever may fail or wait",
    "activities.stand_ins": "a district that does not exist",
    "workflows": "TIME: the engine",
    "client": "WIRE: what people say to it",
}
FILLS: Final = {
    "matters": "#e8f1fb",
    "activities": "#fdf1e3",
    "activities.stand_ins": "#f2f2f2",
    "workflows": "#e9f6ec",
    "client": "#f3ecfa",
}
LEGEND: Final = (
    "An arrow points at what is imported. Inside a place a room needs only rooms of the rows above it.",
    "A square room is a folder, a round one a file. worker.py puts them together.",
)
INK: Final = "#24292f"
FAINT: Final = "#57606a"
FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"

SIDE, MIDDLE, AISLE, MARGIN = 240, 330, 70, 24
WIDTH: Final = 2 * (MARGIN + SIDE + AISLE) + MIDDLE
HEAD, FOOT, CHIP, LINE, LEVEL, LETTER = 54, 12, 24, 28, 34, 7.2
"""Heights: of a box's head and foot, of a chip, of a line of chips, of a row of rooms; width of a letter."""


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A room as it is drawn, from the corner of its box."""

    room: Room
    x: float
    y: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place as it is drawn."""

    place: DrawnPlace
    x: float
    y: float
    width: float
    height: float
    chips: tuple[Chip, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def drawn(sources: Iterable[SourceFile]) -> str:
    """The picture, as text of an SVG file."""
    sources = tuple(sources)
    boxes = _boxes({place.name: place for place in places(sources)})
    bottom = max(box.bottom for box in boxes.values()) + 2 * MARGIN
    height = bottom + len(LEGEND) * 20
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height:g}")
    svg.append(_arrowhead())
    SubElement(svg, "rect", width="100%", height="100%", fill="white")
    for source, target in between(sources):
        route = _route(source, target, boxes)
        style = {"fill": "none", "stroke": FAINT, "stroke-width": "2", "marker-end": "url(#arrow)"}
        SubElement(svg, "path", style, d=route)
    for box in boxes.values():
        svg.extend(_drawn(box))
    for number, says in enumerate(LEGEND):
        svg.append(_text(says, MARGIN, bottom + 20 * number, size=13, fill=FAINT))
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _boxes(by_name: Mapping[str, DrawnPlace]) -> dict[str, Box]:
    """The engine above the world, what it follows on the left, what it hears on the right."""
    left, middle, right = MARGIN, MARGIN + SIDE + AISLE, WIDTH - MARGIN - SIDE
    engine = _box(by_name["workflows"], x=middle, y=MARGIN, width=MIDDLE)
    world = _box(by_name["activities"], x=middle, y=engine.bottom + AISLE, width=MIDDLE)
    what = _box(by_name["matters"], x=left, y=MARGIN + AISLE, width=SIDE)
    wire = _box(by_name["client"], x=right, y=MARGIN + AISLE, width=SIDE)
    stage = _box(by_name["activities.stand_ins"], x=right, y=wire.bottom + 2 * AISLE, width=SIDE)
    return {box.place.name: box for box in (engine, world, what, wire, stage)}


def _box(place: DrawnPlace, *, x: float, y: float, width: float) -> Box:
    chips: list[Chip] = []
    down = float(HEAD)
    for row in place.rows:
        along = float(FOOT)
        for room in row:
            wide = len(room.name) * LETTER + 18
            if along + wide > width - FOOT:
                along, down = float(FOOT), down + LINE
            chips.append(Chip(room=room, x=along, y=down, width=wide))
            along += wide + 8
        down += LEVEL
    height = down - LEVEL + CHIP + FOOT
    return Box(place=place, x=x, y=y, width=width, height=height, chips=tuple(chips))


def _route(source: str, target: str, boxes: Mapping[str, Box]) -> str:
    found = _routes(boxes).get((source, target))
    if found is None:
        raise LookupError(f"{source} imports {target}: say in `_routes` of {__name__} how that arrow runs")
    return found


def _routes(boxes: Mapping[str, Box]) -> dict[tuple[str, str], str]:
    """How an arrow runs that does not cross a text: who adds an arrow to the house finds its way here."""
    engine, world, what, wire = (boxes[name] for name in ("workflows", "activities", "matters", "client"))
    stage = boxes["activities.stand_ins"]
    over, under = engine.y + 26, max(what.bottom, engine.bottom) + 36
    beside = wire.bottom + 36
    return {
        ("workflows", "activities"): f"M{engine.x + engine.width / 2:g} {engine.bottom:g} V{world.y - 8:g}",
        ("workflows", "matters"): f"M{engine.x:g} {over:g} H{what.x + what.width / 2:g} V{what.y - 8:g}",
        ("workflows", "client"): f"M{engine.right:g} {over:g} H{wire.x + wire.width / 2:g} V{wire.y - 8:g}",
        (
            "activities",
            "matters",
        ): f"M{world.x:g} {under:g} H{what.x + what.width / 2:g} V{what.bottom + 8:g}",
        ("activities", "client"): f"M{world.right:g} {beside:g} H{wire.x + 60:g} V{wire.bottom + 8:g}",
        ("activities.stand_ins", "client"): f"M{wire.right - 60:g} {stage.y:g} V{wire.bottom + 8:g}",
        ("activities.stand_ins", "activities"): f"M{stage.x:g} {stage.y + 26:g} H{world.right + 8:g}",
        ("activities.stand_ins", "matters"): (
            f"M{stage.x + 60:g} {stage.bottom:g} V{max(world.bottom, stage.bottom) + MARGIN:g} "
            f"H{what.x + 60:g} V{what.bottom + 8:g}"
        ),
    }


def _arrowhead() -> Element:
    definitions = Element("defs")
    marker = SubElement(
        definitions,
        "marker",
        id="arrow",
        viewBox="0 0 10 10",
        refX="5",
        refY="5",
        markerWidth="6",
        markerHeight="6",
        orient="auto-start-reverse",
    )
    SubElement(marker, "path", d="M0 0 L10 5 L0 10 z", fill=FAINT)
    return definitions


def _drawn(box: Box) -> Iterator[Element]:
    name = box.place.name
    yield _rectangle(box.x, box.y, box.width, box.height, fill=FILLS[name], stroke=FAINT, rx="8")
    yield _text(name.replace(".", "/") + "/", box.x + FOOT, box.y + 22, size=16, weight="bold")
    yield _text(SAYS[name], box.x + FOOT, box.y + 40, size=12, fill=FAINT)
    for chip in box.chips:
        x, y = box.x + chip.x, box.y + chip.y
        fill, rx = ("white", "4") if chip.room.is_folder else ("none", "12")
        yield _rectangle(x, y, chip.width, CHIP, fill=fill, stroke="#afb8c1", rx=rx)
        yield _text(chip.room.name, x + chip.width / 2, y + 16, size=13, anchor="middle")


def _rectangle(x: float, y: float, width: float, height: float, **style: str) -> Element:
    return Element("rect", style, x=f"{x:g}", y=f"{y:g}", width=f"{width:g}", height=f"{height:g}")


def _text(
    says: str,
    x: float,
    y: float,
    *,
    size: int,
    fill: str = INK,
    weight: str = "normal",
    anchor: str = "start",
) -> Element:
    style = {"font-family": FONT, "font-size": str(size), "font-weight": weight, "text-anchor": anchor}
    text = Element("text", style, x=f"{x:g}", y=f"{y:g}", fill=fill)
    text.text = says
    return text
