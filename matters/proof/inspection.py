"""What the proofs say of all definitions together."""

from typing import Any

from ..language import Grant, OneMatter
from ..markdown import bullets, heading, page, table
from .grant_proof import doubtful, prove_grant, prove_grants
from .one_matter_proof import Fault, Number, prove, prove_one, unverified

TITLE = ("代码", "版本", "名称")
PROVED = ("待核实数值", "结论")


def faults(ones: tuple[OneMatter[Any], ...], grants: tuple[Grant[Any], ...]) -> tuple[Fault, ...]:
    """Of each definition, of each list, and of the two lists beside each other."""
    return (*prove(ones), *prove_grants(grants, taken=tuple(one.code for one in ones)))


def inspection(ones: tuple[OneMatter[Any], ...], grants: tuple[Grant[Any], ...]) -> str:
    """A verdict for each definition, the faults, and the numbers that nobody has confirmed."""
    numbers = (
        *(number for one in ones for number in unverified(one)),
        *(number for grant in grants for number in doubtful(grant)),
    )
    return page(
        table((*TITLE, "事项数", *PROVED), rows=map(_one_matter, ones)),
        table((*TITLE, "享受方式", *PROVED), rows=map(_grant, grants)),
        _listed("错误", faults(ones, grants)),
        _listed("正式使用前须核实的数值", numbers),
    )


def title(definition: OneMatter[Any] | Grant[Any]) -> tuple[str, str, str]:
    return definition.code, definition.edition, definition.name


def _one_matter(one: OneMatter[Any]) -> tuple[str, ...]:
    return *title(one), str(len(one.matters)), str(len(unverified(one))), _verdict(prove_one(one))


def _grant(grant: Grant[Any]) -> tuple[str, ...]:
    return *title(grant), grant.mode, str(len(doubtful(grant))), _verdict(prove_grant(grant))


def _verdict(found: tuple[Fault, ...]) -> str:
    return "有误" if found else "通过"


def _listed(text: str, found: tuple[Fault | Number, ...]) -> str:
    return page(heading(text, level=2), bullets(map(str, found))) if found else ""
