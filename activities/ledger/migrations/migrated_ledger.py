"""A ledger that takes the steps of `migrations` as it is opened."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, update

from activities.database import Transaction
from activities.ledger.ledger import READABLE_BY, SHAPE, SHAPES, Ledger

HERE: Final = Path(__file__).parent

_RAISE: Final = update(SHAPES).where(SHAPES.c.readable_by < READABLE_BY).values(readable_by=READABLE_BY)


class MigratedLedger(Ledger):
    """One that takes the steps it lacks as it is opened, all of them or none; several at once take turns."""

    def _furnish(self, books: Transaction) -> None:
        """Raises `OutdatedBooks`: older than the first step, or later than this release can live with."""
        if self.metadata.tables.keys() & inspect(books).get_table_names():
            self._take_steps(books)
        super()._furnish(books)

    def _take_steps(self, books: Transaction) -> None:
        SHAPES.create(books, checkfirst=True)
        if self._shape(books)[0] < SHAPE:
            command.upgrade(_config(books), "head")
            self._require_columns(books)
            books.execute(_RAISE)


def _config(books: Transaction) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["books"] = books
    return config
