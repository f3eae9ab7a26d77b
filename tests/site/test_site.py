"""What is published: whole, valid, linked, and the same as what cases are handled by."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import html5lib
import pytest
from pydantic import JsonValue

from matters import catalogue
from matters.definitions.restaurant import RESTAURANT
from matters.guide.service_guide import questions, quota_of
from matters.language import Grant, OneMatter, question
from matters.proof.basis_table import provisions
from matters.site.pages import one_matter_page
from matters.site.site import publish
from tests.support.applications.stalls import MARKET_STALL

ON: Final = date(2026, 12, 1)
ONES: Final = catalogue.in_force(catalogue.ONE_MATTERS, on=ON)
GRANTS: Final = catalogue.in_force(catalogue.GRANTS, on=ON)
CODES: Final = (*(one.code for one in ONES), *(grant.code for grant in GRANTS))
PAGES: Final = ("index", *CODES)

each_one = pytest.mark.parametrize("one", ONES, ids=lambda one: one.code)
each_page = pytest.mark.parametrize("page", PAGES)
each_code = pytest.mark.parametrize("code", CODES)


def read(text: str) -> Element:
    """As browsers read it; what the standard calls a parse error raises."""
    parser: Any = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(text)
    return document


@cache
def page_of(site: Path, page: str) -> Element:
    """Read once, for whatever is looked up on it."""
    return read((site / f"{page}.html").read_text(encoding="utf-8"))


@cache
def text_of(site: Path, page: str) -> str:
    """What is read on a page, without breaks."""
    return re.sub(r"\s+", "", "".join(page_of(site, page).itertext()))


def linked_from(document: Element) -> Iterator[str]:
    for node in document.iter():
        yield from (node.attrib[name] for name in ("href", "src") if name in node.attrib)


def without_breaks(said: object) -> str:
    return re.sub(r"\s+", "", str(said))


@each_page
def test_a_page_is_valid(site: Path, page: str) -> None:
    """HTML without an error, in Chinese, with one heading; ids are there once."""
    document = page_of(site, page)
    ids = [node.attrib["id"] for node in document.iter() if "id" in node.attrib]
    assert document.attrib["lang"] == "zh-CN"
    assert len(document.findall(".//h1")) == 1
    assert len(ids) == len(set(ids))


@each_page
def test_links_resolve(site: Path, page: str) -> None:
    """Every file, and every place in a page; nothing is asked of the network."""
    document = page_of(site, page)
    ids = {node.attrib.get("id") for node in document.iter()}
    for link in linked_from(document):
        file, _, place = link.partition("#")
        assert not file or (site / file).is_file(), link
        assert not place or place in ids, link


@each_page
def test_what_is_asked_has_a_label(site: Path, page: str) -> None:
    """Whoever hears a page knows of each control, picture and table what it is."""
    document = page_of(site, page)
    ids = {node.attrib.get("id") for node in document.iter()}
    named = {node.attrib[name] for node in document.iter() for name in ("for",) if name in node.attrib}
    inside = {control for label in document.iter("label") for control in label.iter("input")}
    assert not [it.attrib for it in document.iter("input") if it not in inside and it.get("id") not in named]
    labels = [node.attrib["aria-labelledby"] for node in document.iter() if "aria-labelledby" in node.attrib]
    assert set(labels) <= ids


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    """A page, a style or a script that asked the network would not work from a file."""
    for file in (*site.glob("*.html"), *(site / "assets").iterdir()):
        said = file.read_text(encoding="utf-8")
        assert not re.findall(r"https?://|@import|fetch\(|url\((?!#)", said), file


@each_one
def test_every_question_is_there(site: Path, one: OneMatter[Any]) -> None:
    """In the words of the form."""
    text = text_of(site, one.code)
    asked = [question(one.form, name).question for name in questions(one)]
    assert not [says for says in asked if without_breaks(says) not in text]


@each_code
def test_every_number_is_there(site: Path, code: str) -> None:
    """With its text and how sure that is: figures, limits, fees, rules, papers."""
    text = text_of(site, code)
    for it in provisions(catalogue.find_any(code)):
        assert without_breaks(it.says) in text, it
        assert it.basis
        assert without_breaks(f"《{it.basis.document}》{it.basis.article}") in text, it
        assert it.basis.confidence in text, it


@each_code
def test_everyday_words_are_there(site: Path, code: str) -> None:
    """In the index, where people look, and on the page."""
    definition = catalogue.find_any(code)
    [card] = (
        node
        for node in page_of(site, "index").iter("li")
        if any(link.attrib["href"] == f"{code}.html" for link in node.iter("a"))
    )
    for word in (definition.name, *definition.also_called):
        assert word in card.attrib["data-words"]
        assert word in text_of(site, code)


@each_code
def test_open_data_can_be_read(site: Path, code: str) -> None:
    """Each node says what it is, and what it points at inside of the file is there."""
    graph = json.loads((site / "data" / f"{code}.jsonld").read_text(encoding="utf-8"))["@graph"]
    known = {node["@id"] for node in graph}
    assert all(node["@type"] for node in graph)
    assert graph[0]["@type"] == "cpsv:PublicService"
    assert set(pointed_at(graph)) <= known
    schema = json.loads((site / "data" / f"{code}.schema.json").read_text(encoding="utf-8"))
    definition = catalogue.find_any(code)
    if not isinstance(definition, Grant):
        assert list(schema["properties"]) == list(definition.form.model_fields)


def pointed_at(said: JsonValue) -> Iterator[str]:
    """Ids of ours that stand alone: references."""
    if isinstance(said, dict):
        name = str(said.get("@id", ""))
        alone = len(said) == 1 and name.startswith("urn:onematter")
        yield from [name] if alone else pointed_at([*said.values()])
    if isinstance(said, list):
        yield from (name for one in said for name in pointed_at(one))


def test_the_catalogue_lists_all(site: Path) -> None:
    """As a service with the file that describes it."""
    graph = json.loads((site / "data" / "catalogue.jsonld").read_text(encoding="utf-8"))["@graph"]
    described = [node["cv:isDescribedAt"]["@id"] for node in graph[1:]]
    assert described == [f"{code}.jsonld" for code in CODES]
    assert all((site / "data" / file).is_file() for file in described)


def test_everything_is_escaped() -> None:
    """What an author writes is text, also where it stands in an attribute or in data."""
    evil = '</script><script>alert("一件事")</script>'
    page = one_matter_page(replace(RESTAURANT, name=evil, also_called=(f"'\"{evil}",)), on=ON)
    scripts = list(read(page).iter("script"))
    assert len(scripts) == len(list(read(one_matter_page(RESTAURANT, on=ON)).iter("script")))
    assert evil in "".join(read(page).find(".//h1").itertext())  # type: ignore[union-attr] # it has one


def test_places_are_shown_where_there_are_only_so_many() -> None:
    """How many, and who gets them, in the words of the guide."""
    page = "".join(read(one_matter_page(MARKET_STALL, on=ON)).itertext())
    assert f"数量限制{quota_of(MARKET_STALL.matters[0])}" in page


def test_only_what_holds_is_published(tmp_path: Path) -> None:
    """Of each code one edition, that of the day."""
    publish(tmp_path, on=date(2026, 12, 1))
    assert {file.stem for file in tmp_path.glob("*.html")} == {*PAGES}
