"""The document store beside the ledger: files that are not whole there, and files of nobody's case."""

from collections.abc import Iterator
from itertools import islice
from typing import Final
from uuid import UUID

from activities.ledger import Ledger
from activities.ledger.documents import documents
from activities.ledger.documents.documents import FiledDocument
from activities.ports.document_store import DocumentStore
from client.messages.documents.document import chunks
from deploy.recovery.report import Reconciled

PAGE: Final = 500
"""Files that are looked up at once."""

NAMED: Final = 5


def compare(ledger: Ledger, store: DocumentStore, into: Reconciled) -> None:
    """Nothing is changed: what is missing only applicants have, and what is of nobody may be gone on with."""
    for filed in _filed(ledger):
        held = store.held(filed.id)
        if len(held) < (wanted := chunks(filed.size)):
            into.leave(
                f"paper {filed.paper} of case {filed.case} is not whole in the document store "
                f"(file {filed.id}, {len(held)} of {wanted} chunks); "
                "put back a newer copy of the store, or ask for the paper again"
            )
    if orphans := [*map(str, _orphans(ledger, store))]:
        more = f" and {len(orphans) - NAMED} more" if len(orphans) > NAMED else ""
        into.leave(
            f"of {len(orphans)} files in the document store the ledger does not know: "
            f"{', '.join(orphans[:NAMED])}{more}; whoever uploads one again goes on with it, "
            "and what nobody has asked for after thirty days is to be destroyed there"
        )


def _filed(ledger: Ledger) -> Iterator[FiledDocument]:
    after = ""
    while True:
        with ledger.reading() as books:
            page = documents.filed(books, after=after, most=PAGE)
        if not page:
            return
        yield from page
        after = str(page[-1].id)


def _orphans(ledger: Ledger, store: DocumentStore) -> Iterator[UUID]:
    kept = iter(store.kept())
    while page := [*islice(kept, PAGE)]:
        with ledger.reading() as books:
            found = documents.unknown(books, page)
        yield from found
