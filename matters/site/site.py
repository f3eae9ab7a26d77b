"""The site as files: an index, a page and open data for each definition in force, nothing from elsewhere."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .. import catalogue
from ..language import Grant, OneMatter
from .open_data import catalogue_of, linked, schema
from .pages import HERE, grant_page, index_page, one_matter_page

ASSETS = ("site.css", "site.js")


def publish(directory: Path, *, on: date) -> tuple[Path, ...]:
    """Write what holds on a day, and say which files that were.  Raises `OSError`."""
    written: list[Path] = []
    for path, text in _files(on):
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return tuple(written)


def _files(on: date) -> Iterator[tuple[str, str]]:
    ones = catalogue.in_force(catalogue.ONE_MATTERS, on=on)
    grants = catalogue.in_force(catalogue.GRANTS, on=on)
    yield "index.html", index_page(ones, grants, on=on)
    for one in ones:
        yield f"{one.code}.html", one_matter_page(one, on=on)
    for grant in grants:
        yield f"{grant.code}.html", grant_page(grant, on=on)
    definitions: tuple[OneMatter[Any] | Grant[Any], ...] = (*ones, *grants)
    for definition in definitions:
        yield f"data/{definition.code}.schema.json", _json(schema(definition))
        yield f"data/{definition.code}.jsonld", _json(linked(definition))
    yield "data/catalogue.jsonld", _json(catalogue_of(definitions))
    for asset in ASSETS:
        yield f"assets/{asset}", (HERE / "assets" / asset).read_text(encoding="utf-8")


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
