"""What is told of people stands encrypted in books; whoever has their keys reads and writes plain rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Executable, LargeBinary, Table

from activities.errors import Erased

from .data_keys import DataKeys, key_id

OPTION = "data_keys"
"""Under which every transaction has its keys."""


class Encrypted(LargeBinary):
    """A column that nobody reads without the data key of its row. It holds text, or bytes, or nothing."""


def case_owner(key: object) -> str:
    """To whom the data of a case belong, by its id or a key that begins with it."""
    return f"case/{str(key).partition('/')[0]}"


def person_owner(books: Connection, key: str) -> str:
    """To whom the data of a person belong, by a number or a key of his."""
    return f"person/{seal(books, key)}"


def person_owners(books: Connection, key: str) -> list[str]:
    """Likewise, under every sealing key."""
    return [f"person/{each}" for each in seals(books, key)]


def register_owner(register: str) -> str:
    """To whom what a register keeps for itself belongs, where that is not kept apart by persons."""
    return f"register/{register}"


def seal(books: Connection, text: str) -> str:
    """An opaque stand-in for a text, by which its row is found; to be written."""
    return _keys(books).book_keys.seal(text)


def seals(books: Connection, text: str) -> tuple[str, ...]:
    """All under which a text may have been written, the newest first."""
    return _keys(books).book_keys.seals(text)


def encrypted(books: Connection, table: Table, values: Mapping[str, Any], *, owner: str) -> dict[str, Any]:
    """Values of a row, those of encrypted columns under the owner's data key."""
    (row,) = all_encrypted(books, table, [(owner, values)])
    return row


def all_encrypted(
    books: Connection, table: Table, rows: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    """Several at once, each with its owner."""
    columns = [column.name for column in table.columns if isinstance(column.type, Encrypted)]
    written = [owner for owner, values in rows if any(values.get(name) is not None for name in columns)]
    keys = _keys(books).of(books, written)
    return [
        {
            **values,
            **{
                name: keys[owner].close(values[name], column=name)
                for name in columns
                if values.get(name) is not None
            },
        }
        for owner, values in rows
    ]


def decrypted(books: Connection, statement: Executable, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that a statement finds, in plain text.  Raises `Erased`, `Tampered`."""
    result = books.execute(statement, asked)
    names = [*result.keys()]
    return [dict(zip(names, row, strict=True)) for row in plain(books, names, result.all())]


def plain(books: Connection, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows of columns with these names, in plain text.  Raises `Erased`, `Tampered`."""
    opened = [[*row] for row in rows]
    cells = [(row, place) for row in opened for place, cell in enumerate(row) if isinstance(cell, bytes)]
    keys = _keys(books).named(books, (key_id(row[place]) for row, place in cells))
    for row, place in cells:
        key = keys.get(key_id(row[place]))
        if key is None:
            raise Erased(f"what stood in {names[place]} was erased: only numbers and digests are left of it")
        row[place] = key.open(row[place], column=names[place])
    return opened


def destroy(books: Connection, owners: Iterable[str]) -> int:
    """Destroy the data keys of these owners; how many there were."""
    return _keys(books).destroy(books, owners)


def wrap_anew(books: Connection) -> int:
    """See `DataKeys.wrap_anew`."""
    return _keys(books).wrap_anew(books)


def require_own_keys(books: Connection) -> None:
    """Raises `WrongBookKey` if what was written here before was written with other keys."""
    _keys(books).require_own(books)


def _keys(books: Connection) -> DataKeys:
    return cast("DataKeys", books.get_execution_options()[OPTION])
