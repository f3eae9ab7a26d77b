"""The e-licence library (电子证照库) as a stand-in: it is asked by the engine, and written by departments."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from activities.database import Transaction
from activities.ports.licence_library import LicenceLibrary
from activities.stand_ins.books import District, licences
from activities.stand_ins.books.licences import LicenceEntry
from client.messages.cases.answers import IssuedLicence, LicenceKind
from matters import clock
from matters.definitions.registers import LICENCE_LIBRARY, LICENCE_NUMBERS, HeldLicence, LicenceStatus
from matters.language import identify

from .base_registers import take_time

FIRST_VERSION = "001"


class LibraryStandIn(LicenceLibrary):
    """What is on file in the district's books."""

    def __init__(self, district: District) -> None:
        self._district = district

    def held(self, *, code: str, holder: str, on: date, patience: float) -> HeldLicence | None:
        """See `LicenceLibrary.held`."""
        with self._district.reading() as books:
            take_time(books, LICENCE_LIBRARY.code, patience=patience)
            found = [
                _entry(face).model_copy(update={"holder": holder})
                for face in licences.held(books, code=code, holder=holder, on=on)
            ]
        if not found:
            return None
        first, *rest = found
        return first.model_copy(update={"others": tuple(one for one in rest if one.is_valid(on))})

    def numbered(self, identifier: str, *, patience: float) -> HeldLicence | None:
        """See `LicenceLibrary.numbered`."""
        with self._district.reading() as books:
            take_time(books, LICENCE_NUMBERS.code, patience=patience)
            face = licences.numbered(books, identifier)
            return face and _entry(face)


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
    co_holders: tuple[str, ...] = (),
) -> IssuedLicence:
    """File a licence for `holder` (an identity number); an `issue_key` gives the same while it is in force.

    It is found under the `co_holders`, too. `elements` is what its face says; it is valid for ever, or until
    a day inclusive.
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
    new = LicenceEntry(
        code=given.code,
        name=given.name,
        identifier=given.identifier,
        number=holder,
        issue_key=issue_key,
        issued_at=at,
        valid_until=valid_until,
        elements=json.dumps(dict(elements), ensure_ascii=False) if elements else None,
    )
    licences.enter(books, new, co_holders=co_holders)
    return given


def _entry(face: licences.Face) -> HeldLicence:
    return HeldLicence(
        as_of=clock.day_in_china(face.issued_at),
        identifier=face.identifier,
        code=face.code,
        holder=face.number,
        status=_status(face),
        valid_until=face.valid_until,
        elements=json.loads(face.elements or "{}"),
    )


def _status(face: licences.Face) -> LicenceStatus:
    if face.revoked_because:
        return LicenceStatus.REVOKED
    return LicenceStatus.SUSPENDED if face.suspended_because else LicenceStatus.IN_FORCE


def revoke(books: Transaction, *, issue_key: str, because: str) -> None:
    """Take the licence that an item gave out of force, if it gave one."""
    licences.revoke(books, issue_key=issue_key, because=because)
