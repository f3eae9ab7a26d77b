"""A page as PDF/A with its code (`onematter-client[pdf]`): of the same bundle, the same bytes."""

import json
import os
from functools import lru_cache
from typing import Final

import segno
import typst

from ..errors import WrongSettings
from .leaf_proof import LeafProof, ProvedLeaf
from .printed_page import PrintedPage

FONTS: Final = "ONEMATTER_FONTS"
"""A folder of fonts, beside those of the system."""

_CHINESE: Final = (
    *("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC"),
    *("FangSong", "SimSun", "Songti SC", "FandolSong", "WenQuanYi Zen Hei"),
)
_STANDARD: Final = "a-2a"
_LARGEST: Final = 4_296
"""Letters of a code that one picture takes."""

_PAGE: Final = """
#let page-of = json(bytes(sys.inputs.page))
#set document(title: page-of.title)
#set page(paper: "a4", margin: 20mm)
#set text(font: sys.inputs.font, lang: "zh", region: "cn", size: 10pt)
#align(center, text(size: 20pt, weight: "bold", page-of.title))
#v(6mm)
#grid(columns: (auto, 1fr), column-gutter: 6mm, row-gutter: 3mm,
  ..page-of.lines.map(((name, says)) => (text(weight: "bold", name), says)).flatten())
#if page-of.rows.len() > 0 {
  v(3mm)
  set text(size: 9pt)
  table(columns: (2fr, 1fr, 1fr), stroke: 0.4pt, inset: 2mm,
    table.header(..page-of.head.map(name => text(weight: "bold", name))),
    ..page-of.rows.flatten().map(cell => cell.split("\\n").join(linebreak())))
}
#v(4mm)
#block(breakable: false, width: 100%)[
  #align(center, image(bytes(sys.inputs.code), format: "svg", width: 88mm, alt: sys.inputs.alt))
  #align(center, text(size: 9pt)[签名时间 #page-of.signed])
  #text(size: 9pt, page-of.remark)
]
"""
"""All that is told comes in as data, and none of it is read as markup."""


def drawn(proof: LeafProof) -> bytes:
    """The page of a leaf, with its code.  Raises `WrongSettings`, `Broken`."""
    at = int(proof.claims["iat"])
    page = PrintedPage.of(ProvedLeaf(json.loads(proof.leaf), at))
    told = {**page.model_dump(mode="json"), "signed": f"{page.signed_at:%Y-%m-%d %H:%M:%S}"}
    fonts = fonts_in(os.environ.get(FONTS, ""))
    compiler = typst.Compiler(
        _PAGE.encode(),
        font_paths=fonts,
        sys_inputs={
            "page": json.dumps(told, ensure_ascii=False),
            "font": chinese(fonts),
            "code": picture(proof.code),
            "alt": f"二维码：{proof.code}",
        },
    )
    pdf = compiler.compile(format="pdf", timestamp=at, pdf_standards=_STANDARD)
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf


def picture(code: str) -> str:
    """A QR code, as SVG.  Raises `WrongSettings` where there is more to prove than one holds."""
    if len(code) > _LARGEST:
        raise WrongSettings(f"{len(code)} letters are more than a QR code holds; give out the bundle instead")
    return segno.make_qr(code, error="l").svg_inline(border=4)


@lru_cache(4)
def fonts_in(folder: str) -> typst.Fonts:
    """Those of the system, and those in a folder, if one is named."""
    return typst.Fonts(include_embedded_fonts=False, font_paths=[folder] if folder else [])


def chinese(fonts: typst.Fonts) -> str:
    """The family to set a page in.  Raises `WrongSettings`."""
    families = {*fonts.families()}
    for name in _CHINESE:
        if name in families:
            return name
    raise WrongSettings(
        f"no font here has Chinese letters: install one (Debian: fonts-noto-cjk) or set {FONTS} to its folder"
    )
