"""The demonstration district's books: everything that its stand-ins know."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

from activities.database import Books, BookTable


class DistrictTable(BookTable, registry=registry()):
    """Base of the stand-ins' tables: the engine never opens them."""


class District(Books):
    """The books of every stand-in, in one database for they belong to one stage set."""

    name: ClassVar[str] = "district"
    variable: ClassVar[str] = "ONEMATTER_DISTRICT_URL"
    metadata: ClassVar[MetaData] = DistrictTable.metadata
