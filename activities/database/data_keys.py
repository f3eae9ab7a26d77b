"""Data keys: each case and each person has one, under which what is told of them is encrypted in books.

It lies in the books as well, wrapped by a key that does not. Whoever destroys it destroys all that was
written under it.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Delete,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Update,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import Insert

from activities.errors import Tampered
from client.trust.ciphers import suites

from .book_keys import BookKeys
from .key_encryption import WrappedKey
from .rows import insert_new

_TEXT: Final = b"t"
_BYTES: Final = b"b"
_ID: Final = 8
"""Bytes."""

_PAGE: Final = 500

_FOUND: Final = "SELECT id, owner, wrapped_by, wrapped FROM data_keys WHERE"

_Found = Select[Any, Any, Any, Any]


class DataKey(NamedTuple):
    """`id` stands in every cell, `owner` is whose data the key is for."""

    id: bytes
    owner: str
    cipher: suites.Cipher

    def close(self, value: str | bytes, *, column: str) -> bytes:
        """A cell of that column."""
        kind, plain = (_TEXT, value.encode()) if isinstance(value, str) else (_BYTES, value)
        return kind + self.id + self.cipher.close(plain, self._about(kind, column))

    def open(self, cell: bytes, *, column: str) -> str | bytes:
        """What stands in it.  Raises `Tampered`."""
        kind = cell[:1]
        try:
            plain = self.cipher.open(cell[1 + _ID :], self._about(kind, column))
        except ValueError:
            raise Tampered(
                f"a value of {column} is not as it was written; put the books back from a backup"
            ) from None
        return plain.decode() if kind == _TEXT else plain

    def _about(self, kind: bytes, column: str) -> bytes:
        """So nothing that was written into one column is read from another."""
        return b"|".join((kind, self.owner.encode(), column.encode()))


def key_id(cell: bytes) -> bytes:
    """Under which data key a cell was written."""
    return cell[1 : 1 + _ID]


@dataclass(frozen=True)
class _Statements:
    enter: Insert
    destroy: Delete
    old: _Found
    any: _Found
    change: Update


class DataKeys:
    """Those that one transaction has to do with: each is looked up once."""

    def __init__(self, keys: BookKeys, metadata: MetaData) -> None:
        self.book_keys = keys
        self._say = _statements(metadata)
        self._by_owner: dict[str, DataKey] = {}
        self._by_id: dict[bytes, DataKey] = {}

    def of(self, books: Connection, owners: Iterable[str]) -> Mapping[str, DataKey]:
        """By owner; who has none gets one."""
        if missing := self._unknown(books, owners):
            books.execute(self._say.enter, [self._made(owner) for owner in missing])
            self._unknown(books, missing)  # of two who make one at the same time, one has
        return self._by_owner

    def named(self, books: Connection, ids: Iterable[bytes]) -> Mapping[bytes, DataKey]:
        """By id; what is destroyed is not among them."""
        if wanted := [each.hex() for each in dict.fromkeys(ids) if each not in self._by_id]:
            self._learn(books, "id", wanted)
        return self._by_id

    def destroy(self, books: Connection, owners: Iterable[str]) -> int:
        """Nothing that was written under their keys is ever read again; how many there were."""
        self._by_owner.clear()
        self._by_id.clear()
        return books.execute(self._say.destroy, {"wanted": sorted(owners)}).rowcount

    def wrap_anew(self, books: Connection) -> int:
        """Wrap a page of those that an older key-encryption key has wrapped; how many were left."""
        wrapping = self.book_keys.wrapping
        newest = wrapping.wrap(self.book_keys.new_key(), owner="").by
        old = books.execute(self._say.old, {"newest": newest, "size": _PAGE}).all()
        for id_, owner, by, wrapped in old:
            anew = wrapping.wrap(wrapping.unwrap(WrappedKey(by, wrapped), owner=owner), owner=owner)
            books.execute(self._say.change, {"this": id_, "wrapped_by": anew.by, "wrapped": anew.key})
        return len(old)

    def require_own(self, books: Connection) -> None:
        """Unwrap any one.  Raises `WrongBookKey`."""
        for _, owner, by, wrapped in books.execute(self._say.any):
            self.book_keys.wrapping.unwrap(WrappedKey(by, wrapped), owner=owner)

    def _unknown(self, books: Connection, owners: Iterable[str]) -> list[str]:
        if wanted := [owner for owner in dict.fromkeys(owners) if owner not in self._by_owner]:
            self._learn(books, "owner", wanted)
        return [owner for owner in wanted if owner not in self._by_owner]

    def _learn(self, books: Connection, column: str, wanted: list[str]) -> None:
        """By the driver itself: nearly every step looks up a key, for it may just have been destroyed."""
        wrapping = self.book_keys.wrapping
        place = "%s" if books.dialect.name == "postgresql" else "?"
        statement = f"{_FOUND} {column} IN ({', '.join(place for _ in wanted)})"
        driver: Any = books.connection.driver_connection
        for id_, owner, by, wrapped in driver.execute(statement, wanted):
            plain = wrapping.unwrap(WrappedKey(by, wrapped), owner=owner)
            key = DataKey(bytes.fromhex(id_), owner, suites.Cipher(plain))
            self._by_owner[owner] = self._by_id[key.id] = key

    def _made(self, owner: str) -> dict[str, Any]:
        wrapped = self.book_keys.wrapping.wrap(self.book_keys.new_key(), owner=owner)
        return {
            "id": os.urandom(_ID).hex(),
            "owner": owner,
            "wrapped_by": wrapped.by,
            "wrapped": wrapped.key,
        }


def table_in(metadata: MetaData) -> Table:
    """The data keys of these books; no two keys for one owner."""
    known = metadata.tables.get("data_keys")
    return (
        Table(
            "data_keys",
            metadata,
            Column("id", String, primary_key=True),
            Column("owner", String, nullable=False, unique=True),
            Column("wrapped_by", String, nullable=False, index=True),
            Column("wrapped", LargeBinary, nullable=False),
        )
        if known is None
        else known
    )


@cache
def _statements(metadata: MetaData) -> _Statements:
    keys = table_in(metadata)
    found = select(keys.c.id, keys.c.owner, keys.c.wrapped_by, keys.c.wrapped)
    wanted: BindParameter[str] = bindparam("wanted", expanding=True)
    return _Statements(
        enter=insert_new(keys),
        destroy=delete(keys).where(keys.c.owner.in_(wanted)),
        old=found.where(keys.c.wrapped_by != bindparam("newest")).limit(bindparam("size")),
        any=found.limit(1),
        change=update(keys).where(keys.c.id == bindparam("this")),
    )
