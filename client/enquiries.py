"""Questions that the engine answers at once, without filing anything."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import uuid4

from pydantic import JsonValue

from . import names
from .errors import InvalidForm
from .guidance import Guidance, GuideRequest
from .line import Line
from .papers import unsendable
from .submission import Message

AnswerT = TypeVar("AnswerT", bound=Message)


class Enquiries:
    """What a platform may ask before it submits.

    Every question raises `UnknownOneMatter`, `InvalidForm` (what was given cannot be sent), `NoWorker`,
    `NoAnswer`, `EngineUnreachable`, `WrongKey`.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    async def guide(
        self, one_matter: str, answers: Mapping[str, JsonValue], *, edition: str | None = None
    ) -> Guidance:
        """What any part of the form leads to, and the questions still worth asking, most decisive first."""
        if wrong := unsendable(dict(answers)):
            raise InvalidForm(wrong)
        request = GuideRequest(one_matter=one_matter, edition=edition, answers=dict(answers))
        return await self._ask(names.GUIDE, request, Guidance)

    async def _ask(self, kind: str, question: Message, answer: type[AnswerT]) -> AnswerT:
        async with self._line.patiently(kind):
            answered: AnswerT = await self._line.client.execute_workflow(
                kind,
                question,
                id=names.enquiry_id(kind, uuid4()),
                task_queue=names.QUEUE,
                execution_timeout=self._line.patience,
                result_type=answer,
            )
            return answered
