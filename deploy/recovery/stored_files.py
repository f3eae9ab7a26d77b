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
                f"案件 {filed.case} 的材料 {filed.paper} 在文件存储中不完整"
                f"（文件 {filed.id}，{wanted} 个分片中有 {len(held)} 个）；"
                "请恢复较新的文件存储备份，或者重新索要该材料"
            )
    if orphans := [*map(str, _orphans(ledger, store))]:
        more = f"，另有 {len(orphans) - NAMED} 个" if len(orphans) > NAMED else ""
        into.leave(
            f"文件存储中有 {len(orphans)} 个文件台账没有记载：{'、'.join(orphans[:NAMED])}{more}；"
            "重新上传的人可以接着使用，满三十日无人使用的应予销毁"
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
