"""By what device or assistant words are prepared, where whoever speaks says so."""

import os
from typing import Final

from ..messages.bounds import Line
from .arguments import checked

ENVIRONMENT: Final = "ONEMATTER_VIA"
"""Where a terminal has its name."""


@checked
def named(via: Line) -> str:
    """As a word may have it.  Raises `InvalidForm`."""
    return via


def of_the_terminal() -> str:
    """By the environment.  Raises as `named`."""
    return named(os.environ.get(ENVIRONMENT, ""))
