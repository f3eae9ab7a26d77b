"""Pages to be printed, of a bundle, and codes of such pages that somebody has scanned."""

import asyncio

from ..errors import NotPossible, WrongSettings
from .leaf_proof import LeafProof
from .printed_page import PrintedPage
from .verify import Broken


async def printed(bundle: bytes, *, leaf: str) -> bytes:
    """The page of a leaf, as PDF.  Raises `NotPossible`, `WrongSettings`."""
    return await asyncio.to_thread(_drawn, bundle, leaf)


def check_code(code: str, *, engine: str) -> PrintedPage:
    """What a printed code says, if the engine with this public key (base64) has signed it.

    Compare it with what is printed beside the code.  Raises `Broken` (`evidence.verify`).
    """
    return PrintedPage.of(LeafProof.read(code).proved(engine))


def _drawn(bundle: bytes, leaf: str) -> bytes:
    try:
        from . import pdf  # noqa: PLC0415 (an extra)
    except ImportError:
        raise WrongSettings(
            "printing needs libraries that are not here; install them: pip install 'onematter-client[pdf]'"
        ) from None
    proof = LeafProof.found(bundle, name=leaf)
    try:
        if proof:
            return pdf.drawn(proof)
    except Broken:
        pass
    raise NotPossible("没有可以打印的内容：还没有回执，或者该事项没有准予、没有证照；请先查看办件进度")
