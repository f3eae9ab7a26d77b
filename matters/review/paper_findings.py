"""What pre-review finds about papers, whatever the one-matter."""

from dataclasses import replace
from typing import Any

from ..definitions import law
from ..language import Basis, CheckFinding, Family, Material, Matter, Severity
from ..language.form import PAPERS


def doubtful(matter: Matter[Any], paper: Material[Any], *, because: str) -> CheckFinding:
    return _upon(
        paper,
        matter,
        rule="paper.fetched",
        family=Family.COMPLETENESS,
        severity=Severity.TO_A_PERSON,
        says=f"{because}，未能自动核对{paper.name}",
        mend="无需重新提交，由工作人员核对",
        basis=law.ELECTRONIC_MATERIALS,
    )


def invalid(matter: Matter[Any], paper: Material[Any]) -> CheckFinding:
    return _upon(
        paper,
        matter,
        rule="paper.valid",
        family=Family.VALIDITY,
        severity=Severity.CORRECT,
        says=f"{paper.name}已过期、被暂扣或被撤销",
        mend=f"请先换领或恢复{paper.name}，再提交申请；记载有误的，请上传{paper.name}，由工作人员核对",
    )


def disputed(matter: Matter[Any], paper: Material[Any]) -> CheckFinding:
    """The library says so, and he brings one all the same: the library may be late, or wrong."""
    return replace(
        invalid(matter, paper),
        severity=Severity.TO_A_PERSON,
        says=f"电子证照库记载{paper.name}已过期、被暂扣或被撤销，申请人另行上传",
        mend="无需重新提交，由工作人员与发证机关核实",
    )


def missing(matter: Matter[Any], paper: Material[Any]) -> CheckFinding:
    return _upon(
        paper,
        matter,
        rule="paper.there",
        family=Family.COMPLETENESS,
        severity=Severity.CORRECT,
        says=f"缺少材料：{paper.name}",
        mend=f"请上传{paper.name}",
    )


def following(matter: Matter[Any], paper: Material[Any]) -> CheckFinding:
    """容缺受理: it is not here, and need not be yet."""
    within = paper.follows.within if paper.follows else ""
    return _upon(
        paper,
        matter,
        rule="paper.follows",
        family=Family.COMPLETENESS,
        severity=Severity.WARNING,
        says=f"{paper.name}未提交，可容缺受理",
        mend=f"请在{within}内补交{paper.name}",
    )


def unseen(matter: Matter[Any], paper: Material[Any]) -> CheckFinding:
    return _upon(
        paper,
        matter,
        rule="paper.original",
        family=Family.LEGAL_FORM,
        severity=Severity.TO_A_PERSON,
        says=f"{paper.name}由申请人上传，须核对原件",
        mend="请保留原件，由窗口工作人员核对",
        basis=law.ELECTRONIC_MATERIALS,
    )


def uncommitted(matter: Matter[Any], paper: Material[Any]) -> CheckFinding:
    return _upon(
        paper,
        matter,
        rule="paper.committed",
        family=Family.LEGAL_FORM,
        severity=Severity.MUST_MEND,
        says=f"{paper.name}由申请人自行制作，尚未承诺其真实",
        mend="请承诺自行制作的材料真实（committed），再提交",
        basis=law.ELECTRONIC_MATERIALS,
    )


def _upon(
    paper: Material[Any],
    matter: Matter[Any],
    *,
    rule: str,
    family: Family,
    severity: Severity,
    says: str,
    mend: str,
    basis: Basis | None = None,
) -> CheckFinding:
    return CheckFinding(
        matter=matter.code,
        path=f"{PAPERS}{paper.code}",
        rule=rule,
        family=family,
        severity=severity,
        says=says,
        mend=mend,
        basis=str(paper.basis or basis or law.at_the_window(matter)),
    )
