"""Somebody begins to upload a large file, or goes on with it."""

from temporalio import workflow

from activities.documents.document_room import DocumentRoom, UploadSaid
from client import names
from client.messages.documents.document import Upload, UploadOrder
from workflows import calls


@workflow.defn(name=names.UPLOAD)
class UploadBegun:
    """Says nothing of what the file says: its chunks go another way."""

    @workflow.run
    async def run(self, order: UploadOrder) -> Upload:
        """What is there of it."""
        said = UploadSaid(order=order, at=workflow.now())
        return await calls.enquiry(DocumentRoom.begin_upload, said, summary="上传文件")
