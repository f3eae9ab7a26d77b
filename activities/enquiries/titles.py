"""What people call what was filed in a case, where it is looked at: a case itself knows no definition."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from matters import catalogue
from matters.catalogue import NotInCatalogue
from matters.review.titles import titles

CALLED: Final = "called"
"""What a case asks when somebody looks at it: nobody asks it from outside."""


class FiledPaths(NamedTuple):
    """Of a case of that edition."""

    one_matter: str
    edition: str
    paths: Iterable[str]


def called(filed: FiledPaths) -> dict[str, str]:
    """Each path that has a name; none has one, where the edition is no longer there."""
    try:
        one = catalogue.find(filed.one_matter, filed.edition)
    except NotInCatalogue:
        return {}
    return titles(one, filed.paths)
