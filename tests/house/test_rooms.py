"""The picture of the rooms: it is that of today's imports, and can be read."""

import re
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from deploy.house.__main__ import PICTURE
from deploy.house.picture import drawn
from deploy.house.rooms import DrawnPlace, Room, between, places
from deploy.house.source_file import SourceFile, read

SVG: Final = "{http://www.w3.org/2000/svg}"
Corner = tuple[float, float]


def test_the_picture_is_of_today() -> None:
    """What is committed is what the imports say; if not, `make rooms` draws it anew."""
    assert PICTURE.read_text(encoding="utf-8") == drawn(read()), "the imports have changed: call `make rooms`"


def corners(path: str) -> list[Corner]:
    """Of an arrow, which runs along and down only."""
    x = y = 0.0
    found: list[Corner] = []
    for kind, one, two in re.findall(r"([MHV])([\d.]+) ?([\d.]*)", path):
        x = float(one) if kind in "MH" else x
        y = float(two) if kind == "M" else float(one) if kind == "V" else y
        found.append((x, y))
    return found


def crossed(path: str, box: ET.Element) -> bool:
    """Whether an arrow runs through a box, not only up to it."""
    x, y, width, height = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
    return any(
        min(one[0], two[0]) < x + width
        and max(one[0], two[0]) > x
        and min(one[1], two[1]) < y + height
        and max(one[1], two[1]) > y
        for one, two in pairwise(corners(path))
    )


def test_no_arrow_crosses_a_text() -> None:
    """Arrows run beside the boxes, and rooms stay inside the one of their place."""
    picture = ET.parse(PICTURE).getroot()  # noqa: S314 (ours)
    boxes = [one for one in picture.findall(f"{SVG}rect") if one.get("rx") == "8"]
    paths = [one.attrib["d"] for one in picture.findall(f"{SVG}path")]
    assert len(boxes) == 5
    assert len(paths) >= 7
    assert not [(path, box.attrib) for path in paths for box in boxes if crossed(path, box)]


def test_an_arrow_across_a_text_is_found() -> None:
    """One that runs through a box, and none that ends at its edge."""
    box = ET.Element("rect", x="100", y="100", width="50", height="50")
    assert crossed("M0 0 V120 H300", box)
    assert not crossed("M0 0 V120 H100", box)
    assert not crossed("M0 0 H160 V300", box)


def test_rooms_stand_in_the_order_of_reading() -> None:
    """A room stands below whatever it needs, a file beside folders is told apart, and commands are none."""
    sources = [
        SourceFile(name="matters", text="", is_package=True),
        SourceFile(name="matters.plan", text="", is_package=True),
        SourceFile(name="matters.plan.plan", text="from ..language import Form"),
        SourceFile(name="matters.language", text="", is_package=True),
        SourceFile(name="matters.markdown", text=""),
        SourceFile(name="matters.__main__", text="from . import plan"),
        SourceFile(name="workflows.calls", text="from matters.plan import plan"),
    ]
    (found,) = [place for place in places(sources) if place.name == "matters"]
    language, markdown, plan = (
        Room(name=name, is_folder=name != "markdown") for name in ("language", "markdown", "plan")
    )
    assert found == DrawnPlace(name="matters", rows=((language, markdown), (plan,)))
    assert between(sources) == (("workflows", "matters"),)
