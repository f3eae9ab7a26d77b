"""Pieces of Markdown that guide, explanation and tables share."""

from collections.abc import Iterable, Sequence

NONE = "—"


def heading(text: str, *, level: int) -> str:
    return f"{'#' * level} {text}"


def bullets(lines: Iterable[str]) -> str:
    """A list, which says so when there is nothing to list."""
    return "\n".join(f"- {line}" for line in lines) or "- 无"


def table(header: Sequence[str], *, rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(map(_row, (header, ["---"] * len(header), *rows)))


def page(*blocks: str) -> str:
    """Blocks with an empty line between them; empty blocks are left out."""
    return "\n\n".join(filter(None, blocks))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(text) for text in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or NONE
