"""An employer takes people on (企业员工录用一件事)."""

from .definition import RECRUITMENT

__all__ = ["RECRUITMENT"]
