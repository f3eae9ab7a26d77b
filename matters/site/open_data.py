"""Definitions as open data: JSON Schema of what is asked, CPSV-AP (JSON-LD) of what is offered.

CPSV-AP is the vocabulary of public services of the European Union (https://semiceu.github.io/CPSV-AP/).
ISO 8601 has no duration of working days: these stand in the description only.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from pydantic import TypeAdapter

from ..language import (
    Basis,
    CalendarDays,
    Department,
    Fee,
    Grant,
    Licence,
    Limit,
    Material,
    Matter,
    Months,
    OneMatter,
    words,
)
from ..proof.basis_table import provisions

CONTEXT: Final[dict[str, Any]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE: Final = {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"}
CURRENCY: Final = {"@id": "http://publications.europa.eu/resource/authority/currency/CNY"}

LinkedNode = dict[str, Any]


def schema(definition: OneMatter[Any] | Grant[Any]) -> LinkedNode:
    """JSON Schema: of the one form, or of what registers hold of a beneficiary."""
    if isinstance(definition, Grant):
        return {"title": definition.name, **TypeAdapter[Any](definition.beneficiary).json_schema()}
    return {**definition.form.model_json_schema(), "title": definition.name}


def linked(definition: OneMatter[Any] | Grant[Any]) -> LinkedNode:
    """JSON-LD: the service, what it needs and gives, and the texts that it rests upon."""
    nodes = _grant(definition) if isinstance(definition, Grant) else _one_matter(definition)
    return {"@context": CONTEXT, "@graph": [*nodes, *_legal_resources(definition)]}


def catalogue_of(definitions: tuple[OneMatter[Any] | Grant[Any], ...]) -> LinkedNode:
    """JSON-LD: which services there are, and where each is described."""
    services = [
        {"@id": _urn(each.code), "@type": "cpsv:PublicService", "dct:title": _zh(each.name)}
        | {"cv:isDescribedAt": {"@id": f"{each.code}.jsonld"}}
        for each in definitions
    ]
    listed = [{"@id": service["@id"]} for service in services]
    whole = {
        "@id": _urn("catalogue"),
        "@type": "dcat:Catalog",
        "dcat:service": listed,
        "dct:language": LANGUAGE,
    }
    return {"@context": CONTEXT, "@graph": [{**whole, "dct:title": _zh("事项目录")}, *services]}


def _one_matter(one: OneMatter[Any]) -> Iterator[LinkedNode]:
    yield _service(one.code, one.name, one.lead) | {
        "dcat:keyword": [_zh(word) for word in one.also_called],
        "dct:description": _zh(
            f"承诺时限{one.promised}" + (f"，法定时限{one.statutory}" if one.statutory else "")
        ),
        "dct:hasPart": [{"@id": _urn(one.code, matter.code)} for matter in one.matters],
        "cv:isGroupedBy": {"@id": _urn(one.code, "event")},
        **_time(one.promised),
        **_rests_upon(one.basis),
    }
    yield {
        "@id": _urn(one.code, "event"),
        "@type": "cv:Event",
        "dct:identifier": one.code,
        "dct:title": _zh(one.name),
    }
    for matter in one.matters:
        yield from _item(one, matter)
    bodies = (one.lead, *(body for matter in one.matters for body in matter.departments))
    yield from map(_organisation, dict.fromkeys(bodies))


def _item(one: OneMatter[Any], matter: Matter[Any]) -> Iterator[LinkedNode]:
    limits = f"承诺时限{matter.promised}" + (f"，法定时限{matter.statutory}" if matter.statutory else "")
    yield _service(f"{one.code}:{matter.code}", matter.name, *matter.departments) | {
        "dct:identifier": matter.basic_code,
        "dct:description": _zh(f"{words(matter.when)}；{limits}"),
        "dct:requires": [{"@id": _urn(one.code, other.code)} for other in one.before(matter)],
        "cpsv:hasInput": [{"@id": _urn(one.code, "paper", paper.code)} for paper in matter.materials],
        "cpsv:produces": [_output(matter.gives)] if matter.gives else [],
        "cv:hasCost": list(_costs(matter.fee)) if matter.fee else [],
        **_time(matter.promised),
        **_rests_upon(matter.basis),
    }
    yield from (_evidence(one, paper) for paper in matter.materials)


def _grant(grant: Grant[Any]) -> Iterator[LinkedNode]:
    yield _service(grant.code, grant.name, grant.department) | {
        "dcat:keyword": [_zh(word) for word in grant.also_called],
        "dct:description": _zh(f"{grant.scope}；{grant.mode}"),
        "cv:holdsRequirement": [{"@id": _urn(grant.code, rule.id)} for rule in grant.all_rules],
        **_rests_upon(grant.basis),
    }
    for rule in grant.all_rules:
        yield {
            "@id": _urn(grant.code, rule.id),
            "@type": "cv:Requirement",
            "dct:title": _zh(rule.says),
            "dct:type": _zh(rule.kind),
            **_rests_upon(rule.basis),
        }
    yield _organisation(grant.department)


def _service(identifier: str, name: str, *bodies: Department) -> LinkedNode:
    return {
        "@id": _urn(*identifier.split(":")),
        "@type": "cpsv:PublicService",
        "dct:identifier": identifier,
        "dct:title": _zh(name),
        "dct:language": LANGUAGE,
        "cv:hasCompetentAuthority": [{"@id": _urn("organisation", body.code)} for body in bodies],
    }


def _organisation(body: Department) -> LinkedNode:
    return {
        "@id": _urn("organisation", body.code),
        "@type": "cv:PublicOrganisation",
        "dct:identifier": body.credit_code,
        "skos:prefLabel": _zh(body.name),
    }


def _evidence(one: OneMatter[Any], paper: Material[Any]) -> LinkedNode:
    return {
        "@id": _urn(one.code, "paper", paper.code),
        "@type": "cv:Evidence",
        "dct:identifier": paper.code,
        "dct:title": _zh(paper.name),
    }


def _output(licence: Licence) -> LinkedNode:
    return {
        "@id": _urn("licence", licence.code),
        "@type": "cv:Output",
        "dct:identifier": licence.type_code,
        "dct:title": _zh(licence.name),
    }


def _costs(fee: Fee[Any]) -> Iterator[LinkedNode]:
    for rate in fee.rates:
        yield {
            "@type": "cv:Cost",
            "cv:value": {"@value": f"{rate.fen / 100:.2f}", "@type": "xsd:decimal"},
            "cv:currency": CURRENCY,
            "dct:description": _zh(f"{rate.since} 起 {rate}{fee.each}，{fee.statute}"),
        }


def _time(limit: Limit) -> LinkedNode:
    match limit:
        case Months(count=count):
            duration = f"P{count}M"
        case CalendarDays(count=count):
            duration = f"P{count}D"
        case _:
            return {}
    return {"cv:processingTime": {"@value": duration, "@type": "xsd:duration"}}


def _rests_upon(basis: Basis | None) -> LinkedNode:
    return {"cv:hasLegalResource": [{"@id": _text(basis)}]} if basis else {}


def _legal_resources(definition: OneMatter[Any] | Grant[Any]) -> Iterator[LinkedNode]:
    """Every document and article, and how far it was read."""
    for basis in dict.fromkeys(it.basis for it in provisions(definition) if it.basis):
        days = {"eli:first_date_entry_in_force": basis.since, "eli:date_no_longer_in_force": basis.until}
        yield {
            "@id": _text(basis),
            "@type": "eli:LegalResource",
            "dct:title": _zh(f"《{basis.document}》{basis.article}"),
            "skos:note": _zh(basis.confidence),
            **{name: {"@value": str(day), "@type": "xsd:date"} for name, day in days.items() if day},
        }


def _text(basis: Basis) -> str:
    return _urn("law", basis.document, basis.article, str(basis.since or ""))


def _urn(*parts: str) -> str:
    return ":".join(("urn:onematter", *(quote(part, safe="") for part in parts if part)))


def _zh(said: str) -> LinkedNode:
    return {"@value": str(said), "@language": "zh"}
