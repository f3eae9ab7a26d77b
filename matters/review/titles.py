"""What people call what is filed, and a rule: an answer by its question, a paper by its name."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..language import OneMatter
from ..language.form import FORM, PAPERS, RULES
from ..language.groups import elements

OF_EVERY_MATTER: Final[Mapping[str, str]] = {
    "paper.fetched": "电子证照未能自动核对",
    "paper.valid": "证照已过期、被暂扣或被撤销",
    "paper.there": "缺少材料",
    "paper.follows": "材料未提交，可容缺受理",
    "paper.original": "须核对原件",
    "paper.committed": "尚未承诺材料真实",
    "applicant.may-apply": "申请人无申请资格",
    "applicant.lives": "申请人在人口库中已注销",
    "item.served": "不属于本地管辖",
}
"""Rules that no definition writes."""


def titles(one: OneMatter[Any], paths: Iterable[str]) -> dict[str, str]:
    """Of each path that has a title."""
    return {path: called for path in paths if (called := title(one, path))}


def title(one: OneMatter[Any], path: str) -> str:
    """Of `form.FIELD` or `papers.CODE`, also where there are several; nothing for what nobody is asked.

    A rule, `rules.ID`, is called by what it tells where it does not hold.
    """
    if path.startswith(RULES):
        return _rule(one, path.removeprefix(RULES))
    if path.startswith(PAPERS):
        code = elements.root(path.removeprefix(PAPERS))
        return next(
            (paper.name for matter in one.matters for paper in matter.materials if paper.code == code), ""
        )
    asked = path.removeprefix(FORM)
    form, name = elements.asked_at(one.form, asked)
    is_asked = path.startswith(FORM) and elements.root(name) in form.model_fields
    return elements.asked(one.form, asked) if is_asked else ""


def _rule(one: OneMatter[Any], id: str) -> str:  # noqa: A002 (what a rule has)
    if id in OF_EVERY_MATTER:
        return OF_EVERY_MATTER[id]
    return next((check.says for matter in one.matters for check in matter.rules if check.rule == id), "")
