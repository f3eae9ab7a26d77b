"""What people call what is filed: an answer by its question, a paper by its name."""

from typing import Any, Final

from ..language import OneMatter
from ..language.groups import elements

FORM: Final = "form."
PAPERS: Final = "papers."


def title(one: OneMatter[Any], path: str) -> str:
    """Of `form.FIELD` or `papers.CODE`, also where there are several; nothing for what nobody is asked."""
    if path.startswith(PAPERS):
        code = elements.root(path.removeprefix(PAPERS))
        return next(
            (paper.name for matter in one.matters for paper in matter.materials if paper.code == code), ""
        )
    asked = path.removeprefix(FORM)
    form, name = elements.asked_at(one.form, asked)
    is_asked = path.startswith(FORM) and elements.root(name) in form.model_fields
    return elements.asked(one.form, asked) if is_asked else ""
