"""What the README shows is what works."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from matters.application import Application
from matters.language import Facts, OneMatter
from matters.proof import prove_one

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
DEFINITION, PLATFORM = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_twenty_lines() -> None:
    """The README's one-matter is complete: it passes the proofs and draws a plan in the right order."""
    written: dict[str, Any] = {"__name__": "readme"}
    exec(DEFINITION, written)  # noqa: S102
    one: OneMatter[Any] = written["BIRTH"]
    form = one.form(child_name="新生儿甲", mother_id="990101199203120021")
    facts = Facts(on=date(2026, 11, 23), applicant="990101199203120021")
    plan = Application(one=one, form=form, facts=facts).plan()
    assert not prove_one(one)
    assert [(item.code, item.after) for item in plan.items] == [
        ("birth-certificate", ()),
        ("maternity-payment", ("birth-certificate",)),
    ]


def test_the_platform_compiles() -> None:
    """The README's platform is whole Python, and the case that it submits is there."""
    compile(PLATFORM, "README.md", "exec")
    [case] = re.findall(r'Path\("(.*?)"\)', PLATFORM)
    assert (Path(__file__).parents[1] / case).exists()
