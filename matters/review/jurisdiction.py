"""Whose an item is not."""

from typing import Any

from ..definitions import law
from ..language import CheckFinding, Family, Matter, Severity
from ..language.form import FORM


def outside(matter: Matter[Any]) -> CheckFinding:
    """Of an item that none of its bodies serves; of several elements one is taken out, the rest is ours."""
    return CheckFinding(
        matter=matter.code,
        path=f"{FORM}{matter.competent.field if matter.competent else ''}",
        rule="item.served",
        family=Family.JURISDICTION,
        severity=Severity.MUST_MEND if matter.element else Severity.NOT_OURS,
        says=f"{matter.name}不属于本地{matter.decided_by}管辖",
        mend="请将该项移出，向有管辖权的机构申请" if matter.element else "请向有管辖权的机构申请",
        basis=str(law.at_the_window(matter)),
    )
