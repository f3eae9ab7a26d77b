"""Whether the catalogue is sound: proved once for the same code, and remembered beside what Python compiles.

Whoever can write there can change the code as well, so what is remembered is as good as the code itself.
"""

import hashlib
import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

import matters
from matters import catalogue
from matters.proof.inspection import require_sound

SOURCES: Final = Path(matters.__file__).parent
REMEMBERED: Final = Path(cache_from_source(matters.__file__)).with_name("sound")
"""The mark of the code whose catalogue was found sound last."""

RESTS_UPON: Final = ("pydantic", "pydantic_core", "z3-solver", "python-stdnum", "chinesecalendar", "holidays")
"""The libraries by which definitions say what they say, and by which they are proved."""


def require_proof() -> None:
    """What is not proved is not begun: now, or before with the same code.  Raises `UnsoundCatalogue`.

    Where lists other than those that are written in the catalogue take its place, they are proved each time.
    """
    if (catalogue.ONE_MATTERS, catalogue.GRANTS) != catalogue.WRITTEN:
        require_sound()
    elif _remembered() != (mark := _mark()):
        require_sound()
        _remember(mark)


def _remembered() -> str:
    return REMEMBERED.read_text() if REMEMBERED.exists() else ""


def _remember(mark: str) -> None:
    """Where nothing can be kept, it is proved anew at the next start."""
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            REMEMBERED.write_text(mark)


def _mark() -> str:
    """Of every word of the definitions, of their language and its proofs, and of what they rest upon."""
    digest = hashlib.sha256("\n".join((sys.version, *map(version, RESTS_UPON))).encode())
    for source in sorted(SOURCES.rglob("*.py")):
        digest.update(f"\n{source.relative_to(SOURCES)}\n".encode())
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()
