"""The people and firms of the demonstration city: nobody of them exists."""

from .generate import generate

__all__ = [
    "generate",
]
