"""Keys are compared byte by byte, as Python compares them, whatever language a database sorts names in."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles


class Key(String):
    """A column whose order matters: pages are cut by it, and spans of it are looked up."""


@compiles(Key, "postgresql")
def _declaration(*_: Any, **__: Any) -> str:
    return 'VARCHAR COLLATE "C"'
