"""Markdown as the Temporal UI draws it: no space between cells of its own, and half a page wide."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from matters import clock

GAP: Final = "\N{EM SPACE}"
HYPHEN: Final = "\N{NON-BREAKING HYPHEN}"
BLANKS: Final = re.compile(r"[ \t\r\n]+")
"""But for those at which no line breaks."""
JOINER: Final = "\N{WORD JOINER}"


def page(*blocks: str) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(filter(None, blocks))


def section(title: str, body: str) -> str:
    """Under a heading; nothing, if there is nothing to say."""
    return f"### {title}\n\n{body}" if body else ""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """With a narrow column between any two, which also keeps lines apart; nothing, if there are no rows.

    A column in which nothing is said takes no room from the others.
    """
    told = [*rows]
    kept = [place for place in range(len(header)) if any(row[place] for row in told)]
    lines = [_row([row[place] for place in kept]) for row in told]
    heads = _row([header[place] for place in kept])
    return "\n".join((heads, _row(["---"] * len(kept)).replace(GAP, "---"), *lines)) if told else ""


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def day(of: date | None) -> str:
    """Which a narrow column does not break."""
    return of.isoformat().replace("-", HYPHEN) if of else ""


def moment(of: datetime) -> str:
    """To the minute, in China; the year goes without saying."""
    return of.astimezone(clock.CHINA).strftime("%m-%d %H:%M")


def unbroken(words: str) -> str:
    """Which no column breaks, however narrow it is."""
    return JOINER.join(words)


def in_two(words: str) -> str:
    """Which a narrow column breaks in the middle, and nowhere else."""
    middle = (len(words) + 1) // 2
    return unbroken(words[:middle]) + unbroken(words[middle:])


def _row(cells: Sequence[str]) -> str:
    shown = (BLANKS.sub(" ", cell).strip(" ").replace("|", "\\|") for cell in cells)
    return f"| {f' | {GAP} | '.join(shown)} |"
