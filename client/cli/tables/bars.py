"""A picture of figures: bars, as an SVG that any browser and any report shows."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

WIDTH: Final = 760
NAMES: Final = 240
LONGEST: Final = 400
LINE: Final = 28
FONT: Final = "Noto Sans CJK SC, Microsoft YaHei, sans-serif"


def bars(title: str, values: Mapping[str, float], *, unit: str) -> str:
    """One for each name, the longest as long as there is room."""
    height = LINE * (len(values) + 2)
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}")
    SubElement(svg, "rect", width="100%", height="100%", fill="white")
    _write(svg, title, x=12, y=LINE - 8, size=16)
    most = max((*values.values(), 1))
    for number, (name, value) in enumerate(values.items(), start=1):
        y = LINE * number + 12
        length = LONGEST * value / most
        _write(svg, name, x=12, y=y + 15, size=13)
        SubElement(
            svg, "rect", x=str(NAMES), y=str(y), width=f"{length:.1f}", height=str(LINE - 8), fill="#3b6fb6"
        )
        _write(svg, f"{value:,.1f} {unit}".replace(".0 ", " "), x=NAMES + length + 8, y=y + 15, size=13)
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _write(svg: Element, says: str, *, x: float, y: float, size: int) -> None:
    text = SubElement(
        svg, "text", {"font-family": FONT, "font-size": str(size), "x": f"{x:.1f}", "y": str(y)}
    )
    text.text = says
