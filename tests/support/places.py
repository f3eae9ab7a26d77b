"""Where tests find the house, and what they read."""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DATA: Final = ROOT / "tests" / "data"
CASES: Final = ROOT / "deploy" / "cases"

ONEMATTER: Final = str(ROOT / "deploy" / "onematter")
"""The command line, as a process of its own."""

THOROUGH: Final = bool(os.environ.get("ONEMATTER_THOROUGH"))
"""Whether `make thorough` asks: every ledger, every applicant and long walks, of which others try some."""
