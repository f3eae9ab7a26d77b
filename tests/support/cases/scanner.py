"""A printed page as people have it: what is to be read on it, and what a phone makes of its code."""

from typing import Any, Final

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pytest
import zxingcpp

from client.errors import WrongSettings
from client.evidence import pdf

DOTS_PER_POINT: Final = 150 / 72


def _has_chinese() -> bool:
    try:
        return bool(pdf.chinese(pdf.fonts_in("")))
    except WrongSettings:
        return False


HAS_CHINESE: Final = _has_chinese()
needs_font = pytest.mark.skipif(not HAS_CHINESE, reason="no Chinese font here: apt install fonts-noto-cjk")


def seen(page: bytes) -> tuple[str, str]:
    """The words on the first page, and what a scanner reads on it."""
    first: Any = pypdfium2.PdfDocument(page)[0]
    shown = first.render(scale=DOTS_PER_POINT, grayscale=True)
    pixels = memoryview(bytes(shown.buffer)).cast("B", (shown.height, shown.stride))
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # it finds others in lines and letters
    [code] = zxingcpp.read_barcodes(pixels, formats=wanted)
    return first.get_textpage().get_text_bounded(), code.text
