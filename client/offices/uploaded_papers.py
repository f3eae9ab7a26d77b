"""Papers that were uploaded in chunks, as officers open them."""

from .. import names
from ..errors import NotPossible
from ..messages.cases.submission import Paper
from ..messages.documents.document import ShownChunk, chunks
from ..messages.officers.commands import ChunkWanted, PaperWanted
from ..transport.engine_line import EngineLine
from ..transport.reading import look_up
from ..trust.identity import Identity
from ..trust.sealed_file import opened


async def fetched(line: EngineLine, paper: Paper, wanted: PaperWanted, *, by: Identity) -> Paper:
    """With its content, which is opened here and nowhere on the way.  Raises `NotPossible`."""
    if (document := paper.document) is None:
        return paper
    sealed: list[bytes] = []
    for number in range(chunks(document.size)):
        asked = ChunkWanted(**dict(wanted), number=number)
        sealed.append((await look_up(line, names.OPEN_CHUNK, ShownChunk, asked, by=by)).sealed)
    try:
        return paper.model_copy(update={"content": opened(sealed, document)})
    except ValueError as broken:
        raise NotPossible(
            f"办件 {wanted.case} 的材料 {wanted.code}：上传的文件已不完整（{broken}）"
        ) from None
