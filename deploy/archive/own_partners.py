"""A city's own partners, for operators' commands; its workers are given them by a program of its own."""

import os
import pkgutil
from typing import Final

from activities.ports.document_store import DocumentStore
from activities.ports.partners import Partners
from activities.stand_ins.documents import DocumentFolder
from deploy.faults import OperatorFault

PARTNERS: Final = "ONEMATTER_PARTNERS"
"""Names the function that gives them, as module:function."""


class NoPartners(OperatorFault):
    """What is named gives none."""


def own_partners() -> Partners | None:
    """If it has named any.  Raises `NoPartners`."""
    if not (named := os.environ.get(PARTNERS, "")):
        return None
    try:
        outside: Partners = pkgutil.resolve_name(named)()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise NoPartners(f"{PARTNERS}={named} names no partners ({error}); say module:function") from error
    return outside


def document_store() -> DocumentStore:
    """Its own, or the stand-in's.  Raises `NoPartners`."""
    outside = own_partners()
    return outside.document_store if outside else DocumentFolder()
