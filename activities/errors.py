"""Faults of the world; Temporal retries the activities that raise them.

WorldError
├── BooksUnreachable      the ledger's database does not answer, or takes nothing: it is waited for
├── WrongBooksUrl         the URL of a database is none
├── NoCopy                a backup cannot be made, or is not whole
├── OutdatedBooks         a database was made by another release: a table of it lacks a column
├── LedgerOlder           the ledger lacks what it has given: it is an older copy, or another one
├── ForeignLedger         the ledger is not that of the namespace: it is another city's, or new and empty
├── ForeignKey             a payload key is not the one that this ledger's cases were written with
├── WrongBookKey           the keys here are not those that these books were written with
├── Erased                 what is asked for was erased: its data key is destroyed
├── Tampered               what stands in the books is not what was written there
├── CaseMissing            a case that was received is not in the ledger any more
├── GrantMissing           a grant that was found is not in the ledger any more
├── NotReleased            no two persons have let a campaign pay, or its pay day has not come
├── LicenceUnknown         a department has granted a licence that the library does not hold
├── KeyRejected            a key is not entered, approved, rotated or revoked like this
├── ClerkUnknown           nobody is named who files for a department
├── RegistersNotEmpty      people are to be generated where there are some already
├── UnknownServiceMode     whoever delivers says that a notice went by a mode that there is not
├── DepartmentFault        a department's system failed
├── DepartmentSilent       a department's system did not answer in time
├── FactsOutdated          another case about the same came in while pre-review looked
├── RegistersRestless      there is news of somebody again and again while the registers are asked
├── RegisterFault          a base register answered with an error
└── RegisterSilent         a base register did not answer in time
"""


class WorldError(Exception):
    """Something outside did not do its part."""


class BooksUnreachable(WorldError):
    """The ledger cannot be opened now."""


class WrongBooksUrl(WorldError):
    """No database has such a URL."""


class NoCopy(WorldError):
    """Nothing can be put back from this."""


class OutdatedBooks(WorldError):
    """Nothing can be written to a database that another release made."""


class LedgerOlder(WorldError):
    """Not the ledger that the server's cases are in."""


class ForeignLedger(WorldError):
    """Ledger and namespace do not name each other."""


class ForeignKey(WorldError):
    """The payload keys do not belong to this ledger."""


class WrongBookKey(WorldError):
    """Nothing in the books can be read with these keys, or there are none."""


class Erased(WorldError):
    """Of what somebody has had erased, only numbers and digests are left."""


class Tampered(WorldError):
    """Somebody has changed the books behind our back."""


class CaseMissing(WorldError):
    """The ledger has lost a case."""


class GrantMissing(WorldError):
    """The ledger has lost a grant."""


class NotReleased(WorldError):
    """The ledger pays nothing on a workflow's word alone."""


class LicenceUnknown(WorldError):
    """There is no licence of that number."""


class KeyRejected(WorldError):
    """Not by this operator, or not of this key."""


class ClerkUnknown(WorldError):
    """The officers' list names nobody for a department."""


class RegistersNotEmpty(WorldError):
    """The registers hold people already."""


class UnknownServiceMode(WorldError):
    """Nothing is served by such a mode."""


class FactsOutdated(WorldError):
    """Another case about the same has come in or ended since pre-review looked; it is done anew."""


class RegistersRestless(WorldError):
    """There is news of somebody whenever the registers have been asked."""


class DepartmentFault(WorldError):
    """A department's system answered with an error."""


class DepartmentSilent(WorldError):
    """A department's system did not answer."""


class RegisterFault(WorldError):
    """A base register answered with an error."""


class RegisterSilent(WorldError):
    """A base register did not answer."""
