"""What the proofs say of all definitions together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .. import catalogue
from ..language import DefinitionError, Grant, OneMatter
from ..markdown import bullets, heading, page, table
from .basis_table import provisions
from .conditions import undecided
from .fault import Fault
from .grant_proof import prove_grant, prove_grants
from .items.forgotten import forgotten_situations
from .nomenclature import calling_faults, code_faults
from .one_matter_proof import prove, prove_one
from .provision import AHEAD, Provision, expiring, unverified


class UnsoundCatalogue(DefinitionError):
    """`check` rejects a definition that is listed."""


TITLE = ("代码", "版本", "名称")
PROVED = ("待核实数值", "结论")


def faults(
    ones: tuple[OneMatter[Any], ...], grants: tuple[Grant[Any], ...], *, on: date
) -> tuple[Fault, ...]:
    """Of each definition, of each list, and of both beside all that is in the catalogue."""
    codes = (*(one.code for one in ones), *(grant.code for grant in grants))
    every = (*catalogue.ONE_MATTERS, *ones)
    others = tuple(one for one in catalogue.ONE_MATTERS if (one.code, one.edition) not in _editions(ones))
    beside = (
        *code_faults(every),
        *calling_faults((*every, *catalogue.GRANTS, *grants)),
        *forgotten_situations(ones, beside=others),
    )
    found = (
        *prove(ones, on=on),
        *prove_grants(grants, taken=tuple(one.code for one in ones)),
        *(fault for fault in beside if fault.of in codes),
    )
    return tuple(dict.fromkeys(found))


def _editions(ones: tuple[OneMatter[Any], ...]) -> set[tuple[str, str]]:
    return {(one.code, one.edition) for one in ones}


def require_sound() -> None:
    """What is not proved is not begun.  Raises `UnsoundCatalogue`.

    Judged by the day on which the catalogue was read last, and not by today: a text that has ended since
    is told by `check`, and keeps no worker from the cases that are open.
    """
    if found := faults(catalogue.ONE_MATTERS, catalogue.GRANTS, on=catalogue.READ_ON):
        told = "\n".join(f"- {fault}" for fault in found)
        raise UnsoundCatalogue(
            f"the catalogue has {len(found)} faults, and nothing starts until they are mended "
            f"(`onematter matters check`):\n{told}"
        )


def inspection(ones: tuple[OneMatter[Any], ...], grants: tuple[Grant[Any], ...], *, on: date) -> str:
    """A verdict for each definition, texts about to expire, numbers to be confirmed, and last the faults."""
    listed: tuple[OneMatter[Any] | Grant[Any], ...] = (*ones, *grants)
    laid_down = tuple(it for definition in listed for it in provisions(definition))
    return page(
        table((*TITLE, "事项数", *PROVED), rows=(_one_matter(one, on) for one in ones)) if ones else "",
        table((*TITLE, "享受方式", *PROVED), rows=map(_grant, grants)) if grants else "",
        _listed(
            "未能判定的条件与规则（请人工核对）", tuple(doubt for one in ones for doubt in undecided(one))
        ),
        _listed(f"已失效或{AHEAD.days}日内失效的依据", tuple(_expiries(laid_down, on=on))),
        _listed("正式使用前须核实的数值", unverified(laid_down)),
        _listed("错误", faults(ones, grants, on=on)),
    )


def title(definition: OneMatter[Any] | Grant[Any]) -> tuple[str, str, str]:
    return definition.code, definition.edition, definition.name


def _one_matter(one: OneMatter[Any], on: date) -> tuple[str, ...]:
    return *title(one), str(len(one.matters)), _to_confirm(one), _verdict(prove_one(one, on=on))


def _grant(grant: Grant[Any]) -> tuple[str, ...]:
    return *title(grant), grant.mode, _to_confirm(grant), _verdict(prove_grant(grant))


def _to_confirm(definition: OneMatter[Any] | Grant[Any]) -> str:
    return str(len(unverified(provisions(definition))))


def _verdict(found: tuple[Fault, ...]) -> str:
    return "有误" if found else "通过"


def _expiries(laid_down: tuple[Provision, ...], *, on: date) -> Iterator[str]:
    for basis, codes in expiring(laid_down, on=on).items():
        yield f"{'、'.join(codes)}：{basis} 执行至 {basis.until}；请查明接续文件，或为定义写明终止日期"


def _listed(text: str, found: tuple[Fault | Provision | str, ...]) -> str:
    return page(heading(text, level=2), bullets(map(str, found))) if found else ""
