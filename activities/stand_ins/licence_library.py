"""The e-licence library (电子证照库): issue, fetch, revoke."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from activities.database import Transaction
from activities.stand_ins.books import LicenceRow, licences
from client.messages.cases.answers import IssuedLicence, LicenceKind
from matters import clock
from matters.definitions.registers import HeldLicence, LicenceStatus
from matters.language import identify

FIRST_VERSION = "001"


def issue(
    books: Transaction,
    kind: LicenceKind,
    *,
    issuer: str,
    holder: str,
    issue_key: str,
    at: datetime,
    valid_until: date | None = None,
    elements: Mapping[str, str] = MappingProxyType({}),
) -> IssuedLicence:
    """File a licence for `holder` (an identity number); the same `issue_key` gives the same licence.

    `elements` is what its face says; it is valid for ever, or until a day inclusive.
    """
    if filed := licences.issued(books, issue_key):
        return IssuedLicence(code=kind.code, name=kind.name, identifier=filed.identifier)
    year = str(clock.day_in_china(at).year)
    serial = licences.following(books, series=f"{kind.type_code}.{issuer}", year=year)
    given = IssuedLicence(
        code=kind.code,
        name=kind.name,
        identifier=identify(
            type_code=kind.type_code, issuer=issuer, serial=f"{year}{serial:07}", version=FIRST_VERSION
        ),
    )
    row = LicenceRow(
        **given.model_dump(),
        holder=holder,
        issue_key=issue_key,
        issued_at=at,
        valid_until=valid_until,
        elements=json.dumps(dict(elements), ensure_ascii=False),
    )
    licences.enter(books, row)
    return given


def held(books: Transaction, key: str) -> HeldLicence | None:
    """The library's entry under `kind/holder`."""
    code, holder = key.split("/")
    return _entry(licences.held(books, code=code, holder=holder))


def numbered(books: Transaction, identifier: str) -> HeldLicence | None:
    """The library's entry under an identifier: one that is made up is under none."""
    return _entry(licences.numbered(books, identifier))


def _entry(face: licences.Face | None) -> HeldLicence | None:
    if face is None:
        return None
    return HeldLicence(
        as_of=face.issued_at.date(),
        identifier=face.identifier,
        code=face.code,
        holder=face.holder,
        status=_status(face),
        valid_until=face.valid_until,
        elements=json.loads(face.elements),
    )


def _status(face: licences.Face) -> LicenceStatus:
    if face.revoked_because:
        return LicenceStatus.REVOKED
    return LicenceStatus.SUSPENDED if face.suspended_because else LicenceStatus.IN_FORCE


def revoke(books: Transaction, *, issue_key: str, because: str) -> None:
    """Take the licence that an item gave out of force, if it gave one."""
    licences.revoke(books, issue_key=issue_key, because=because)
