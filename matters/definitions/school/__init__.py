"""A child goes to school (义务教育入学一件事)."""

from .definition import SCHOOL

__all__ = ["SCHOOL"]
